import { canonicalizeCapability } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY, REVOCATION_NEEDS_KEY } from '@ably-auth/validation/error-codes';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { principalOf, readAuthorization, requireKey, type AuthenticateContext } from './authenticate.js';
import type { Incoming } from './http/exchange.js';
import type { HostedKey } from './keys.js';

/**
 * What is told of a token (RFC 7662 §2.2). Of one that is not active nothing else is said. The capability and the
 * identity have the names of the claims of an Ably JWT.
 */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly token_type: 'Bearer';
      /** The key that issued it. */
      readonly client_id: string;
      /** The identity of the bearer, as `x-ably-clientId`. */
      readonly sub?: string;
      /** In seconds since the epoch. */
      readonly iat?: number;
      readonly exp?: number;
      readonly 'x-ably-capability': string;
      readonly 'x-ably-clientId'?: string;
    };

/** The key that asks: any key with Basic auth, about tokens of its app. Asked before the body is read. */
export async function requireIntrospectingKey(
  { headers }: Incoming,
  { keys }: AuthenticateContext,
): Promise<HostedKey> {
  const credentials = readAuthorization(headers.get('authorization'));
  if (credentials.scheme === 'basic') return requireKey(credentials, keys);
  throw new AblyAuthError(
    REVOCATION_NEEDS_KEY,
    'Authorization header: expected Basic auth with a key of the app, got a token',
    { remediation: 'Send Basic auth with any key of the app that issued the token.' },
  );
}

/** Tells whether a token of the app is valid now, and what it grants. */
export async function introspect(
  { appId }: HostedKey,
  incoming: Incoming,
  context: AuthenticateContext,
): Promise<Introspection> {
  const token = await readToken(incoming);
  try {
    const principal = await principalOf(token, context);
    if (principal.appId !== appId) return { active: false };
    const { keyName, clientId, issued, expires, capability } = principal;
    return {
      active: true,
      token_type: 'Bearer',
      client_id: keyName,
      ...(clientId !== undefined && { sub: clientId, 'x-ably-clientId': clientId }),
      ...(issued !== undefined && { iat: Math.floor(issued / 1000) }),
      ...(expires !== undefined && { exp: Math.floor(expires / 1000) }),
      'x-ably-capability': canonicalizeCapability(capability),
    };
  } catch (error) {
    // Why it is not active is not the caller's business; a store that is unavailable is.
    if (error instanceof AblyAuthError && error.statusCode < 500) return { active: false };
    throw error;
  }
}

/** The member `token` of a form (RFC 7662 §2.1). */
async function readToken(incoming: Incoming): Promise<string> {
  const bytes = await incoming.body(TOKEN_TEXT_MAX_BYTES);
  const [type = ''] = (incoming.headers.get('content-type') ?? '').toLowerCase().split(';');
  const tokens =
    type.trim() === 'application/x-www-form-urlencoded'
      ? new URLSearchParams(new TextDecoder().decode(bytes)).getAll('token')
      : [];
  if (tokens.length === 1 && tokens[0] !== '') return tokens[0] as string;
  throw new AblyAuthError(INVALID_REQUEST_BODY, 'body: expected a form with one token, got another body', {
    remediation: 'Send `token=…` as application/x-www-form-urlencoded.',
  });
}
