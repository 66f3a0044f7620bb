import type { Capability, TokenRequest } from '@ably-auth/validation';
import type { Deviation } from './deviation.js';

/** What a request is verified against. */
export type Verify = {
  /** The whole API key, or where to find it by the key name; undefined says that there is no such key. */
  readonly key: string | ((keyName: string) => string | undefined | Promise<string | undefined>);
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** How far the timestamp may be from `now`, either way, in ms; 120 000 by default. */
  readonly maxSkewMs?: number | undefined;
};

/** A request that was signed with the key that it names, and is current. */
export type VerifiedTokenRequest = {
  /** The request as it was read, members in the order of the sign text. */
  readonly request: TokenRequest;
  /** The capability of the request as it was parsed; absent where the request has none. */
  readonly capability?: Capability;
  /** Where the received form differed from what the protocol says. */
  readonly deviations: Deviation[];
  /** Whether the capability text is the canonical one; true where it is absent. */
  readonly capabilityCanonical: boolean;
};
