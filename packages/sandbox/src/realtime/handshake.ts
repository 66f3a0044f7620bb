import { readAuthorization, type MediaType } from '@ably-auth/server/internal';
import type { HeaderReader } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS, NO_WAY_TO_AUTHENTICATE, NOT_FOUND } from '@ably-auth/validation/error-codes';
import { toBase64 } from '@ably-auth/validation/internal';
import { RESUMABLE_MS } from '../limits.js';
import { requireVersion } from '../version.js';

/** What the URL of a WebSocket asks for. */
export type Handshake = {
  /** Headers with the credentials of the query, as a request has them. */
  readonly headers: HeaderReader;
  /** The same identity with another token (RTC8a). */
  readonly headersWith: (token: string) => HeaderReader;
  /** The token of the query; undefined with Basic auth. */
  readonly token: string | undefined;
  /** Whether the connection gets its own messages. */
  readonly echo: boolean;
  /** How long its members stay once it is down, in ms of the sandbox's clock. */
  readonly remainPresentFor: number;
  /** The key of a connection to go on with (RTN15b1, RTN16k). */
  readonly resume: string | undefined;
};

/** The format of the frames; undefined for one that is not known. */
export function readFormat(query: URLSearchParams): MediaType | undefined {
  switch (query.get('format') ?? 'json') {
    case 'json':
      return 'application/json';
    case 'msgpack':
      return 'application/x-msgpack';
    default:
      return undefined;
  }
}

/**
 * Reads the query of a WebSocket, whose credentials stand there: the token as `access_token` or `accessToken` (RTN2e),
 * else the key.
 *
 * @param own the headers of the request itself, for credentials that are not in the query
 * @throws {AblyAuthError} 40017 for a version of the protocol that is not known
 */
export function readHandshake(query: URLSearchParams, own: HeaderReader): Handshake {
  requireVersion(query.get('v'));
  const token = tokenOf(query);
  const key = query.get('key');
  const clientId = query.get('clientId');
  const headersWith = (authorization: string | null): HeaderReader => ({
    get: (name) => {
      if (name === 'authorization') return authorization;
      return name === 'x-ably-clientid' && clientId !== null ? base64(clientId) : null;
    },
  });
  const basic = key === null ? own.get('authorization') : `Basic ${base64(key)}`;
  const authorization = token === undefined ? basic : `Bearer ${token}`;
  return {
    headers: headersWith(authorization),
    headersWith: (renewed) => headersWith(`Bearer ${renewed}`),
    token: token ?? bearerOf(authorization),
    echo: query.get('echo') !== 'false',
    remainPresentFor: readSpan(query.get('remainPresentFor')),
    resume: query.get('resume') ?? query.get('recover') ?? undefined,
  };
}

function tokenOf(query: URLSearchParams): string | undefined {
  return query.get('access_token') ?? query.get('accessToken') ?? undefined;
}

function readSpan(text: string | null): number {
  return /^\d{1,6}$/.test(text ?? '') ? Math.min(Number(text), RESUMABLE_MS) : RESUMABLE_MS;
}

/** The token of an Authorization header; undefined where there is another thing. */
export function bearerOf(authorization: string | null): string | undefined {
  try {
    const credentials = readAuthorization(authorization);
    return credentials.scheme === 'bearer' ? credentials.token : undefined;
  } catch {
    return undefined; // authentication says why
  }
}

/** The error of a connection for what authentication refused: SDKs expect other codes than of REST at four places. */
export function connectRefusal(
  error: AblyAuthError,
  isAppId: (text: string) => boolean,
  query: URLSearchParams,
): AblyAuthError {
  const { code, message, remediation } = error;
  if (code === NO_WAY_TO_AUTHENTICATE.code) return new AblyAuthError(INVALID_CREDENTIALS, message, { remediation });
  const token = tokenOf(query);
  if (token?.includes('.') === false && error.statusCode < 500) {
    return new AblyAuthError(INVALID_CREDENTIALS, 'access_token: expected a token, got a text that names no app', {
      remediation: 'Send the token as the service issued it.',
    });
  }
  if (code !== NOT_FOUND.code) return error;
  const appId = query.get('key')?.split('.', 1)[0];
  return appId === undefined || isAppId(appId)
    ? new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, message)
    : new AblyAuthError(INVALID_CREDENTIALS, 'key: not a key of this service'); // RTN14a
}

/** The error for a token that came by AUTH (RTC8a2). With the code of a token error the SDK would only reconnect. */
export function reauthRefusal(error: AblyAuthError): AblyAuthError {
  const { message } = error;
  if (!isTokenError(error)) return error;
  return new AblyAuthError(INVALID_CREDENTIALS, message, {
    remediation: 'Send a token of this app that is valid now, for the identity of the connection.',
  });
}

/** RTN14b: such an error means that another token may help. */
export function isTokenError({ code }: AblyAuthError): boolean {
  return code >= 40140 && code < 40150;
}

const utf8 = new TextEncoder();

function base64(text: string): string {
  return toBase64(utf8.encode(text));
}
