import { parseCapability } from '@ably-auth/capability';
import { AblyAuthError, validateTokenRequest, type Issue, type TokenRequest } from '@ably-auth/validation';
import {
  BAD_REQUEST,
  INVALID_CLIENT_ID,
  INVALID_CREDENTIALS,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
} from '@ably-auth/validation/error-codes';
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

const KINDS = [INVALID_REQUEST_BODY, INVALID_PARAMETER_VALUE, INVALID_CLIENT_ID, INVALID_CREDENTIALS];

function issueReason({ path, code, message }: Issue): RefusalReason {
  const kind = KINDS.find((known) => known.code === code) ?? BAD_REQUEST;
  return { ...reason(kind, path.slice(2), `${path.slice(2)}: ${message}`), path };
}

function ttlReasons({ ttl }: TokenRequest, isRevocable: boolean): RefusalReason[] {
  const most = isRevocable ? TTL_MAX_REVOCABLE_MS : TTL_MAX_MS;
  if (ttl === undefined || (ttl >= 1 && ttl <= most)) return [];
  const limit = `the limit for ${isRevocable ? 'a key with revocable tokens' : 'any key'} is ${duration(most)}`;
  const remediation =
    ttl > most && ttl / 1000 <= most
      ? `Ask for ${most} ms at most. ttl is in milliseconds: if microseconds were given, divide by 1000.`
      : `Ask for 1 to ${most} ms, or leave ttl out.`;
  return [
    reason(INVALID_PARAMETER_VALUE, 'ttl', `ttl of ${duration(ttl)}: ${ttl < 1 ? 'it must be positive' : limit}`, remediation),
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
