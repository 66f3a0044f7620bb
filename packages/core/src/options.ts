import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';

/** Replaces the signer's clock and randomness. */
export type SigningOverrides = {
  /** The time in whole ms since the epoch; `Date.now` by default (RSA9d). */
  readonly now?: (() => number) | undefined;
  /** A nonce of 16 to 256 characters, new at each call; 132 random bits by default (RSA9c). */
  readonly nonce?: (() => string) | undefined;
};

/** The key to sign with, and what replaces clock and randomness. */
export type CreateTokenRequestOptions = {
  /** The whole API key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
} & SigningOverrides;

/** Finds the whole API key by its name; undefined says that there is no such key. */
export type KeyLookup = (keyName: string) => string | undefined | Promise<string | undefined>;

/** What a request is verified against. */
export type VerifyOptions = {
  /** The whole API key, or where to find it by the key name. */
  readonly key: string | KeyLookup;
} & Window;

/** The clock, and how far a timestamp may be from it. */
export type Window = {
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** How far the timestamp may be from `now`, either way, in ms; 120 000 by default. */
  readonly maxSkewMs?: number | undefined;
};

type All = { key: unknown } & SigningOverrides & Window;

/** Reads the options of a call, each once, and refuses what is wrong before any work is done. */
export function readOptions<T extends Partial<All>>(options: T, expected: string): T {
  requireOptions(options, expected);
  const { key, now, nonce, maxSkewMs } = options;
  requireFunction('now', now);
  requireFunction('nonce', nonce);
  requireWhole('maxSkewMs', maxSkewMs, 'whole milliseconds');
  return { key, now, nonce, maxSkewMs } as T;
}
