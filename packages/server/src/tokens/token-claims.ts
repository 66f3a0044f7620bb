import type { Capability } from '@ably-auth/capability';

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

/** The claims as JSON text; capability is its canonical text already. */
export function writeClaims(claims: Omit<TokenClaims, 'capability'>, capability: string): string {
  const { keyName, issued, expires, clientId } = claims;
  return JSON.stringify({ keyName, issued, expires, capability, clientId });
}
