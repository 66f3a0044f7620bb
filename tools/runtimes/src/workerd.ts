import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { once, serve } from './bridge.js';

// node workerd.js <folder with miniflare> <bundle> [once]: a script on workerd, the runtime of Cloudflare Workers.

type Miniflare = {
  dispatchFetch: (url: string, init: { method: string; body: string }) => Promise<Response>;
  dispose: () => Promise<void>;
};

const [home = '', bundle = '', mode] = process.argv.slice(2);
const require = createRequire(join(home, 'package.json'));
const { Miniflare: Runtime } = require('miniflare') as { Miniflare: new (options: object) => Miniflare };
const script = `${readFileSync(bundle, 'utf8')}
export default { fetch: async (request) => new Response(await worker.answer(await request.text())) };`;
const runtime = new Runtime({ modules: true, script, compatibilityDate: '2026-07-01' });
const { version } = require('workerd/package.json') as { version: string };
const ask = async (body: string) => {
  const response = await runtime.dispatchFetch('http://localhost/', { method: 'POST', body });
  return await response.text();
};
await (mode === 'once' ? once(ask) : serve('workerd', version, ask));
await runtime.dispose();
