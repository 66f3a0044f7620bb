import { drawBlocks } from '../blocks.js';
import { rewriteLinks } from '../links.js';
import { frontMatter, type Page } from '../page.js';
import { withSignTabs } from '../language-tabs.js';
import { isInRepository, readText } from '../repository.js';
import { withSdkResults } from '../sdk-results.js';
import { routeOf } from '../site-map.js';
import { withTypeTabs } from '../types-in-languages.js';

/** A large page whose every line would fill the search with the same words. */
const NOT_SEARCHED = new Set(['docs/compatibility.md', 'docs/uts-coverage.md']);

/** Pages with tables that need the whole width. */
const WIDE = new Set([
  'docs/compatibility.md',
  'docs/uts-coverage.md',
  'docs/benchmarks.md',
  'docs/benchmarks-languages.md',
  'docs/guide/choosing.md',
]);

/** A Markdown file of the repository as a page, and the data files that it links to. */
export function prosePage(file: string): { readonly page: Page; readonly files: readonly string[] } {
  const path = routeOf(file);
  if (path === undefined) throw new Error(`${file}: src/site-map.ts has no page for it`);
  const markdown = readText(file);
  const { text, files } = rewriteLinks(markdown, file);
  const [, title = file] = /^# (.+)$/m.exec(markdown) ?? [];
  const plainTitle = title.replaceAll('`', '');
  const search = NOT_SEARCHED.has(file) ? { search: false } : {};
  const aside = WIDE.has(file) ? { aside: false } : {};
  const settings = frontMatter({ title: plainTitle, outline: [2, 3], ...search, ...aside });
  const [, type] = /^docs\/reference\/([A-Z]\w+)\.md$/.exec(file) ?? [];
  const isType = type !== undefined && isInRepository(`schemas/json/${type}.json`);
  const drawn = withSignTabs(drawBlocks(withSdkResults(text)));
  const page = {
    path,
    title: plainTitle,
    text: settings + (isType ? withTypeTabs(drawn, type) : drawn),
    markdown: text,
  };
  return { page, files: isType ? [...files, `schemas/json/${type}.json`] : files };
}
