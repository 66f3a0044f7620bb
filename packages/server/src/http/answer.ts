import { encode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { INTERNAL_ERROR, NOT_FOUND } from '@ably-auth/validation/error-codes';
import type { HeaderReader } from '../principal.js';
import type { Outgoing } from './exchange.js';
import { negotiate } from './media-type.js';

/** For pages of any origin, as Ably's own service answers: credentials come in a header, never in a cookie. */
export const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'X-Ably-Errorcode,X-Ably-Errormessage,Link,Retry-After',
} as const;

/** An answer in the media type that the client prefers. */
export function answer(status: number, value: unknown, request: HeaderReader, headers = {}): Outgoing {
  const type = negotiate(request.get('accept'));
  const body = type === 'application/json' ? JSON.stringify(value) : encode(value, { ignoreUndefined: true });
  // Tokens are for one reader, once.
  return { status, headers: { 'content-type': type, 'cache-control': 'no-store', ...CROSS_ORIGIN, ...headers }, body };
}

/** An error as Ably's service answers it: an ErrorInfo in the body, its code and message in the headers. */
export function answerError(error: AblyAuthError, request: HeaderReader, headers = {}): Outgoing {
  const { code, statusCode, message, href, remediation } = error;
  return answer(statusCode, { error: { code, statusCode, message, href, remediation } }, request, {
    'x-ably-errorcode': String(code),
    'x-ably-errormessage': message.replaceAll(/[^ -~]/g, '?').slice(0, 512),
    ...(statusCode === 401 ? { 'www-authenticate': 'Basic realm="ably", Bearer' } : {}),
    ...headers,
  });
}

/** The error to answer for anything that was thrown. What is not an AblyAuthError is an error of the service itself. */
export function toAblyAuthError(thrown: unknown): AblyAuthError {
  // A directory or store of the caller may throw an error whose status is not one of HTTP.
  return thrown instanceof AblyAuthError && thrown.statusCode >= 400 && thrown.statusCode <= 599
    ? thrown
    : new AblyAuthError(INTERNAL_ERROR, 'service: internal error; see the server log', { cause: thrown });
}

/** An unknown route: the code of an unknown key, with the status of HTTP. */
export function unknownRoute(): AblyAuthError {
  return new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, 'path: no such route', {
    remediation: 'Ask for one of the paths that the README of the service lists, such as /keys/{keyName}/requestToken.',
  });
}
