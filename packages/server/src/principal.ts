import type { Capability } from '@ably-auth/capability';

/** Who makes a request, and what they may do. */
export type Principal = {
  /** How they proved it. */
  readonly method: 'basic' | 'ably-token' | 'ably-jwt';
  readonly keyName: string;
  readonly appId: string;
  /** What they may do: the capability of the key, or what the token was granted of it. */
  readonly capability: Capability;
  /** Their identity; absent: none. `*`: whichever they name. */
  readonly clientId?: string;
  /** When the token was issued, in ms since the epoch; absent with Basic auth. */
  readonly issued?: number;
  /** When the token expires, in ms since the epoch; absent with Basic auth. */
  readonly expires?: number;
};

/** Headers as a `Request` has them. */
export type HeaderReader = { get(name: string): string | null };
