import type { JsonObject } from '../vector.js';

// What many tests are made of.

/** The key that signs. */
export const KEY = 'appId.keyId:s3cret';
export const KEY_NAME = 'appId.keyId';
export const SECRET = 's3cret';

/** The time of the tests: 2025-06-15T15:06:40Z. */
export const NOW = 1_750_000_000_000;
export const NONCE = 'Zm9vYmFyMTIzNDU2Nzg5MA';

/** A known MAC, of another text; the form alone is right. */
export const MAC = 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=';

/** What a request must have. */
export const REQUEST: JsonObject = { keyName: KEY_NAME, timestamp: NOW, nonce: NONCE, mac: MAC };

/** What Ably documented when the tests were published: a list of its own, so that a new operation changes no test. */
export const DOCUMENTED_OPERATIONS = [
  'subscribe',
  'publish',
  'presence',
  'object-subscribe',
  'object-publish',
  'annotation-subscribe',
  'annotation-publish',
  'message-update-own',
  'message-update-any',
  'message-delete-own',
  'message-delete-any',
  'history',
  'stats',
  'push-subscribe',
  'push-admin',
  'channel-metadata',
  'privileged-headers',
] as const;

export type Capability = { readonly [resource: string]: readonly string[] };

/** A capability, or the one resource that it allows to publish on. */
export type Given = Capability | string;

export function capabilityOf(given: Given): Capability {
  return typeof given === 'string' ? { [given]: ['publish'] } : given;
}

/** As many different short texts. */
export function characters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String.fromCodePoint(0x4e00 + index));
}

/** A capability of as many resources. */
export function manyResources(count: number, prefix = 'r'): Capability {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, ['*']]));
}

/** Lists inside each other. */
export function nested(before: string, depth: number, after: string): string {
  return before + '['.repeat(depth) + ']'.repeat(depth) + after;
}
