import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serveFolder } from './static-server.testing.js';

/** The site as it was just built, on loopback. */
export type BuiltSite = {
  readonly folder: string;
  readonly url: string;
  /** Every page: `types/TokenRequest.html`. */
  readonly pages: readonly string[];
  stop(): Promise<void>;
};

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Builds the site as `npm run docs` does, and serves it. */
export async function buildSite(): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'ably-auth-site-'));
  // Of its own process: vitepress must resolve the packages as they are published, not as the tests do.
  await promisify(execFile)(process.execPath, [CLI, '--out', folder], { env: { PATH: process.env['PATH'] } });
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.html') && name !== '404.html',
  );
  const server = await serveFolder(folder);
  return { folder, url: server.url, pages: pages.sort(), stop: () => server.stop() };
}
