import type { Check, Fault } from './check.js';
import { lineAt } from './source.js';

// Paths of the machine that the project was written on. What runs the checks (.ci) may name a folder of its own.
const LOCAL = /(?<![\w.-])(\/work\/|\/tmp\/\w+|\.\.\/shared(?![\w.-]))/g;

/** No file names a path that a stranger's machine does not have. */
export const paths: Check = {
  name: 'paths',
  purpose: 'no path of the machine that it was written on',
  run(tree) {
    const files = tree.files.filter((path) => !path.startsWith('.ci/'));
    const faults = files.flatMap((file): Fault[] => {
      const text = tree.read(file);
      return Array.from(text.matchAll(LOCAL), ({ 0: path, index }) => ({
        file,
        line: lineAt(text, index),
        message: `names ${path}`,
        mend: 'make the path relative to the repository, or ask the system for a temporary folder',
      }));
    });
    return { looked: `${files.length} files`, faults };
  },
};
