import { createTokenRequest } from '@ably-auth/core';
import {
  AblyAuthError,
  type AuthOptions,
  type TokenDetails,
  type TokenParams,
  type TokenRequest,
} from '@ably-auth/validation';
import { NO_WAY_TO_AUTHENTICATE } from '@ably-auth/validation/error-codes';
import type { Answer } from '../auth-response.js';
import { askAuthCallback, askAuthUrl } from './auth-source.js';
import { exchange } from './service.js';
import type { ServiceClock } from './service-clock.js';
import type { Settings } from './settings.js';

/** What obtaining a token needs besides its parameters. */
export type Means = { readonly settings: Settings; readonly clock: ServiceClock };

/**
 * Obtains a token by authCallback, authUrl or key, in this order, and exchanges a TokenRequest that it gets (RSA8a).
 * Each call signs again or asks again: a nonce is never sent twice.
 */
export async function obtainToken(
  params: TokenParams,
  options: AuthOptions,
  { settings, clock }: Means,
  signal?: AbortSignal,
): Promise<TokenDetails> {
  const { authCallback, authUrl, queryTime } = options;
  if (queryTime === true) await clock.query(signal); // RSA10k
  let answer: Answer;
  if (authCallback !== undefined) answer = await askAuthCallback(authCallback, params, settings, signal);
  else if (authUrl !== undefined) answer = await askAuthUrl({ ...options, authUrl }, params, settings, signal);
  else {
    const request = await signRequest(params, options, { settings, clock }, signal);
    answer = { kind: 'token-request', keyName: request.keyName, text: JSON.stringify(request) };
  }
  if (answer.kind !== 'token-request') return answer.details;
  return exchange(answer.keyName, answer.text, settings, signal);
}

/** Signs a TokenRequest with the key of the options (RSA9). */
export async function signRequest(
  params: TokenParams,
  { key, queryTime }: AuthOptions,
  { settings, clock }: Means,
  signal?: AbortSignal,
): Promise<TokenRequest> {
  if (key === undefined) {
    throw new AblyAuthError(NO_WAY_TO_AUTHENTICATE, 'options: no key to sign with, no authUrl, no authCallback', {
      remediation:
        'Options that are given replace the stored ones as a whole: give the key, authUrl or authCallback again.',
    });
  }
  if (queryTime === true && params.timestamp === undefined) await clock.query(signal); // RSA9d
  const { nonce } = settings;
  return createTokenRequest(params, { key, now: () => clock.now(), ...(nonce === undefined ? {} : { nonce }) });
}
