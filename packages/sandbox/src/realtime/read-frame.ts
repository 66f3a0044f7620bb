import { decodeValue, type MediaType } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { FRAME_MAX_BYTES, FRAME_MAX_DEPTH } from '../limits.js';

/** A ProtocolMessage from a client, as far as the sandbox reads it. */
export type ClientFrame = {
  readonly action: number;
  readonly id?: string;
  readonly channel?: string;
  readonly channelSerial?: string;
  readonly accessToken?: string;
  readonly flags: number;
  readonly msgSerial: number;
  readonly params: Readonly<Record<string, string>>;
  readonly messages: readonly unknown[];
  readonly presence: readonly unknown[];
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads a frame; null stands for absent. @throws {AblyAuthError} 40001 */
export function readFrame(bytes: Uint8Array, type: MediaType): ClientFrame {
  const limits = { maxBytes: FRAME_MAX_BYTES, maxDepth: FRAME_MAX_DEPTH };
  const frame = fields(decodeValue(bytes, type, limits, 'frame'), 'frame');
  const texts: Record<string, string> = {};
  for (const name of ['id', 'channel', 'channelSerial'] as const) {
    const text = frame[name] ?? undefined;
    if (text === undefined) continue;
    if (typeof text !== 'string') throw refusal(name, 'a string');
    texts[name] = text;
  }
  const { accessToken } = fields(frame['auth'] ?? {}, 'auth');
  if (typeof accessToken === 'string') texts['accessToken'] = accessToken;
  const params = Object.entries(fields(frame['params'] ?? {}, 'params'));
  return {
    ...texts,
    action: whole(frame['action'], 'action'),
    flags: whole(frame['flags'] ?? 0, 'flags'),
    msgSerial: whole(frame['msgSerial'] ?? 0, 'msgSerial'),
    params: Object.fromEntries(params.map(([name, value]) => [name, String(value)])),
    messages: list(frame['messages'] ?? [], 'messages'),
    presence: list(frame['presence'] ?? [], 'presence'),
  };
}

function fields(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw refusal(name, 'an object');
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw refusal(name, 'a list');
}

function whole(value: unknown, name: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw refusal(name, 'a whole number');
}

function refusal(name: string, expected: string): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `ProtocolMessage.${name}: expected ${expected}, got something else`, {
    remediation: 'Send each frame as one ProtocolMessage, in the format that the query names.',
  });
}
