import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeneratorError } from './generator-error.js';

/** One file of `schemas/examples/<Type>/`. */
export type Example = {
  readonly name: string;
  readonly about: string;
  readonly value: unknown;
  /** The fault that an invalid example must produce; a valid one has none. */
  readonly issue?: { readonly path: string; readonly keyword: string; readonly code: number };
};

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
  const { about, valid, issue } = content as { about?: unknown; valid?: unknown; issue?: Example['issue'] };
  if (typeof about !== 'string' || !Object.hasOwn(content as object, 'value') || valid !== (issue === undefined)) {
    throw new GeneratorError(path, 'an example has "about", "valid", "value", and "issue" where it is not valid');
  }
  const example = { name, about, value: (content as { value: unknown }).value };
  return issue === undefined ? example : { ...example, issue };
}
