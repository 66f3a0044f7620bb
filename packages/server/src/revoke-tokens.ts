import {
  AblyAuthError,
  validateTokenRevocationRequest,
  type TokenRevocationFailureResult,
  type TokenRevocationResult,
  type TokenRevocationSuccessResult,
} from '@ably-auth/validation';
import {
  BAD_REQUEST,
  INVALID_CREDENTIALS,
  INVALID_PARAMETER_VALUE,
  REVOCATION_NEEDS_KEY,
  REVOCATION_NOT_ENABLED,
} from '@ably-auth/validation/error-codes';
import { REAUTH_MARGIN_MS, REVOCATION_MAX_AGE_MS } from '@ably-auth/validation/limits';
import { requireKey } from './authenticate.js';
import { readAuthorization } from './authorization-header.js';
import type { KeyDirectory } from './key-directory.js';
import type { HeaderReader } from './principal.js';
import type { RevocationStore } from './revocation-store.js';

/** What revoking needs to know. */
export type RevokeTokensContext = {
  readonly keys: KeyDirectory;
  readonly revocations: RevocationStore;
  readonly now: () => number;
};

const TARGET_TYPES = new Set(['clientId', 'revocationKey', 'channel']);

/** Revokes tokens of a key (RSA17): only with the key, and only if its tokens are revocable. */
export async function revokeTokens(
  keyName: string,
  body: Readonly<Record<string, unknown>>,
  headers: HeaderReader,
  { keys, revocations, now }: RevokeTokensContext,
): Promise<TokenRevocationResult> {
  const credentials = readAuthorization(headers.get('authorization'));
  if (credentials.scheme === 'bearer') {
    throw new AblyAuthError(
      REVOCATION_NEEDS_KEY,
      'Authorization header: expected Basic auth with the key, got a token',
    ); // RSA17d
  }
  const key = await requireKey(credentials, keys);
  if (key.name !== keyName) {
    throw new AblyAuthError(INVALID_CREDENTIALS, 'Authorization header: expected the key that the path names');
  }
  if (!key.revocableTokens) {
    throw new AblyAuthError(REVOCATION_NOT_ENABLED, `key ${keyName}: does not have revocable tokens`);
  }
  const result = validateTokenRevocationRequest(body);
  if (!result.ok) throw AblyAuthError.from(result.issues, 'TokenRevocationRequest');
  const { targets, allowReauthMargin = false } = result.value;
  const at = now();
  const issuedBefore = checkIssuedBefore(result.value.issuedBefore ?? at, at); // RSA17e
  const appliesAt = allowReauthMargin ? at + REAUTH_MARGIN_MS : at; // RSA17f
  const known = targets.filter(isKnown);
  if (known.length > 0) await revocations.revoke(keyName, known, { issuedBefore, appliesAt });
  return {
    successCount: known.length,
    failureCount: targets.length - known.length,
    results: targets.map((target) => (isKnown(target) ? { target, issuedBefore, appliesAt } : refuse(target))),
  };
}

function checkIssuedBefore(issuedBefore: number, now: number): number {
  const place = 'TokenRevocationRequest.issuedBefore';
  if (issuedBefore > now) {
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, `${place}: ${issuedBefore - now} ms in the future`);
  }
  if (issuedBefore < now - REVOCATION_MAX_AGE_MS) {
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, `${place}: more than ${REVOCATION_MAX_AGE_MS} ms ago`);
  }
  return issuedBefore;
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
