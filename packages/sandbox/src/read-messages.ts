import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { bytesOfBase64 } from '@ably-auth/validation/internal';
import { ENCODING_MAX_LENGTH, MESSAGE_ID_MAX_LENGTH, PUBLISH_MAX_BYTES, PUBLISH_MAX_MESSAGES } from './limits.js';
import { sizeOf, type NewMessage } from './message.js';

/**
 * Reads the body of a publish: one message, or a list of them.
 *
 * @throws {AblyAuthError} 40001
 */
export function readMessages(body: unknown): readonly NewMessage[] {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (list.length === 0) throw refusal('messages', 'expected one message or more');
  if (list.length > PUBLISH_MAX_MESSAGES) throw refusal('messages', `more than ${PUBLISH_MAX_MESSAGES}`);
  const messages = list.map(readMessage);
  requireIdsOfOnePublish(messages);
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size > PUBLISH_MAX_BYTES) throw refusal('messages', `${size} bytes, over ${PUBLISH_MAX_BYTES}`);
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
      );
    }
  }
}

function readMessage(value: unknown, index: number): NewMessage {
  const place = `messages[${index}]`;
  if (!isObject(value)) throw refusal(place, 'not an object');
  if ((value['connectionKey'] ?? undefined) !== undefined) {
    throw refusal(`${place}.connectionKey`, 'not the key of a connection: there is no Realtime here');
  }
  const id = readText(value, 'id', place);
  if (id !== undefined && (id === '' || id.length > MESSAGE_ID_MAX_LENGTH)) {
    throw refusal(`${place}.id`, `expected 1 to ${MESSAGE_ID_MAX_LENGTH} characters`);
  }
  return dropAbsent({
    id,
    clientId: readText(value, 'clientId', place),
    name: readText(value, 'name', place),
    ...readData(value, place),
    extras: readExtras(value['extras'] ?? undefined, place),
  });
}

type Fields = Readonly<Record<string, unknown>>;

function readText(value: Fields, name: string, place: string): string | undefined {
  const text = value[name] ?? undefined; // some SDKs send null for what is absent
  if (text === undefined || typeof text === 'string') return text;
  throw refusal(`${place}.${name}`, 'not a string');
}

function readExtras(extras: unknown, place: string): string | undefined {
  if (extras === undefined) return undefined;
  if (!isObject(extras)) throw refusal(`${place}.extras`, 'not an object');
  if (!isJson(extras)) throw refusal(`${place}.extras`, 'binary, or a number that is not finite: neither is JSON');
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
    throw new AblyAuthError(INVALID_REQUEST_BODY, `${place}.data: neither text nor binary`, {
      remediation: 'Send JSON data as its text, with `encoding` set to `json`.',
    });
  }
  if (encoding !== 'base64' && !encoding.endsWith('/base64')) return { data, ...named };
  const rest = encoding.slice(0, -'/base64'.length);
  return { data: decodeBase64(data, place), ...(rest === '' ? {} : { encoding: rest }) };
}

function decodeBase64(text: string, place: string): Uint8Array {
  try {
    return bytesOfBase64(text);
  } catch {
    throw refusal(`${place}.data`, 'not Base64, which its encoding says it is');
  }
}

function dropAbsent(fields: Fields): NewMessage {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function refusal(place: string, problem: string): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `${place}: ${problem}`);
}
