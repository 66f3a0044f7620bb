import { parseCapability } from '@ably-auth/capability';
import { AblyAuthError, validateTokenRequest, type Issue, type TokenRequest } from '@ably-auth/validation';
import { INVALID_CREDENTIALS, INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import { TTL_MAX_MS, TTL_MAX_REVOCABLE_MS } from '@ably-auth/validation/limits';
import { reason, type RefusalReason } from '../refusal-reason.js';
import { duration } from './explain-skew.js';

/** What is wrong with the form of a request, its MAC apart. */
export function formReasons(request: TokenRequest, isRevocable: boolean): RefusalReason[] {
  const others = issuesOf(request).filter(({ path, code }) => path !== '$.ttl' && code !== INVALID_CREDENTIALS.code);
  return [...others.map(issueReason), ...ttlReasons(request, isRevocable), ...capabilityReasons(request)];
}

/** What is wrong with the form of the MAC: a service tells it as it tells a wrong one. */
export function macFormReasons(request: TokenRequest): RefusalReason[] {
  return issuesOf(request)
    .filter(({ code }) => code === INVALID_CREDENTIALS.code)
    .map(issueReason);
}

function issuesOf(request: TokenRequest): readonly Issue[] {
  const result = validateTokenRequest(request);
  return result.ok ? [] : result.issues;
}

/** A reason for an issue of a TokenRequest. */
export function issueReason(issue: Issue): RefusalReason {
  const { code, statusCode, path, remediation } = issue;
  return { code, statusCode, path, message: AblyAuthError.from([issue], 'TokenRequest').message, remediation };
}

function ttlReasons({ ttl }: TokenRequest, isRevocable: boolean): RefusalReason[] {
  const most = isRevocable ? TTL_MAX_REVOCABLE_MS : TTL_MAX_MS;
  if (ttl === undefined || (ttl >= 1 && ttl <= most)) return [];
  const whose = isRevocable ? ' for a key with revocable tokens' : '';
  const remediation =
    ttl > most && ttl / 1000 <= most
      ? `Ask for ${most} ms at most. ttl is in milliseconds: if microseconds were given, divide by 1000.`
      : `Ask for 1 to ${most} ms, or leave ttl out.`;
  return [
    reason(
      INVALID_PARAMETER_VALUE,
      'ttl',
      `TokenRequest.ttl: expected 1 to ${most} ms${whose}, got ${ttl} (${duration(ttl)})`,
      remediation,
    ),
  ];
}

function capabilityReasons({ capability }: TokenRequest): RefusalReason[] {
  if (capability === undefined) return [];
  try {
    parseCapability(capability);
    return [];
  } catch (error) {
    if (error instanceof AblyAuthError) return [reason(error, 'capability', error.message)];
    throw error;
  }
}
