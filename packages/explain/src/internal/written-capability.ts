import { readJson, type JsonNode } from './read-json.js';

/** A capability as somebody wrote it: order and duplicates are kept. */
export type WrittenCapability = readonly WrittenEntry[];
export type WrittenEntry = { readonly resource: string; readonly operations: readonly string[] };

/**
 * Reads the capability out of text that was meant as JSON: strictly, then with single quotes, then out of a JSON
 * string. Undefined if it has not the shape of a capability.
 */
export function readWrittenCapability(text: string): WrittenCapability | undefined {
  const node = readJson(text) ?? (text.includes('"') ? undefined : readJson(text.replaceAll("'", '"')));
  const inner = node?.kind === 'string' ? readJson(node.value) : node;
  if (inner?.kind !== 'object') return undefined;
  const entries = inner.members.map(([resource, value]) => entryOf(resource, value));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function entryOf(resource: string, value: JsonNode): WrittenEntry | undefined {
  // Some writers leave the list away around a single operation.
  if (value.kind === 'string') return { resource, operations: [value.value] };
  if (value.kind !== 'array') return undefined;
  const operations: string[] = [];
  for (const item of value.items) {
    if (item.kind !== 'string') return undefined;
    operations.push(item.value);
  }
  return { resource, operations };
}
