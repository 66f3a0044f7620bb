import { decode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { Incoming } from './exchange.js';
import { readContentType } from './media-type.js';
import { isBoundedMessagePack } from './message-pack-bounds.js';

/**
 * Reads the body of a request as one object: JSON or MessagePack, in limits that are checked before the work.
 *
 * @throws {AblyAuthError} 40001
 */
export async function readBody(incoming: Incoming): Promise<Readonly<Record<string, unknown>>> {
  const value = await readValue(incoming);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalidBody('not one object');
}

/** Reads the body of a request, of any shape. @throws {AblyAuthError} 40001 */
export async function readValue(incoming: Incoming): Promise<unknown> {
  const type = readContentType(incoming.headers.get('content-type'));
  const bytes = await incoming.body(TOKEN_TEXT_MAX_BYTES);
  return type === 'application/json' ? readJson(bytes) : readMessagePack(bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw invalidBody('not UTF-8');
  }
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  return parseJsonText(text, limits, INVALID_REQUEST_BODY, 'body');
}

function readMessagePack(bytes: Uint8Array): unknown {
  if (!isBoundedMessagePack(bytes, JSON_MAX_DEPTH)) {
    throw invalidBody(`not one value of MessagePack, nested ${JSON_MAX_DEPTH} levels at most`);
  }
  let names = 0;
  let value: unknown;
  try {
    value = decode(bytes, {
      mapKeyConverter(key) {
        names++;
        if (typeof key === 'string') return key;
        throw new TypeError('expected names that are strings');
      },
    });
  } catch {
    throw invalidBody('not MessagePack with strings as names');
  }
  // A name that came twice left one member.
  if (countMembers(value) !== names) throw invalidBody('a map names a member twice');
  return value;
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  const members: unknown[] = Object.values(value);
  return members.reduce<number>((sum, each) => sum + countMembers(each), Array.isArray(value) ? 0 : members.length);
}

function invalidBody(problem: string): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `body: ${problem}`);
}
