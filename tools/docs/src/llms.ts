import type { Navigation } from './navigation.js';
import type { Page } from './page.js';

const SUMMARY =
  'Ably’s token authentication as a typed specification: JSON Schemas, TypeScript packages, recipes for other languages, test vectors. An independent project: not made, endorsed or supported by Ably.';

/** Folders of pages that are long and of little use without their tables drawn: in llms.txt, not in llms-full.txt. */
const LISTED_ONLY = /^(conformance\/(compatibility|uts-coverage|benchmarks)|api\/|playground\/|tools\/)/;

/** A page in plain Markdown: its front matter is for vitepress. */
export function plainMarkdown({ text, markdown = text }: Page): string {
  return markdown.replace(/^---\n.*?\n---\n\s*/s, '');
}

/** What the site has, for programs that read (llmstxt.org): the pages in Markdown, in the order of the menus. */
export function llmsTxt(pages: readonly Page[], { sidebar }: Navigation): string {
  const groups = Object.values(sidebar as Record<string, { text: string; items: { link: string }[] }[]>).flat();
  const listed = new Set<Page>();
  const sections = groups.flatMap(({ text, items }) => {
    const lines = items.flatMap(({ link }) => {
      const path = `${link.replace(/^\//, '').replace(/(^|\/)$/, '$1index')}.md`;
      const page = pages.find((one) => one.path === path);
      if (page === undefined || listed.has(page)) return [];
      listed.add(page);
      return [`- [${page.title}](${page.path})`];
    });
    return lines.length === 0 ? [] : [`## ${text}\n\n${lines.join('\n')}`];
  });
  return `# Ably Auth\n\n> ${SUMMARY}\n\n${sections.join('\n\n')}\n`;
}

/** The guide, the types, the reference and the packages in one text. */
export function llmsFullTxt(pages: readonly Page[]): string {
  const whole = pages.filter(({ path }) => path !== 'index.md' && !LISTED_ONLY.test(path));
  return whole.map((page) => `<!-- ${page.path} -->\n\n${plainMarkdown(page).trim()}\n`).join('\n');
}
