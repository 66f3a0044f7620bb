import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { once, serve } from './bridge.js';

// node edge-runtime.js <folder with edge-runtime> <bundle> [once]: a script on the runtime of Vercel's edge functions.

type EdgeRuntime = { dispatchFetch: (url: string, init: { method: string; body: string }) => Promise<Response> };

const [home = '', bundle = '', mode] = process.argv.slice(2);
const require = createRequire(join(home, 'package.json'));
const { EdgeRuntime: Runtime } = require('edge-runtime') as { EdgeRuntime: new (options: object) => EdgeRuntime };
const initialCode = `${readFileSync(bundle, 'utf8')}
addEventListener('fetch', (event) => event.respondWith(event.request.text().then(worker.answer).then((text) => new Response(text))));`;
const runtime = new Runtime({ initialCode });
const { version } = require('edge-runtime/package.json') as { version: string };
const ask = async (body: string) => {
  const response = await runtime.dispatchFetch('http://localhost/', { method: 'POST', body });
  return await response.text();
};
await (mode === 'once' ? once(ask) : serve('edge-runtime', version, ask));
