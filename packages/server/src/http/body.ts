import { decode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText, type JsonLimits } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { Incoming, MediaType } from './exchange.js';
import { isBoundedMessagePack } from './message-pack-bounds.js';

/** The media type of a body; JSON where the header names another, since `curl -d` and `fetch` do so unasked. */
export function readContentType(header: string | null): MediaType {
  const [type = ''] = (header ?? '').toLowerCase().split(';');
  return type.trim() === 'application/x-msgpack' ? 'application/x-msgpack' : 'application/json';
}

/** The error for a body that is too large. */
export function bodyTooLarge(maxBytes: number): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `body: over ${maxBytes} bytes`);
}

/** Collects a body in one buffer: kept one by one, pieces of a byte each would take two hundred times their size. */
export class BodyBuffer {
  readonly #maxBytes: number;
  #bytes = new Uint8Array();
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws {AblyAuthError} 40001 if the body becomes too large */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.byteLength;
    if (length > this.#maxBytes) throw bodyTooLarge(this.#maxBytes);
    if (this.#length === 0) {
      // Most bodies are one piece, which need not be copied.
      this.#bytes = piece as Uint8Array<ArrayBuffer>;
    } else {
      if (length > this.#bytes.byteLength) {
        const larger = new Uint8Array(Math.min(this.#maxBytes, Math.max(2 * length, 1024)));
        larger.set(this.#bytes.subarray(0, this.#length));
        this.#bytes = larger;
      }
      this.#bytes.set(piece, this.#length);
    }
    this.#length = length;
  }

  get whole(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

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
