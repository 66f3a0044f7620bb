import {
  OPERATION_MAX_LENGTH,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
  TOKEN_TEXT_MAX_BYTES,
} from '@ably-auth/validation/limits';

/** More resources than this are rare, and are left to a sort that scales. */
const MAX_RESOURCES = 64;

// Escapes, control characters and surrogates need a closer look.
const UNUSUAL = /[\\\0-\x1f\ud800-\udfff]/;

type Entry = { readonly name: string; readonly operations: string };

/**
 * The canonical text of a capability that is compact JSON text without escapes, as servers write it; undefined for
 * any other text, and for whatever may be wrong: the general reader judges that.
 */
export function canonicalOfCompact(text: string): string | undefined {
  if (text.length * 3 > TOKEN_TEXT_MAX_BYTES || UNUSUAL.test(text) || !text.startsWith('{"')) return undefined;
  const entries: Entry[] = [];
  let at = 1;
  for (;;) {
    const nameEnd = endOfText(text, at, RESOURCE_MAX_LENGTH);
    if (nameEnd < 0 || text.charCodeAt(nameEnd + 1) !== 0x3a || text.charCodeAt(nameEnd + 2) !== 0x5b) return undefined; // :[
    const name = text.slice(at + 1, nameEnd);
    const start = nameEnd + 3;
    const end = readOperations(text, start);
    if (end === undefined || entries.length === MAX_RESOURCES) return undefined;
    let place = entries.length;
    while (place > 0 && name < (entries[place - 1] as Entry).name) place--;
    if (place > 0 && name === (entries[place - 1] as Entry).name) return undefined; // named twice
    entries.splice(place, 0, { name, operations: end.text });
    at = end.at + 1;
    if (text.charCodeAt(end.at) === 0x2c) continue; // ,
    if (text.charCodeAt(end.at) !== 0x7d || at !== text.length) return undefined; // }
    break;
  }
  let canonical = '';
  for (const { name, operations } of entries)
    canonical += `${canonical === '' ? '{"' : ',"'}${name}":["${operations}"]`;
  return `${canonical}}`;
}

/** Reads a list of operations from after its bracket: the canonical inside of the list, and where the text goes on. */
function readOperations(text: string, start: number): { text: string; at: number } | undefined {
  const operations: string[] = [];
  let at = start;
  for (let count = 1; count <= RESOURCE_MAX_OPERATIONS; count++) {
    const end = endOfText(text, at, OPERATION_MAX_LENGTH);
    if (end < 0) return undefined;
    const operation = text.slice(at + 1, end);
    let place = operations.length;
    while (place > 0 && operation < (operations[place - 1] as string)) place--;
    if (place === 0 || operation !== operations[place - 1]) operations.splice(place, 0, operation);
    at = end + 2;
    const next = text.charCodeAt(end + 1);
    if (next === 0x2c) continue; // ,
    if (next !== 0x5d || (operations.length > 1 && operations.includes('*'))) return undefined; // ]
    return { text: operations.join('","'), at };
  }
  return undefined;
}

/** Where the quoted text that begins at `at` closes; -1 if it is none, empty or over its limit. */
function endOfText(text: string, at: number, maxLength: number): number {
  if (text.charCodeAt(at) !== 0x22) return -1; // "
  const end = text.indexOf('"', at + 1);
  return end - at - 1 > maxLength || end <= at + 1 ? -1 : end;
}
