#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';
import { build, createServer } from 'vitepress';
import { brokenLinks } from './check-links.js';
import { ROOT } from './repository.js';
import { writeSite } from './write-site.js';

/** The folder that vitepress takes for its project. */
const PROJECT = join(ROOT, 'tools/docs');

const program = new Command('npm run docs --')
  .description('Builds the reference site from the repository.')
  .option('--base <path>', 'the path that it will be served under', '/')
  .option('--out <folder>', 'where it goes', join(PROJECT, 'dist-site'))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(buildSite);

program
  .command('dev')
  .description('serves it, and shows a change of a page at the next start')
  .option('--port <number>', 'port on loopback', '5173')
  .action(serve);

async function buildSite({ base, out }: { readonly base: string; readonly out: string }): Promise<void> {
  await writeSite();
  // vitepress reads its configuration from a file, which takes them from here.
  process.env['DOCS_BASE'] = base;
  process.env['DOCS_OUT'] = out;
  await build(PROJECT);
  const broken = brokenLinks(out, base);
  for (const problem of broken) console.error(problem);
  if (broken.length > 0) throw new Error(`${broken.length} broken links`);
  console.log(`The site is in ${out}`);
}

async function serve({ port }: { readonly port: string }): Promise<void> {
  await writeSite();
  const server = await createServer(PROJECT, { port: Number(port), host: '127.0.0.1' });
  await server.listen();
  server.printUrls();
}

try {
  await program.parseAsync();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
