import type { MediaType } from '@ably-auth/server/internal';
import { toBase64, toBase64Url } from '@ably-auth/validation/internal';

/** What a message or a member carries. */
export type Content = {
  readonly data?: string | Uint8Array;
  /** How the data was encoded by the publisher; Base64 for the wire is not part of it. */
  readonly encoding?: string;
  /** JSON text: as an object it takes many times the memory that is counted for it. */
  readonly extras?: string;
};

/** A message as a channel remembers it. */
export type Message = Content & {
  readonly id: string;
  /** Place in the channel, as text that sorts in the order of publishing. */
  readonly serial: string;
  /** When it was published, in ms since the epoch. */
  readonly timestamp: number;
  /** Who published it; absent: anonymous. */
  readonly clientId?: string;
  /** The connection that it was published on; absent: by REST. */
  readonly connectionId?: string;
  readonly name?: string;
};

/** A message as it is published; what is absent the sandbox decides. */
export type NewMessage = Partial<Omit<Message, 'serial' | 'timestamp'>> & {
  /** The key of the connection that it is published for. */
  readonly connectionKey?: string;
};

const utf8 = new TextEncoder();

const MESSAGE_CREATE = 0; // the action TM5 of a message that is new

/** Size of a message as a publish counts it: name, data, encoding, clientId and extras, in bytes. */
export function sizeOf({ name = '', data = '', encoding = '', clientId = '', extras = '' }: NewMessage): number {
  const texts = `${name}${encoding}${clientId}${extras}`;
  return utf8.encode(texts).byteLength + (typeof data === 'string' ? utf8.encode(data) : data).byteLength;
}

/** A message as the wire has it. */
export function writeMessage(message: Message, type: MediaType): object {
  return { ...message, ...writeContent(message, type), action: MESSAGE_CREATE };
}

/** What a message carries as the wire has it: JSON has no binary data, so there it is Base64. */
export function writeContent({ data, encoding, extras: text }: Content, type: MediaType): object {
  const extras: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof data !== 'object' || type === 'application/x-msgpack') return { data, encoding, extras };
  return { data: toBase64(data), encoding: encoding === undefined ? 'base64' : `${encoding}/base64`, extras };
}

/** An id that nobody guesses, in the alphabet of URLs. */
export function randomText(bytes: number): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}
