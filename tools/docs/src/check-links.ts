import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Every link of the built site that leads nowhere: to a file that is not there, or to an anchor that the page lacks.
 * vitepress itself looks at no anchors.
 *
 * @param folder where the site was built
 * @param base the path that it will be served under, with slashes at both ends
 */
export function brokenLinks(folder: string, base: string): string[] {
  const pages = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]),
  );
  const anchors = new Map(Array.from(pages, ([file, html]) => [file, anchorsOf(html)]));
  return [...pages].flatMap(([page, html]) => {
    const targets = new Set(Array.from(html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g), ([, href = '']) => href));
    return [...targets].flatMap((target) => {
      const problem = problemOf(target.replaceAll('&amp;', '&'), page, folder, base, anchors);
      return problem === undefined ? [] : [`${relative(folder, page)}: ${target}: ${problem}`];
    });
  });
}

function problemOf(
  target: string,
  page: string,
  folder: string,
  base: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  if (/^(https?|mailto):/.test(target)) return undefined;
  const [path = '', anchor = ''] = target.split('#');
  if (path.startsWith('/') && !path.startsWith(base)) return `is outside of ${base}`;
  const file = fileOf(
    path.startsWith('/') ? join(folder, path.slice(base.length)) : join(dirname(page), path),
    page,
    path,
  );
  if (file === undefined) return 'there is no such page';
  if (anchor === '' || anchors.get(file)?.has(decodeURIComponent(anchor)) !== false) return undefined;
  return 'the page has no such anchor';
}

function fileOf(asked: string, page: string, path: string): string | undefined {
  if (path === '') return page;
  if (path.endsWith('/')) return [join(asked, 'index.html')].find((file) => existsSync(file));
  return [asked, `${asked}.html`].find((file) => existsSync(file));
}

function anchorsOf(html: string): ReadonlySet<string> {
  return new Set(Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id = '']) => id));
}
