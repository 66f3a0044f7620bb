import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { bytesOfBase64 } from '@ably-auth/validation/internal';
import {
  INVALID_CONNECTION_KEY,
  INVALID_EXTRAS,
  INVALID_MESSAGE_DATA,
  INVALID_MESSAGE_ID,
  MESSAGE_TOO_LARGE,
  TOO_MANY_MESSAGES,
} from './error-codes.js';
import { ENCODING_MAX_LENGTH, MESSAGE_ID_MAX_LENGTH, PUBLISH_MAX_BYTES, PUBLISH_MAX_MESSAGES } from './limits.js';
import { sizeOf, type Content, type NewMessage } from './message.js';

/**
 * Reads what is published: one message, or a list of them.
 *
 * @throws {AblyAuthError} 40001, 40006, 40009, 40013, 40031, 40032, 40034
 */
export function readMessages(body: unknown): readonly NewMessage[] {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (list.length === 0) throw refusal('messages', 'expected one message or more');
  if (list.length > PUBLISH_MAX_MESSAGES)
    throw refusal('messages', `more than ${PUBLISH_MAX_MESSAGES}`, TOO_MANY_MESSAGES);
  const messages = list.map(readMessage);
  requireIdsOfOnePublish(messages);
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size > PUBLISH_MAX_BYTES)
    throw refusal('messages', `${size} bytes, over ${PUBLISH_MAX_BYTES}`, MESSAGE_TOO_LARGE);
  return messages;
}

/** Several messages have one base and count from 0, so that all of them come again when a client repeats itself. */
function requireIdsOfOnePublish(messages: readonly NewMessage[]): void {
  const base = messages[0]?.id?.replace(/:0$/, '');
  for (const [i, { id }] of messages.entries()) {
    if (messages.length > 1 && id !== (base === undefined ? undefined : `${base}:${i}`)) {
      throw refusal(
        `messages[${i}].id`,
        'several messages have ids of one base, `base:0`, `base:1` and so on, or none',
        INVALID_MESSAGE_ID,
      );
    }
  }
}

function readMessage(value: unknown, index: number): NewMessage {
  const place = `messages[${index}]`;
  if (!isObject(value)) throw refusal(place, 'not an object');
  const connectionKey = value['connectionKey'] ?? undefined;
  if (connectionKey !== undefined && typeof connectionKey !== 'string') {
    throw refusal(`${place}.connectionKey`, 'not a string', INVALID_CONNECTION_KEY);
  }
  const id = readText(value, 'id', place);
  if (id !== undefined && (id === '' || id.length > MESSAGE_ID_MAX_LENGTH)) {
    throw refusal(`${place}.id`, `expected 1 to ${MESSAGE_ID_MAX_LENGTH} characters`, INVALID_MESSAGE_ID);
  }
  return dropAbsent({
    id,
    connectionKey,
    clientId: readText(value, 'clientId', place),
    name: readText(value, 'name', place),
    ...readContent(value, place),
  });
}

export type Fields = Readonly<Record<string, unknown>>;

/** Reads what a message or a member carries. @throws {AblyAuthError} 40001, 40013, 40032 */
export function readContent(value: Fields, place: string): Content {
  return dropAbsent({ ...readData(value, place), extras: readExtras(value['extras'] ?? undefined, place) });
}

/** Reads a member that is text; null is absent. @throws {AblyAuthError} 40001 */
export function readText(value: Fields, name: string, place: string): string | undefined {
  const text = value[name] ?? undefined; // some SDKs send null for what is absent
  if (text === undefined || typeof text === 'string') return text;
  throw refusal(`${place}.${name}`, 'not a string');
}

function readExtras(extras: unknown, place: string): string | undefined {
  if (extras === undefined) return undefined;
  if (!isObject(extras)) throw refusal(`${place}.extras`, 'not an object', INVALID_EXTRAS);
  if (!isJson(extras)) {
    throw refusal(`${place}.extras`, 'binary, or a number that is not finite: neither is JSON', INVALID_EXTRAS);
  }
  return JSON.stringify(extras);
}

/** Whether JSON can say what was decoded, which may have been MessagePack. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return !(value instanceof Uint8Array) && Object.values(value).every(isJson);
}

/** Data that is in Base64 for the wire becomes bytes; every other encoding is the business of the clients. */
function readData(value: Fields, place: string): { data?: string | Uint8Array; encoding?: string } {
  const encoding = readText(value, 'encoding', place) ?? '';
  if (encoding.length > ENCODING_MAX_LENGTH) {
    throw refusal(`${place}.encoding`, `over ${ENCODING_MAX_LENGTH} characters`);
  }
  const data = value['data'] ?? undefined;
  const named = encoding === '' ? {} : { encoding };
  if (data === undefined) return named;
  // A copy: what was decoded is a view of the whole body, and the slice of a Buffer is one too.
  if (data instanceof Uint8Array) return { data: new Uint8Array(data), ...named };
  if (typeof data !== 'string') {
    throw refusal(`${place}.data`, 'neither text nor binary', INVALID_MESSAGE_DATA);
  }
  if (encoding !== 'base64' && !encoding.endsWith('/base64')) return { data, ...named };
  const rest = encoding.slice(0, -'/base64'.length);
  return { data: decodeBase64(data, place), ...(rest === '' ? {} : { encoding: rest }) };
}

function decodeBase64(text: string, place: string): Uint8Array {
  try {
    return bytesOfBase64(text);
  } catch {
    throw refusal(`${place}.data`, 'not Base64, which its encoding says it is', INVALID_MESSAGE_DATA);
  }
}

function dropAbsent(fields: Fields): NewMessage {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export function refusal(place: string, problem: string, errorCode: ErrorCode = INVALID_REQUEST_BODY): AblyAuthError {
  return new AblyAuthError(errorCode, `${place}: ${problem}`);
}
