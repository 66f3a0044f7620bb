import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import {
  CAPABILITY_MAX_RESOURCES,
  JSON_MAX_DEPTH,
  OPERATION_MAX_LENGTH,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
  TOKEN_TEXT_MAX_BYTES,
} from '@ably-auth/validation/limits';
import { fault } from './fault.js';
import { isPlainObject, ownElement, ownValue } from './own.js';
import { sort } from './sort.js';

/** The object that a capability is given as, or that its JSON text stands for; its members are not yet judged. */
export function readObject(input: unknown): object {
  const object =
    typeof input === 'string'
      ? parseJsonText(input, { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH }, BAD_REQUEST, 'capability')
      : input;
  if (!isPlainObject(object)) throw fault('type', 'must be an object or its JSON text');
  return object;
}

/** The names of the resources, judged, in canonical order. */
export function readResources(object: object): string[] {
  const names = Object.keys(object);
  if (names.length > CAPABILITY_MAX_RESOURCES) {
    throw fault('maxProperties', `has over ${CAPABILITY_MAX_RESOURCES} resources`);
  }
  for (const name of names) {
    if (name === '') throw fault('propertyNames', 'resource must not be empty', name);
    if (isLonger(name, RESOURCE_MAX_LENGTH)) {
      throw fault('propertyNames', `resource is over ${RESOURCE_MAX_LENGTH} characters`, name);
    }
  }
  return sort(names);
}

/** The operations of a resource, judged, in canonical order, each once: a fresh list. */
export function readOperations(object: object, resource: string): string[] {
  const list = ownValue(object, resource);
  if (!Array.isArray(list)) throw fault('type', 'operations must be an array', resource);
  const { length } = list;
  if (length === 0) throw fault('minItems', 'operations must not be empty', resource);
  if (length > RESOURCE_MAX_OPERATIONS) {
    throw fault('maxItems', `has over ${RESOURCE_MAX_OPERATIONS} operations`, resource);
  }
  const operations: string[] = [];
  let distinct = true;
  for (let index = 0; index < length; index++) {
    const operation = ownElement(list, index);
    if (typeof operation !== 'string') throw fault('type', 'operation must be a string', resource, index);
    if (operation === '') throw fault('minLength', 'operation must not be empty', resource, index);
    if (isLonger(operation, OPERATION_MAX_LENGTH)) {
      throw fault('maxLength', `operation is over ${OPERATION_MAX_LENGTH} characters`, resource, index);
    }
    // Sorted in as it is read: the list is short, and mostly in order.
    let at = index;
    for (; at > 0 && operation <= (operations[at - 1] as string); at--) {
      operations[at] = operations[at - 1] as string;
      if (operation === operations[at]) distinct = false;
    }
    operations[at] = operation;
  }
  const set = distinct ? operations : [...new Set(operations)];
  if (set.length > 1 && set.includes('*')) {
    throw fault('maxItems', '* must be the only operation: it stands for all', resource);
  }
  return set;
}

/** Counts code points only where the number of UTF-16 units leaves it open. */
function isLonger(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || Array.from(text).length > limit);
}
