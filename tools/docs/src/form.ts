import { code, grouped } from './markdown.js';
import type { Field, JsonSchema } from './registry.js';

/** The form of a value in a few words; types that are registered become links. */
export function formOf(schema: JsonSchema, fields: Readonly<Record<string, Field>>, pointer: string): string {
  const type = fields[pointer]?.type;
  if (type !== undefined && pointer !== '') return `[${type}](/types/${type}.md)`;
  if (schema.anyOf) {
    return schema.anyOf.map((branch, index) => formOf(branch, fields, `${pointer}/anyOf/${index}`)).join(' or ');
  }
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((text) => code(JSON.stringify(text))).join(' or ');
  if (schema.type === 'integer') return `integer, ${grouped(schema.minimum ?? 0)} … ${grouped(schema.maximum ?? 0)}`;
  if (schema.type === 'string') {
    const parts = ['text', length(schema), schema.pattern === undefined ? '' : code(schema.pattern)];
    return parts.filter(Boolean).join(', ');
  }
  if (schema.type === 'array') {
    const items = schema.items ? formOf(schema.items, fields, `${pointer}/items`) : 'anything';
    return `list${between(schema.minItems, schema.maxItems, '')} of ${items}`;
  }
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    const values = formOf(schema.additionalProperties, fields, `${pointer}/additionalProperties`);
    return `object${between(undefined, schema.maxProperties, ' members')}: name → ${values}`;
  }
  return schema.type === 'boolean' ? 'true or false' : (schema.type ?? 'any JSON');
}

/** What stands in the place of a unit where there is none. */
export function unitOf(schema: JsonSchema, field: Field | undefined): string {
  if (field?.unit !== undefined) return field.unit;
  if (schema.anyOf) return [...new Set(schema.anyOf.map((branch) => unitOf(branch, undefined)))].join(' or ');
  const words: Readonly<Record<string, string>> = { string: 'text', array: 'list', boolean: 'true or false' };
  return words[schema.type ?? ''] ?? schema.type ?? (typeof schema.const === 'string' ? 'text' : 'any JSON');
}

function length({ minLength, maxLength }: JsonSchema): string {
  if (minLength === undefined && maxLength === undefined) return '';
  if (minLength === undefined) return `at most ${grouped(maxLength ?? 0)} characters`;
  if (maxLength === undefined) return `${grouped(minLength)} characters or more`;
  return `${grouped(minLength)} … ${grouped(maxLength)} characters`;
}

function between(least: number | undefined, most: number | undefined, what: string): string {
  if (most === undefined) return '';
  return least === undefined ? ` (at most ${grouped(most)}${what})` : ` (${grouped(least)} … ${grouped(most)}${what})`;
}
