import { createAblyJwt, type AblyJwtParams } from '@ably-auth/jwt';
import { askLater, type Answer } from './answer.js';
import { snippets, type Snippet } from './code.js';
import { wholeNumber } from './notes.js';

/** What the form of the JWT tool holds: text, empty where nothing was filled in. */
export type JwtForm = { key: string; capability: string; clientId: string; ttl: string; revocationKey: string };

/** What the JWT tool shows. */
export type ShownJwt = { readonly token: string; readonly claims: string; readonly code: readonly Snippet[] };

/** Signs a JWT from a form. */
export function createJwt({ key, capability, clientId, ttl, revocationKey }: JwtForm): Promise<Answer<ShownJwt>> {
  return askLater(async () => {
    const params = {
      ...(capability === '' ? {} : { capability }),
      ...(clientId === '' ? {} : { clientId }),
      ...(ttl === '' ? {} : { ttl: wholeNumber(ttl) }),
      ...(revocationKey === '' ? {} : { revocationKey }),
    } as AblyJwtParams; // what is wrong in it, the library says
    const { token } = await createAblyJwt(params, { key });
    const { ttl: ms } = params;
    return {
      token,
      claims: JSON.stringify(partOf(token, 1), undefined, 2),
      code: snippets('jwt', { clientId: clientId || undefined, capability: capability || undefined, ttl: ms }),
    };
  });
}

/** The header (0) or the claims (1) of a JWT. */
export function partOf(jwt: string, index: 0 | 1): Record<string, unknown> {
  const text = (jwt.split('.')[index] ?? '').replace(/-/g, '+').replace(/_/g, '/');
  const octets = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets)) as Record<string, unknown>;
}
