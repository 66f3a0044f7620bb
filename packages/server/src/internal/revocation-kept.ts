import { NONCE_CLOCK_ALLOWANCE_MS, REAUTH_MARGIN_MS, TTL_MAX_REVOCABLE_MS } from '@ably-auth/validation/limits';

/** How long a revocation must be kept: the tokens that it is about expire within the hour; clocks may differ. */
export const REVOCATION_KEPT_MS = TTL_MAX_REVOCABLE_MS + REAUTH_MARGIN_MS + NONCE_CLOCK_ALLOWANCE_MS;
