import type { Check, Issue } from './check.js';
import { lineAt } from './source.js';

/** The switch: true once the packages are on npm. Then run `npm run pages`. */
const PUBLISHED = false;

const NOTE =
  '> Not on npm yet. In a clone of the repository, `npm ci && npm run pack:all` writes the packages as tarballs and prints the line that installs them: run it in the folder of your app, in place of the `@ably-auth` packages of an `npm install`.';

/** The note, also as it read before. */
const OWN = /^> Not on npm yet\. .*\n\n/gm;

/** Where a page says how to install or run one of the packages. */
const INSTALLS = /\bnpm install [^\n]*@ably-auth\/|\bnpx (?:@ably-auth\/|ably-auth\b)/;
const PAGE = /^(README|(packages|examples|vectors|docs)\/.*)\.md$/;
const AFTER_INTRODUCTION = /^(# .*\n\n(?:(?!#|```).+\n)+\n)/m;

/** A page as it has to be: with the note after its introduction, or without it. */
export function withNote(text: string, published = PUBLISHED): string {
  const without = text.replace(OWN, '');
  if (published || !INSTALLS.test(without)) return without;
  return without.replace(AFTER_INTRODUCTION, (introduction) => `${introduction}${NOTE}\n\n`);
}

/** Pages that have a note. */
export const isPage = (file: string): boolean => PAGE.test(file);

/** A page that installs packages says whether npm has them. */
export const installNote: Check = {
  name: 'install-note',
  purpose: 'a page that installs the packages says that they are not on npm yet, until they are',
  run(tree) {
    const pages = tree.files.filter(isPage);
    const issues = pages.flatMap((file): Issue[] => {
      const text = tree.read(file);
      if (withNote(text) === text) return [];
      return [
        {
          file,
          line: lineAt(text, Math.max(text.search(INSTALLS), 0)),
          message: PUBLISHED
            ? 'says that the packages are not on npm'
            : 'does not say that the packages are not on npm',
          remediation: 'Run `npm run pages`.',
        },
      ];
    });
    return { checked: `${pages.length} pages`, issues };
  },
};
