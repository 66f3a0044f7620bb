import { readFileSync } from 'node:fs';
import type { Check, Issue } from './check.js';
import { lineAt } from './source.js';

/** Words that this repository does not use, and those that it uses in their place. */
export type Language = {
  /** Prefixes of paths that are not checked. */
  readonly skip: readonly string[];
  readonly rules: readonly Rule[];
};

type Rule = {
  /** Words, also as a part of a name in camelCase and in the plural; or regular expressions, `/…/`. */
  readonly not: string | readonly string[];
  readonly but: string;
  /** Prefixes of paths where the words mean something else. */
  readonly except?: readonly string[];
};

const OURS = JSON.parse(readFileSync(new URL('../language.json', import.meta.url), 'utf8')) as Language;

export const language = languageCheck(OURS);

/** Checks names, messages, comments and documentation for words that a list excludes. */
export function languageCheck({ skip, rules }: Language): Check {
  const starts = (file: string, prefixes: readonly string[] = []) => prefixes.some((prefix) => file.startsWith(prefix));
  return {
    name: 'language',
    purpose: 'no words that tools/checks/language.json excludes',
    run(tree) {
      const files = tree.files.filter((file) => !starts(file, skip));
      const issues: Issue[] = [];
      for (const { not, but, except } of rules) {
        const pattern = new RegExp([not].flat().map(sourceOf).join('|'), 'gu');
        for (const file of files.filter((path) => !starts(path, except))) {
          const text = tree.read(file);
          for (const { 0: found, index } of text.matchAll(pattern)) {
            const line = lineAt(text, index);
            issues.push({ file, line, message: `"${found}"`, remediation: `Write: ${but}.` });
          }
        }
      }
      return { checked: `${files.length} files, ${rules.length} rules`, issues };
    },
  };
}

function sourceOf(word: string): string {
  const [, expression] = /^\/(.*)\/$/.exec(word) ?? [];
  if (expression !== undefined) return expression;
  const capitalised = word.charAt(0).toUpperCase() + word.slice(1);
  return `(?:(?<![A-Za-z])${word}|(?<![A-Z])${capitalised}|(?<![A-Za-z])${word.toUpperCase()})[sS]?(?![a-z])`;
}
