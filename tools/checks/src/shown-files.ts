import type { Check, Issue } from './check.js';
import { lineAt } from './source.js';
import type { Tree } from './tree.js';

/** A code block of a page that shows a file of the repository: ```` ```js examples/quick-start/server.js ````. */
const SHOWN = /^```([a-z]+) ([\w./-]+\/[\w./-]+)\n.*?^```$/gms;
const PAGE = /^(docs\/guide|examples)\/.*\.md$/;

/** A page whose code blocks hold the files that they name. */
export function withFiles(text: string, tree: Tree): string {
  return text.replace(SHOWN, (block: string, language: string, file: string) =>
    tree.files.includes(file) ? `\`\`\`${language} ${file}\n${tree.read(file).trimEnd()}\n\`\`\`` : block,
  );
}

/** Pages that show files. */
export const showsFiles = (file: string): boolean => PAGE.test(file);

/** What a page shows of a file is the file, which a test runs. */
export const shownFiles: Check = {
  name: 'shown-files',
  purpose: 'a code block that names a file holds that file',
  run(tree) {
    const shown = tree.files.filter(showsFiles).flatMap((page) => {
      const text = tree.read(page);
      return Array.from(text.matchAll(SHOWN), ({ 0: block, 2: file = '', index }) => ({
        page,
        text,
        block,
        file,
        index,
      }));
    });
    const issues = shown.flatMap(({ page, text, block, file, index }): Issue[] => {
      const place = { file: page, line: lineAt(text, index) };
      if (!tree.files.includes(file))
        return [{ ...place, message: `${file} does not exist`, remediation: 'Correct the path.' }];
      if (withFiles(block, tree) === block) return [];
      return [{ ...place, message: `differs from ${file}`, remediation: 'Run `npm run pages`.' }];
    });
    return { checked: `${shown.length} files in code blocks`, issues };
  },
};
