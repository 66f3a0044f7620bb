import type { Leniency } from '@ably-auth/core';
import type { AblyAuthError, Issue } from '@ably-auth/validation';
import type { CapabilityView } from './capability-view.js';

/** What a text is, what it permits and when it ends. Holds no token, no MAC and no secret. */
export type Inspection = {
  readonly kind:
    | 'TokenRequest'
    | 'unsigned TokenRequest'
    | 'TokenDetails'
    | 'Ably JWT'
    | 'JWT with an embedded token'
    | 'JWT'
    | 'Ably token'
    | 'API key';
  /** The key that it names. */
  readonly keyName?: string | undefined;
  /** What else it says, by label. */
  readonly fields: Readonly<Record<string, string | number>>;
  /** What it says of time, by label. */
  readonly times: Readonly<Record<string, Time>>;
  /** Undefined where it says nothing: then it is the capability of the key, or known to the service alone. */
  readonly capability?: CapabilityView | undefined;
  /** How long the token lives, in ms. */
  readonly ttl?: number | undefined;
  /** Where the form is wrong. */
  readonly issues: readonly Issue[];
  /** Where the form differs from what the protocol says, and is read all the same. */
  readonly leniencies: readonly Leniency[];
  readonly notes: readonly string[];
  readonly verification: Verification;
  /** The token that it carries. */
  readonly inner?: Inspection | undefined;
};

/** The lists of an inspection of what has no members to report, such as an opaque token. */
export const NOTHING_FOUND = { fields: {}, times: {}, issues: [], leniencies: [] } as const;

/** That nothing was verified, and why. */
export function notChecked(because: string): Verification {
  return { status: 'not checked', because };
}

/** A time in ms since the epoch and in ISO 8601. */
export type Time = { readonly ms: number; readonly iso: string | undefined };

/** Whether it was found genuine and current. */
export type Verification =
  | { readonly status: 'verified'; readonly checked: readonly string[]; readonly notChecked: readonly string[] }
  | { readonly status: 'refused'; readonly error: AblyAuthError }
  | { readonly status: 'not checked'; readonly because: string };

/** What an inspection is made with. */
export type Means = {
  /** The whole API key. */
  readonly key: string | undefined;
  /** The time in ms since the epoch. */
  readonly now: () => number;
};

/** What a key can check: the text itself, or the token that it carries. */
export function checkablePart(inspection: Inspection): Inspection {
  const { verification, inner } = inspection;
  return verification.status === 'not checked' && inner !== undefined ? checkablePart(inner) : inspection;
}
