import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { specPoints } from '@ably-auth/schemas/spec-points';
import { Ajv } from 'ajv';
import { formatFile } from './format.js';
import { testsOf, type VectorFile } from './vector.js';

/** A vector file as it lies on disk. */
export type StoredFile = { readonly name: string; readonly text: string; readonly schema: object };

const LIMITS = { maxBytes: 16 * 1024 * 1024, maxDepth: 32 };

/** What is wrong with vector files: I-JSON, schema, format, ids, flags and spec points. */
export function findIssues(stored: readonly StoredFile[]): { files: VectorFile[]; issues: string[] } {
  const issues: string[] = [];
  const files: VectorFile[] = [];
  for (const { name, text, schema } of stored) {
    const value = readIJson(text);
    if (typeof value === 'string') {
      issues.push(`${name}: ${value}`);
      continue;
    }
    const found = [...schemaIssues(schema, value.json), ...notIJson(value.json, '$')];
    issues.push(...found.map((issue) => `${name}: ${issue}`));
    if (found.length > 0) continue;
    const file = value.json as VectorFile;
    files.push(file);
    if (name !== `${file.operation}.json`) issues.push(`${name}: holds the operation ${file.operation}`);
    if (formatFile(file) !== text)
      issues.push(`${name}: is not in the format that the tool writes; npm run vectors -- write`);
    issues.push(...contentIssues(file).map((issue) => `${name}: ${issue}`));
  }
  return { files, issues };
}

function readIJson(text: string): { json: unknown } | string {
  if (/[^\n\x20-\x7e]/.test(text)) return 'is not plain ASCII';
  try {
    return { json: parseJsonText(text, LIMITS, INVALID_REQUEST_BODY, '$') };
  } catch (error) {
    if (error instanceof AblyAuthError) return error.message;
    throw error;
  }
}

function schemaIssues(schema: object, json: unknown): string[] {
  const ajv = new Ajv({ allErrors: false, strict: true });
  if (ajv.validate(schema, json)) return [];
  return (ajv.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? 'does not fit its schema'}`,
  );
}

/** RFC 7493 §2.1 and §2.2: no noncharacters, no integers that a double cannot hold. */
function notIJson(value: unknown, path: string): string[] {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) || !Number.isInteger(value) ? [] : [`${path} is past 2^53`];
  }
  if (typeof value === 'string')
    return /\p{Noncharacter_Code_Point}/u.test(value) ? [`${path} holds a noncharacter`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...notIJson(name, `${path}, the name of a member,`),
    ...notIJson(member, `${path}[${JSON.stringify(name)}]`),
  ]);
}

function contentIssues(file: VectorFile): string[] {
  const issues: string[] = [];
  const seen = new Set<string>();
  for (const group of file.groups) {
    for (const { id } of group.tests) {
      if (!id.startsWith(`${file.operation}/${group.name}/`)) issues.push(`${id}: stands in the group ${group.name}`);
      if (seen.has(id)) issues.push(`${id}: comes twice`);
      seen.add(id);
    }
  }
  const used = new Set<string>();
  for (const { id, flags, spec } of testsOf(file)) {
    for (const flag of flags) {
      used.add(flag);
      if (!Object.hasOwn(file.notes, flag)) issues.push(`${id}: no note explains the flag ${flag}`);
    }
    for (const point of spec)
      if (!Object.hasOwn(specPoints, point)) issues.push(`${id}: there is no spec point ${point}`);
  }
  for (const note of Object.keys(file.notes)) if (!used.has(note)) issues.push(`no test has the flag ${note}`);
  return issues;
}
