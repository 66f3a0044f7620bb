import { AblyAuthError, type AuthOptions, type TokenParams } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import { tokenParamsQuery } from './token-params-query.js';

/** The options that make the request to an auth server. */
export type AuthUrlOptions = Pick<AuthOptions, 'authMethod' | 'authHeaders' | 'authParams'> & {
  readonly authUrl: string;
};

/** An HTTP request to an auth server. */
export type AuthUrlRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/**
 * The request to authUrl (RSA8c): authParams and TokenParams go into the query of a GET, beside the URL's own, or
 * form-encoded into the body of a POST. TokenParams win over authParams, and both over the URL's own query.
 *
 * @param options authUrl, its method, headers and parameters
 * @param params what a token is asked for; ttl and timestamp in ms
 * @throws {AblyAuthError} 40003 if authUrl is not a URL or holds credentials, or authHeaders cannot be sent; 40000 if the
 *   capability is not valid
 * @example
 * import { authUrlRequest } from '@ably-auth/client/wire';
 * const { url } = authUrlRequest({ authUrl: 'https://example.com/auth?v=1', authParams: { room: 'a' } }, { clientId: 'alice' });
 * console.log(url); // https://example.com/auth?v=1&room=a&clientId=alice
 */
export function authUrlRequest(options: AuthUrlOptions, params: TokenParams): AuthUrlRequest {
  const { authUrl, authMethod: method = 'GET', authHeaders = {}, authParams = {} } = options; // AO2d
  const given = { ...authParams, ...tokenParamsQuery(params) }; // RSA8c2
  const url = parseUrl(authUrl);
  const headers = parseHeaders(authHeaders);
  let body = null;
  if (method === 'POST') {
    headers.set('content-type', 'application/x-www-form-urlencoded');
    body = new URLSearchParams(given).toString(); // RSA8c1b
  } else {
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value); // RSA8c1a, RSA8c1c
  }
  return { method, url: url.href, headers: Object.fromEntries(headers), body };
}

// Where an engine refuses a URL or a header, its message quotes it, and so may quote a secret.

function parseUrl(authUrl: string): URL {
  const base = (globalThis as { location?: { href: string } }).location?.href; // of a page or a worker
  if (!URL.canParse(authUrl, base)) {
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, 'authUrl: expected a URL, got text that is not one', {
      remediation: 'Give an absolute URL; a relative one works only in a page or a worker.',
    });
  }
  const url = new URL(authUrl, base);
  if (url.username === '' && url.password === '') return url;
  throw new AblyAuthError(
    INVALID_PARAMETER_VALUE,
    'authUrl: expected a URL without credentials, got a user name or a password',
    {
      remediation: 'fetch takes no credentials in a URL: give an Authorization header in authHeaders.',
    },
  );
}

function parseHeaders(authHeaders: Readonly<Record<string, string>>): Headers {
  try {
    return new Headers(authHeaders);
  } catch {
    throw new AblyAuthError(
      INVALID_PARAMETER_VALUE,
      'authHeaders: expected names and values of headers, got one that no header can have',
      {
        remediation: 'Leave out line ends, control characters and what is not Latin-1.',
      },
    );
  }
}
