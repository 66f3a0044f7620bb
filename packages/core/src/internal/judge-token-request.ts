import { canonicalizeCapability, parseCapability } from '@ably-auth/capability';
import {
  AblyAuthError,
  errorFromIssues,
  validateTokenRequest,
  type Capability,
  type TokenRequest,
} from '@ably-auth/validation';
import {
  INVALID_CREDENTIALS,
  NOT_FOUND,
  SERVICE_UNAVAILABLE,
  TIMESTAMP_NOT_CURRENT,
} from '@ably-auth/validation/error-codes';
import { TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { parseApiKey, type ApiKey } from '../api-key.js';
import type { Deviation } from '../deviation.js';
import { readTokenRequest } from '../read-token-request.js';
import { signText } from '../sign-text.js';
import type { VerifiedTokenRequest, Verify } from '../verification.js';
import { currentTime } from '@ably-auth/validation/internal';
import { withinCapability } from './within-capability.js';

// What a service does with a request, in its order: well-formed, key known, MAC right, timestamp current.
// Key lookup and MAC come from outside, at once or by a promise.

/** A request that is well-formed; whether it is genuine is not known yet. */
export type Candidate = {
  readonly request: TokenRequest;
  readonly deviations: Deviation[];
  readonly capability: Capability | undefined;
  /** What the MAC must cover: the capability as the request carries it, never canonicalised. */
  readonly text: string;
  /** Whether the MAC has the one form that is decoded at all. */
  readonly macHasForm: boolean;
};

/** Step 1: the form. */
export function examine(input: unknown): Candidate {
  const { request, deviations } = readTokenRequest(input);
  const result = validateTokenRequest(request);
  const issues = result.ok ? [] : result.issues;
  // The form of the MAC belongs to step 3, and so it has the code of a wrong MAC.
  const misshapen = issues.filter(({ code }) => code !== INVALID_CREDENTIALS.code);
  if (misshapen.length > 0) throw errorFromIssues('TokenRequest', misshapen);
  const { capability: asked } = request;
  const capability = asked === undefined ? undefined : withinCapability(() => parseCapability(asked));
  return { request, deviations, capability, text: signText(request), macHasForm: issues.length === 0 };
}

/** Step 2: the key, as a lookup answers. An answer that is no key refuses the request and blames the service. */
export function answeredKey(answer: string | undefined): ApiKey | undefined {
  try {
    return answer === undefined ? undefined : parseApiKey(answer);
  } catch (cause) {
    throw new AblyAuthError(SERVICE_UNAVAILABLE, 'key: the lookup answered something that is no API key', {
      cause,
      remediation: 'Let the lookup answer the whole key, or undefined for a key name that it does not know.',
    });
  }
}

/** Step 2: whether the key is the one that the request names. */
export function requireKey(candidate: Candidate, key: ApiKey | undefined): ApiKey {
  if (key !== undefined && key.name === candidate.request.keyName) return key;
  throw new AblyAuthError(NOT_FOUND, 'TokenRequest.keyName: no such key');
}

/** Steps 3 and 4: the MAC, then the timestamp. */
export function conclude(
  { request, deviations, capability }: Candidate,
  macIsRight: boolean,
  { now, maxSkewMs = TIMESTAMP_MAX_SKEW_MS }: Pick<Verify, 'now' | 'maxSkewMs'>,
): VerifiedTokenRequest {
  if (!macIsRight) {
    throw new AblyAuthError(INVALID_CREDENTIALS, 'TokenRequest.mac: does not match the request', {
      remediation:
        'Sign with the secret of the key that keyName names, the whole of it after the first colon. Forward the request ' +
        'exactly as it was signed: the same capability text, ttl and timestamp in ms, no member added or dropped.',
    });
  }
  const skew = request.timestamp - currentTime(now);
  if (Math.abs(skew) > maxSkewMs) {
    const side = skew < 0 ? 'behind' : 'ahead of';
    throw new AblyAuthError(
      TIMESTAMP_NOT_CURRENT,
      `TokenRequest.timestamp: ${Math.abs(skew)} ms ${side} the clock, more than the ${maxSkewMs} ms allowed`,
    );
  }
  if (capability === undefined) return { request, deviations, capabilityCanonical: true };
  const capabilityCanonical = canonicalizeCapability(capability) === request.capability;
  return { request, capability, deviations, capabilityCanonical };
}
