/** A message as a channel remembers it. */
export type Message = {
  readonly id: string;
  /** Place in the channel, as text that sorts in the order of publishing. */
  readonly serial: string;
  /** When it was published, in ms since the epoch. */
  readonly timestamp: number;
  /** Who published it; absent: anonymous. */
  readonly clientId?: string;
  readonly name?: string;
  readonly data?: string | Uint8Array;
  /** How the data was encoded by the publisher; Base64 for the wire is not part of it. */
  readonly encoding?: string;
  /** JSON text: as an object it takes many times the memory that is counted for it. */
  readonly extras?: string;
};

/** A message as a publisher wants it; what is absent the service decides. */
export type Draft = Partial<Omit<Message, 'serial' | 'timestamp'>>;

const utf8 = new TextEncoder();

/** Size of a message as a publish counts it: name, data, encoding, clientId and extras, in bytes. */
export function sizeOf({ name = '', data = '', encoding = '', clientId = '', extras = '' }: Draft): number {
  const texts = `${name}${encoding}${clientId}${extras}`;
  return utf8.encode(texts).byteLength + (typeof data === 'string' ? utf8.encode(data) : data).byteLength;
}
