import { decode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText, type JsonLimits } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { Incoming } from './exchange.js';
import { readContentType, type MediaType } from './media-type.js';
import { isBoundedMessagePack } from './message-pack-bounds.js';

/**
 * Reads the body of a request as one object: JSON or MessagePack, in limits that are checked before the work.
 *
 * @throws {AblyAuthError} 40001
 */
export async function readBody(incoming: Incoming): Promise<Readonly<Record<string, unknown>>> {
  const value = await readValue(incoming);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid('body', 'not one object');
}

const LIMITS: JsonLimits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };

/** Reads the body of a request, of any shape. @throws {AblyAuthError} 40001 */
export async function readValue(incoming: Incoming): Promise<unknown> {
  const type = readContentType(incoming.headers.get('content-type'));
  return decodeValue(await incoming.body(LIMITS.maxBytes), type, LIMITS);
}

/**
 * Reads a value from bytes of either format, in limits that are checked before the work.
 *
 * @param name what it is, for the message of an error
 * @throws {AblyAuthError} 40001
 */
export function decodeValue(bytes: Uint8Array, type: MediaType, limits: JsonLimits, name = 'body'): unknown {
  return type === 'application/json' ? readJson(bytes, limits, name) : readMessagePack(bytes, limits, name);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readJson(bytes: Uint8Array, limits: JsonLimits, name: string): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw invalid(name, 'not UTF-8');
  }
  return parseJsonText(text, limits, INVALID_REQUEST_BODY, name);
}

function readMessagePack(bytes: Uint8Array, { maxDepth }: JsonLimits, name: string): unknown {
  if (!isBoundedMessagePack(bytes, maxDepth)) {
    throw invalid(name, `not one value of MessagePack, nested ${maxDepth} levels at most`);
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
    throw invalid(name, 'not MessagePack with strings as names');
  }
  // A name that came twice left one member.
  if (countMembers(value) !== names) throw invalid(name, 'a map names a member twice');
  return value;
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  const members: unknown[] = Object.values(value);
  return members.reduce<number>((sum, each) => sum + countMembers(each), Array.isArray(value) ? 0 : members.length);
}

function invalid(name: string, problem: string): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `${name}: ${problem}`);
}
