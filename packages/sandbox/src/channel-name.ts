import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CHANNEL_NAME } from './error-codes.js';
import { CHANNEL_NAME_MAX_LENGTH } from './limits.js';

/**
 * The channel that a name stands for: its params belong to the reader, not to the name, so that `[?rewind=1]foo` is
 * `foo`. It is what a capability is asked about as well.
 *
 * @throws {AblyAuthError} 40010 if it is empty, too long, begins with a colon, or has a control character
 */
export function readChannelName(name: string): string {
  // The length comes first: it bounds the work of the rest.
  // oxlint-disable-next-line no-control-regex -- which they are is the point
  if (name.length > CHANNEL_NAME_MAX_LENGTH || /[\u0000-\u001f\u007f]/.test(name)) throw refusal();
  // What can follow the qualifier cannot be part of it, so that there is one way to read a name.
  const [, qualifier = '', path = name] = /^\[([^\]=?]*)(?:[=?][^\]]*)?\](.*)$/s.exec(name) ?? [];
  if (path === '' || path.startsWith(':')) throw refusal();
  return qualifier === '' ? path : `[${qualifier}]${path}`;
}

function refusal(): AblyAuthError {
  return new AblyAuthError(
    INVALID_CHANNEL_NAME,
    `channel: expected a name of 1 to ${CHANNEL_NAME_MAX_LENGTH} characters, the first of them no colon, none a control character`,
  );
}
