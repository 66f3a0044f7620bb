import type { MediaType } from '../http/media-type.js';
import { toBase64 } from '../internal/base64.js';
import type { Message } from './message.js';

/** A message as the wire has it: JSON has no binary data, so there it is Base64. */
export function writeMessage({ data, encoding, extras: text, ...message }: Message, type: MediaType): object {
  const extras: unknown = text === undefined ? undefined : JSON.parse(text);
  const fields = { ...message, extras, action: MESSAGE_CREATE };
  if (typeof data !== 'object' || type === 'application/x-msgpack') return { ...fields, data, encoding };
  return { ...fields, data: toBase64(data), encoding: encoding === undefined ? 'base64' : `${encoding}/base64` };
}

const MESSAGE_CREATE = 0;
