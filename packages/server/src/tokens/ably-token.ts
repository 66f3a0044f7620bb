import { canonicalizeCapability, parseCapability, type Capability } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST, INVALID_ABLY_TOKEN, TOKEN_UNRECOGNISED } from '@ably-auth/validation/error-codes';
import { toBase64Url } from '@ably-auth/validation/internal';
import { NONCE_CLOCK_ALLOWANCE_MS, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { ask, type Store } from '../store.js';
import type { Seal } from './sealing-key.js';

/** Longest text of a token that carries its own claims, in bytes: past it the claims lie in the token store. */
export const SEALED_MAX_BYTES = 4096;

/** What a token of the service grants. */
export type TokenClaims = {
  readonly keyName: string;
  /** When it was issued, in ms since the epoch. */
  readonly issued: number;
  /** When it expires, in ms since the epoch. */
  readonly expires: number;
  readonly capability: Capability;
  readonly clientId?: string | undefined;
};

/** Makes tokens from claims, and claims from tokens. */
export type AblyTokens = {
  /** @throws what the token store throws */
  issue(claims: Omit<TokenClaims, 'capability'>, capability: string): Promise<string>;
  /**
   * @throws {AblyAuthError} 40145 if it is not a token of this service, 40143 if it is unknown
   * @throws what the token store throws
   */
  open(token: string): Promise<TokenClaims>;
};

// A token is `<appId>.<compact JWE>`, six parts, or `<appId>.<id>`, two parts: a JWT has three or five.
export function createAblyTokens(seal: Seal, store: Store, sealedMaxBytes: number): AblyTokens {
  const stored = async (token: string) => {
    const key = await fingerprint(token);
    return ask('store', () => store.getClaims(key));
  };
  return {
    async issue(claims, capability) {
      const appId = claims.keyName.slice(0, claims.keyName.indexOf('.'));
      const text = writeClaims(claims, capability);
      // Base64 takes four characters for three bytes; there is no need to seal what cannot fit.
      if (text.length * (4 / 3) < sealedMaxBytes) {
        const token = `${appId}.${await seal.close(text)}`;
        if (token.length <= sealedMaxBytes) return token;
      }
      const id = `A${toBase64Url(crypto.getRandomValues(new Uint8Array(16)))}`; // as Ably's own, which suites look at
      // Kept past its end for a while, so that its bearer hears that it expired.
      const keepMs = claims.expires - claims.issued + NONCE_CLOCK_ALLOWANCE_MS;
      const key = await fingerprint(`${appId}.${id}`);
      await ask('store', () => store.putClaims(key, text, keepMs));
      return `${appId}.${id}`;
    },
    async open(token) {
      const dot = token.indexOf('.');
      const isSealed = token.indexOf('.', dot + 1) > 0;
      const text = isSealed ? await seal.open(token.slice(dot + 1)) : await stored(token);
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

/** The claims as JSON text; capability is its canonical text already. */
function writeClaims(claims: Omit<TokenClaims, 'capability'>, capability: string): string {
  const { keyName, issued, expires, clientId } = claims;
  return JSON.stringify({ keyName, issued, expires, capability, clientId });
}

/**
 * The canonical text of a capability, within what a token may carry: a larger one could not be read back from it.
 *
 * @param tooLarge the message of the error
 * @throws {AblyAuthError} 40000 if it is too large
 */
export function capabilityText(capability: Capability, tooLarge: string): string {
  const text = canonicalizeCapability(capability);
  if (new TextEncoder().encode(text).length <= TOKEN_TEXT_MAX_BYTES) return text;
  throw new AblyAuthError(BAD_REQUEST, tooLarge);
}
