import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeneratorError } from './generator-error.js';

/** One file of `schemas/examples/<Type>/`. */
export type Example = {
  readonly name: string;
  readonly about: string;
  readonly value: unknown;
  /** The error that an invalid example must produce; a valid one has none. */
  readonly issue?: ExpectedIssue;
};

type ExpectedIssue = { readonly path: string; readonly keyword: string; readonly code: number };

/**
 * Reads the examples of a type.
 *
 * @throws {GeneratorError} where there are fewer than three valid and three invalid ones, or one is malformed
 */
export function readExamples(root: string, type: string): Example[] {
  const folder = `schemas/examples/${type}`;
  const examples = listJson(join(root, folder)).map((file) => readExample(root, `${folder}/${file}`));
  const invalid = examples.filter(({ issue }) => issue !== undefined).length;
  if (invalid < 3 || examples.length - invalid < 3) {
    throw new GeneratorError(folder, `${type} needs three valid and three invalid examples or more`);
  }
  return examples;
}

function listJson(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

function readExample(root: string, path: string): Example {
  const name = path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (cause) {
    throw new GeneratorError(path, `not JSON: ${(cause as Error).message}`);
  }
  const { about, valid, value, issue } = Object(content) as Partial<Record<string, unknown>>;
  const expected = valid === true ? issue === undefined : valid === false && isIssue(issue);
  if (typeof about !== 'string' || value === undefined || !expected) {
    throw new GeneratorError(
      path,
      'an example has "about", "valid", "value", and where it is not valid "issue" with path, keyword and code',
    );
  }
  return isIssue(issue) ? { name, about, value, issue } : { name, about, value };
}

function isIssue(issue: unknown): issue is ExpectedIssue {
  const { path, keyword, code } = Object(issue) as Partial<Record<keyof ExpectedIssue, unknown>>;
  return typeof path === 'string' && typeof keyword === 'string' && typeof code === 'number';
}
