import { parseCapability } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_ABLY_TOKEN, TOKEN_UNRECOGNISED } from '@ably-auth/validation/error-codes';
import { NONCE_CLOCK_ALLOWANCE_MS } from '@ably-auth/validation/limits';
import { toBase64Url } from '../internal/base64.js';
import { randomBytes } from '../internal/random-bytes.js';
import type { TokenStore } from '../token-store.js';
import type { Seal } from './seal.js';
import { writeClaims, type TokenClaims } from './token-claims.js';

/** Longest text of a token that carries its own claims, in bytes: past it the claims lie in the token store. */
const SEALED_MAX_BYTES = 4096;

/** Makes tokens from claims, and claims from tokens. */
export type TokenBox = {
  /** @throws what the token store throws */
  issue(claims: Omit<TokenClaims, 'capability'>, capability: string): Promise<string>;
  /**
   * @throws {AblyAuthError} 40145 if it is no token of this service, 40143 if it is unknown
   * @throws what the token store throws
   */
  open(token: string): Promise<TokenClaims>;
};

// A token is `<appId>.<compact JWE>`, six parts, or `<appId>.<id>`, two parts: a JWT has three or five.
export function createTokenBox(seal: Seal, store: TokenStore): TokenBox {
  return {
    async issue(claims, capability) {
      const appId = claims.keyName.slice(0, claims.keyName.indexOf('.'));
      const text = writeClaims(claims, capability);
      // Base64 takes four characters for three bytes; there is no need to seal what cannot fit.
      if (text.length * (4 / 3) < SEALED_MAX_BYTES) {
        const token = `${appId}.${await seal.close(text)}`;
        if (token.length <= SEALED_MAX_BYTES) return token;
      }
      const id = toBase64Url(randomBytes(16));
      // Kept past its end for a while, so that its bearer hears that it expired.
      const keepMs = claims.expires - claims.issued + NONCE_CLOCK_ALLOWANCE_MS;
      await store.put(await fingerprint(`${appId}.${id}`), text, keepMs);
      return `${appId}.${id}`;
    },
    async open(token) {
      const dot = token.indexOf('.');
      const isSealed = token.indexOf('.', dot + 1) > 0;
      const text = isSealed ? await seal.open(token.slice(dot + 1)) : await store.get(await fingerprint(token));
      if (text === undefined) {
        throw isSealed
          ? new AblyAuthError(INVALID_ABLY_TOKEN, 'token: this service did not issue it, or it was changed')
          : new AblyAuthError(TOKEN_UNRECOGNISED, 'token: not known here, or expired');
      }
      const claims = JSON.parse(text) as Omit<TokenClaims, 'capability'> & { capability: string };
      if (!claims.keyName.startsWith(`${token.slice(0, dot)}.`)) {
        throw new AblyAuthError(INVALID_ABLY_TOKEN, 'token: its app is not the one that it was issued for');
      }
      return { ...claims, capability: parseCapability(claims.capability) };
    },
  };
}

/** The store never holds the token itself: who reads the store cannot use what is in it. */
async function fingerprint(token: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}
