import { isTest, lineAt, parseSource, type Source } from './source.js';
import type { Tree } from './tree.js';

/** TypeScript that the documentation shows. */
export type Block = {
  readonly file: string;
  /** Line of the file where the code begins, from 1. */
  readonly line: number;
  readonly code: string;
  /** `ts no-run` says that it is for reading: its types are checked, and it is not run. */
  readonly isRun: boolean;
};

const PAGE = /^(packages\/[^/]+\/)?README\.md$|^docs\/(guide\/)?[^/]+\.md$/;
const FENCED = /^```ts( no-run)?\n(.*?)^```$/gms;

/** Every `@example` of the packages and every `ts` block of their READMEs and of the pages under `docs/`. */
export function blocksOf(tree: Tree): Block[] {
  return tree.files.flatMap((file) => {
    if (PAGE.test(file)) return fenced(file, tree.read(file));
    if (!/^packages\/.*\.ts$/.test(file) || isTest(file)) return [];
    return examplesOf(parseSource(tree, file));
  });
}

function fenced(file: string, text: string): Block[] {
  return Array.from(text.matchAll(FENCED), ({ index, 1: noRun, 2: code = '' }) => ({
    file,
    line: lineAt(text, index) + 1,
    code,
    isRun: noRun === undefined,
  }));
}

function examplesOf({ path, text, comments }: Source): Block[] {
  return comments
    .filter(({ value }) => value.startsWith('*'))
    .flatMap(({ start, value }) =>
      Array.from(value.matchAll(/^ *\* @example\n((?: *\*(?! @).*\n?)*)/gm), ({ index, 0: whole, 1: lines = '' }) => ({
        file: path,
        line: lineAt(text, start + '/*'.length + index + whole.length - lines.length),
        code: lines.replace(/^ *\* ?/gm, '').trimEnd(),
        isRun: true,
      })),
    );
}
