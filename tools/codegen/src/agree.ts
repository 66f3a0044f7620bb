import { GeneratorError } from './generator-error.js';
import type { JsonSchema } from './json-schema.js';

/**
 * Fails unless both converters gave the same schema, byte for byte.
 *
 * @param file source of the schema
 * @throws {GeneratorError} with the path of the first difference
 */
export function assertAgreement(zod4: JsonSchema, zod3: JsonSchema, file: string): void {
  if (JSON.stringify(zod4) === JSON.stringify(zod3)) return;
  const [path, left, right] = firstDifference(zod4, zod3, '$') ?? ['$', zod4, zod3];
  throw new GeneratorError(
    file,
    `the converters differ at ${path}: zod 4 gives ${show(left)}, zod-to-json-schema gives ${show(right)}. ` +
      'Write the schema with constructs on which both agree.',
  );
}

function firstDifference(left: unknown, right: unknown, path: string): [string, unknown, unknown] | undefined {
  if (JSON.stringify(left) === JSON.stringify(right)) return undefined;
  if (!isObject(left) || !isObject(right)) return [path, left, right];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], `${path}.${key}`);
    if (found) return found;
  }
  return [path, left, right]; // the same members in another order
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
