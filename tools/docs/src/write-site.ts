import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiPages } from './api.js';
import { llmsFullTxt, llmsTxt, plainMarkdown } from './llms.js';
import { navigationOf } from './navigation.js';
import type { Page } from './page.js';
import { frontPage } from './pages/front-page.js';
import { matchesPage } from './pages/matches-page.js';
import { playgroundPages } from './pages/playground-pages.js';
import { prosePage } from './pages/prose-page.js';
import { ROOT } from './repository.js';
import { prosePages } from './site-map.js';

/** The source of the site, which vitepress reads. */
export const SOURCE = join(ROOT, 'tools/docs/.site');

/** Writes the source of the site from the repository. */
export async function writeSite(): Promise<void> {
  const prose = prosePages().map(prosePage);
  const pages: Page[] = [
    frontPage(),
    ...playgroundPages(),
    matchesPage(),
    ...prose.map(({ page }) => page),
    ...(await apiPages()),
  ];
  const files = new Set(prose.flatMap((one) => one.files));

  rmSync(SOURCE, { recursive: true, force: true });
  for (const { path, text } of pages) write(path, text);
  for (const file of files) {
    const target = join(SOURCE, 'public/files', file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(ROOT, file), target);
  }
  const navigation = navigationOf(pages);
  write('navigation.json', JSON.stringify(navigation, undefined, 2));
  // Each page as Markdown beside its HTML, and lists of them, for programs that read.
  for (const page of pages) write(`public/${page.path}`, plainMarkdown(page));
  write('public/llms.txt', llmsTxt(pages, navigation));
  write('public/llms-full.txt', llmsFullTxt(pages));
}

function write(path: string, text: string): void {
  const file = join(SOURCE, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
