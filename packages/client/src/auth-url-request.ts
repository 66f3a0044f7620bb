import type { AuthOptions, TokenParams } from '@ably-auth/validation';
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
 * @throws {TypeError} if authUrl is no URL
 * @throws {AblyAuthError} 40000 if the capability is not valid
 * @example
 * import { authUrlRequest } from '@ably-auth/client';
 * const { url } = authUrlRequest({ authUrl: 'https://example.com/auth?v=1', authParams: { room: 'a' } }, { clientId: 'alice' });
 * console.log(url); // https://example.com/auth?v=1&room=a&clientId=alice
 */
export function authUrlRequest(options: AuthUrlOptions, params: TokenParams): AuthUrlRequest {
  const { authUrl, authMethod: method = 'GET', authHeaders = {}, authParams = {} } = options; // AO2d
  const given = { ...authParams, ...tokenParamsQuery(params) }; // RSA8c2
  const base = (globalThis as { location?: { href: string } }).location?.href;
  const url = new URL(authUrl, base);
  if (method === 'POST') {
    const body = new URLSearchParams(given).toString(); // RSA8c1b
    return {
      method,
      url: url.href,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...authHeaders },
      body,
    };
  }
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value); // RSA8c1a, RSA8c1c
  return { method, url: url.href, headers: authHeaders, body: null };
}
