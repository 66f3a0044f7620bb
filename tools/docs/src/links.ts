import { posix } from 'node:path';
import { isInRepository, REPOSITORY } from './repository.js';
import { routeOf } from './site-map.js';

const FENCE = /^(`{3,}|~{3,}).*?^\1`*\s*$/gms;
const LINK = /(?<!!)\[((?:[^[\]]|\[[^\]]*\])+)\]\(([^()\s]+)\)/g;

/** Markdown of the repository, made to link within the site; and the files that it must serve for that. */
export type Linked = { readonly text: string; readonly files: readonly string[] };

/**
 * Rewrites the links of a Markdown file: to pages of the site, to data that the site serves, else to the repository.
 *
 * @param markdown its text
 * @param from the file, from the root of the repository
 * @throws {Error} if a link leads to a file that does not exist
 */
export function rewriteLinks(markdown: string, from: string): Linked {
  const files: string[] = [];
  const rewrite = (prose: string) =>
    prose.replace(LINK, (whole: string, label: string, target: string) => {
      if (/^([a-z]+:|#|\/)/i.test(target)) return whole;
      const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(target) ?? [];
      const file = posix.join(posix.dirname(from), path).replace(/\/$/, '');
      if (!isInRepository(file)) throw new Error(`${from}: links to ${target}, which does not exist`);
      const route = routeOf(file);
      if (route !== undefined) return `[${label}](/${route}${anchor})`;
      if (file.endsWith('.json')) {
        files.push(file);
        return `[${label}](/files/${file})`;
      }
      if (REPOSITORY !== undefined) return `[${label}](${REPOSITORY}/blob/main/${file}${anchor})`;
      return label.includes(file) ? label : `${label} (\`${file}\`)`;
    });
  return { text: outsideFences(markdown, rewrite), files };
}

/** Changes what stands outside of code blocks. */
export function outsideFences(markdown: string, change: (prose: string) => string): string {
  let done = '';
  let end = 0;
  for (const { 0: fence, index } of markdown.matchAll(FENCE)) {
    done += change(markdown.slice(end, index)) + fence;
    end = index + fence.length;
  }
  return done + change(markdown.slice(end));
}
