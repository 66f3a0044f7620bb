import {
  AblyAuthError,
  validateTokenRevocationRequest,
  type TokenRevocationFailureResult,
  type TokenRevocationResult,
  type TokenRevocationSuccessResult,
} from '@ably-auth/validation';
import {
  BAD_REQUEST,
  INVALID_PARAMETER_VALUE,
  REVOCATION_NEEDS_KEY,
  REVOCATION_NOT_ENABLED,
  WRONG_KEY_FOR_REVOCATION,
} from '@ably-auth/validation/error-codes';
import { REAUTH_MARGIN_MS, REVOCATION_MAX_AGE_MS } from '@ably-auth/validation/limits';
import { readAuthorization, requireKey } from './authenticate.js';
import type { HostedKey, KeyDirectory } from './keys.js';
import type { HeaderReader } from './principal.js';
import { canonicalTarget } from './revocations.js';
import { ask, type Store } from './store.js';

const TARGET_TYPES = new Set(['clientId', 'revocationKey', 'channel']);

/** The key that may revoke: the one that the path names (RSA17). Asked before the body is read. */
export async function requireRevokingKey(
  keyName: string,
  headers: HeaderReader,
  keys: KeyDirectory,
): Promise<HostedKey> {
  const credentials = readAuthorization(headers.get('authorization'));
  if (credentials.scheme === 'bearer') {
    throw new AblyAuthError(
      REVOCATION_NEEDS_KEY,
      'Authorization header: expected Basic auth with the key, got a token',
    ); // RSA17d
  }
  const key = await requireKey(credentials, keys);
  if (key.name !== keyName) {
    throw new AblyAuthError(
      WRONG_KEY_FOR_REVOCATION,
      'Authorization header: expected the key that the path names, got another',
    );
  }
  if (!key.revocableTokens) {
    throw new AblyAuthError(REVOCATION_NOT_ENABLED, `key ${keyName}: does not have revocable tokens`);
  }
  return key;
}

/** Revokes tokens of a key (RSA17). */
export async function revokeTokens(
  { name }: HostedKey,
  body: Readonly<Record<string, unknown>>,
  store: Store,
): Promise<TokenRevocationResult> {
  const result = validateTokenRevocationRequest(body);
  if (!result.ok) throw AblyAuthError.from(result.issues, 'TokenRevocationRequest');
  const { targets, issuedBefore, allowReauthMargin = false } = result.value;
  const known = targets.filter(isKnown).map(canonicalTarget);
  // RSA17e, RSA17f. Asked without a target too: the times of the answer, and their limits, are those of the store.
  const marginMs = allowReauthMargin ? REAUTH_MARGIN_MS : 0;
  const recorded = await ask('store', () => store.revoke(name, known, { issuedBefore, marginMs }));
  if (recorded.outcome !== 'recorded') {
    const expected = recorded.outcome === 'future' ? 'a time in the past' : `${REVOCATION_MAX_AGE_MS} ms ago at most`;
    const by = `${recorded.byMs} ms ${recorded.outcome === 'future' ? 'ahead' : 'ago'}`;
    const message = `TokenRevocationRequest.issuedBefore: expected ${expected}, got ${by}`;
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, message, {
      remediation: 'Leave issuedBefore out to revoke all tokens issued up to now.',
    });
  }
  const times = { issuedBefore: recorded.issuedBefore, appliesAt: recorded.appliesAt };
  return {
    successCount: known.length,
    failureCount: targets.length - known.length,
    results: targets.map((target) => (isKnown(target) ? { target, ...times } : refuse(target))),
  };
}

function isKnown(target: string): boolean {
  const colon = target.indexOf(':');
  return TARGET_TYPES.has(target.slice(0, colon)) && colon < target.length - 1;
}

/** TRT2a: the type is open, and checked for each target. */
function refuse(target: string): TokenRevocationSuccessResult | TokenRevocationFailureResult {
  const { code, statusCode, message, href } = new AblyAuthError(
    BAD_REQUEST,
    'target: neither clientId:…, revocationKey:… nor channel:…',
  );
  return { target, error: { code, statusCode, message, href } };
}
