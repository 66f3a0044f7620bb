import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { serve } from './bridge.js';

// node workerd.js <folder with miniflare> <bundle>: the vectors on workerd, the runtime of Cloudflare Workers.

type Miniflare = {
  dispatchFetch: (url: string, init: { method: string; body: string }) => Promise<Response>;
  dispose: () => Promise<void>;
};

const [home = '', bundle = ''] = process.argv.slice(2);
const require = createRequire(join(home, 'package.json'));
const { Miniflare: Runtime } = require('miniflare') as { Miniflare: new (options: object) => Miniflare };
const script = `${readFileSync(bundle, 'utf8')}
export default { fetch: async (request) => new Response(await reference.answer(await request.text())) };`;
const runtime = new Runtime({ modules: true, script, compatibilityDate: '2026-07-01' });
const { version } = require('workerd/package.json') as { version: string };
await serve('workerd', version, async (body) => {
  const response = await runtime.dispatchFetch('http://localhost/', { method: 'POST', body });
  return await response.text();
});
await runtime.dispose();
