import {
  AblyAuthError,
  assertAuthOptions,
  assertTokenParams,
  type AuthOptions,
  type TokenDetails,
  type TokenParams,
  type TokenRequest,
  type TokenRevocationResult,
  type TokenRevocationTargetSpecifier,
} from '@ably-auth/validation';
import { INCOMPATIBLE_CREDENTIALS, NO_WAY_TO_RENEW, REVOCATION_NEEDS_KEY } from '@ably-auth/validation/error-codes';
import type { ClientAuthOptions } from './client-auth-options.js';
import { authenticatedFetch } from './internal/authenticated-fetch.js';
import { base64, basicCredentials, bearerCredentials } from './internal/credentials.js';
import { canObtain, obtainToken, signRequest, type Means } from './internal/obtain-token.js';
import { send } from './internal/service.js';
import { ServiceClock } from './internal/service-clock.js';
import { readSettings, type Settings } from './internal/settings.js';
import { SharedAttempt } from './internal/shared-attempt.js';
import { revocationRequest, type RevocationOptions } from './revocation-request.js';
import { readRevocationResult } from './revocation-result.js';

/** How a single call can be stopped. */
export type CallOptions = { readonly signal?: AbortSignal };

export type { RevocationOptions };

/**
 * Obtains, keeps, renews and revokes tokens, and adds credentials to requests.
 *
 * @example
 * import { Auth } from '@ably-auth/client';
 * const auth = new Auth({ key: 'appId.keyId:keySecret', clientId: 'alice' });
 * const request = await auth.createTokenRequest({ ttl: 60_000 });
 * console.log(auth.clientId, request.clientId); // alice alice
 */
export class Auth {
  readonly #settings: Settings;
  readonly #means: Means;
  #options: AuthOptions;
  #params: TokenParams;
  #usesTokens: boolean;
  #tokenDetails: TokenDetails | null;
  #attempt: SharedAttempt<TokenDetails> | undefined;

  /**
   * @param options how to authenticate, or a key or token alone (RSC1a)
   * @throws {TypeError} if the options are no object, or hold a function that is none
   * @throws {AblyAuthError} 40106 without a way to authenticate; 40103 for Basic auth without TLS; 40012 for a clientId
   *   that is no identity; the code of an option that is not valid
   */
  constructor(options: ClientAuthOptions | string) {
    const settings = readSettings(options);
    const { queryTime: _, token, tokenDetails, ...kept } = settings.auth;
    this.#settings = settings;
    this.#means = { settings, clock: new ServiceClock(settings) };
    this.#options = settings.auth.queryTime === undefined ? kept : { ...kept, queryTime: settings.auth.queryTime };
    this.#params = settings.params;
    this.#usesTokens = settings.usesTokens;
    this.#tokenDetails = settings.usesTokens ? given(token, tokenDetails) : null; // RSA16c, RSA16d
    if (settings.usesTokens && !canObtain(this.#options)) {
      const { code, remediation } = NO_WAY_TO_RENEW;
      const message = `The token cannot be renewed. ${remediation}`;
      settings.log({ level: 'info', code, message, href: `https://help.ably.io/error/${code}` }); // RSA4a1
    }
  }

  /** The identity of this client; `*` for any, null while there is none (RSA7b, RSA12). */
  get clientId(): string | null {
    return this.#settings.clientId ?? this.#tokenDetails?.clientId ?? null;
  }

  /** The token in use; null without one, and with Basic auth (RSA16). */
  get tokenDetails(): TokenDetails | null {
    return this.#tokenDetails;
  }

  /**
   * Obtains a token now, and uses token authentication from now on (RSA10). Params and options that are given replace
   * the stored ones for later renewals, but for `timestamp` and `queryTime`; a token among the options is used as it is.
   *
   * @param params what the token is asked for; ttl and timestamp in ms
   * @param options how to obtain it
   * @param call a signal that stops waiting for it
   * @throws {AblyAuthError} 40102 for another key than the client's or a token of another identity; 40171 without a
   *   way to obtain a token; 40170 or 40300 if the auth source fails; what the service answers
   */
  async authorize(params?: TokenParams, options?: AuthOptions, call: CallOptions = {}): Promise<TokenDetails> {
    let queryTime = this.#options.queryTime;
    let supplied: TokenDetails | null = null;
    if (options !== undefined) {
      const { token, tokenDetails, queryTime: once, ...kept } = this.#replacement(options);
      queryTime = once;
      supplied = given(token, tokenDetails); // RSA10e
      this.#options = kept; // RSA10g, RSA10j
    }
    const asked = params === undefined ? this.#params : { ...assertTokenParams(params) };
    const { timestamp: _, ...stored } = asked;
    this.#params = stored; // RSA10g
    this.#usesTokens = true; // RSA10a
    const identified = this.#identified(asked, this.clientId); // RSA10h
    const withTime = queryTime === undefined ? this.#options : { ...this.#options, queryTime };
    return this.#start(async (signal) => supplied ?? this.#obtain(identified, withTime, signal)).wait(call.signal);
  }

  /**
   * Signs a TokenRequest with the key, without asking the service for a token (RSA9).
   *
   * @param params what the token is asked for; given ones replace the stored ones (RSA9h)
   * @param options the key to sign with; given ones replace the stored ones
   * @param call a signal that stops the query for the time
   * @throws {AblyAuthError} 40106 without a key; the code of a param that is not valid
   */
  async createTokenRequest(params?: TokenParams, options?: AuthOptions, call: CallOptions = {}): Promise<TokenRequest> {
    const asked = this.#identified(params ?? this.#params, this.#settings.clientId);
    return signRequest(
      asked,
      options === undefined ? this.#options : assertAuthOptions(options),
      this.#means,
      call.signal,
    );
  }

  /**
   * Obtains a token, and leaves the one in use as it is (RSA8).
   *
   * @param params what the token is asked for; given ones replace the stored ones (RSA8e)
   * @param options how to obtain it; given ones replace the stored ones
   * @param call a signal that stops it
   * @throws {AblyAuthError} 40106 without a way to obtain a token; 40170 or 40300 if the auth source fails; 40102 for a
   *   token of another identity; what the service answers
   */
  async requestToken(params?: TokenParams, options?: AuthOptions, call: CallOptions = {}): Promise<TokenDetails> {
    const asked = this.#identified(
      params === undefined ? this.#params : assertTokenParams(params),
      this.#settings.clientId,
    );
    return obtainToken(
      asked,
      options === undefined ? this.#options : assertAuthOptions(options),
      this.#means,
      call.signal,
    );
  }

  /**
   * Revokes tokens that were issued with the key of this client (RSA17).
   *
   * @param targets which tokens: one target, or up to 100
   * @param options issuedBefore in ms since the epoch; allowReauthMargin
   * @param call a signal that stops it
   * @throws {AblyAuthError} 40162 from a client that uses tokens; the code of a target or option that is not valid; what
   *   the service answers
   */
  async revokeTokens(
    targets: TokenRevocationTargetSpecifier | readonly TokenRevocationTargetSpecifier[],
    options?: RevocationOptions,
    call: CallOptions = {},
  ): Promise<TokenRevocationResult> {
    const { key } = this.#options;
    if (this.#usesTokens || key === undefined) {
      throw new AblyAuthError(REVOCATION_NEEDS_KEY, 'revokeTokens: this client authenticates with a token'); // RSA17d
    }
    const { path, body } = revocationRequest(key, targets, options);
    const headers = { Authorization: basicCredentials(key) };
    const text = await send('POST', path, { body: JSON.stringify(body), headers }, this.#settings, call.signal);
    return readRevocationResult(text);
  }

  /**
   * The global `fetch`, with the credentials of this client. A token error renews the token once and repeats the
   * request once (RSC10, RSA4b).
   *
   * @param input path of the service, or a URL of it
   * @param init as for `fetch`; the body may not be a stream, which could not be sent twice
   * @throws {TypeError} for a URL that is not of the service, or a body that is a stream
   * @throws {AblyAuthError} 40171 for a token error without a way to renew; the second token error; what obtaining a
   *   token throws
   */
  async fetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
    return authenticatedFetch(input, init, this.#settings, {
      credentials: (signal) => this.#credentials(signal),
      renew: (refused, error, signal) => this.#renew(refused, error, signal),
    });
  }

  /** The headers of a request, and the token in them. */
  async #credentials(signal: AbortSignal | undefined) {
    const { clientId } = this.#settings;
    const identity = clientId === undefined ? {} : { 'X-Ably-ClientId': base64(clientId) }; // RSA7e2
    if (!this.#usesTokens && this.#options.key !== undefined) {
      return { headers: { ...identity, Authorization: basicCredentials(this.#options.key) }, token: undefined }; // RSA11
    }
    const { token } = await this.#currentToken(signal);
    return { headers: { ...identity, Authorization: bearerCredentials(token) }, token }; // RSA3b
  }

  /** The token in use, or a new one where there is none or it is known to have expired. */
  async #currentToken(signal: AbortSignal | undefined): Promise<TokenDetails> {
    if (this.#attempt !== undefined) return this.#attempt.wait(signal);
    const details = this.#tokenDetails;
    const time = this.#means.clock.known();
    const expired = details?.expires !== undefined && time !== undefined && details.expires <= time; // RSA4b1
    if (details === null || expired) return this.#renewal(signal);
    this.#refuseOtherIdentity(details);
    return details;
  }

  /** A new token after one was refused; who comes late gets the one that was obtained meanwhile. */
  async #renew(refused: string, error: AblyAuthError, signal: AbortSignal | undefined): Promise<void> {
    if (this.#tokenDetails !== null && this.#tokenDetails.token !== refused) return;
    this.#tokenDetails = null; // RSA16d
    if (!canObtain(this.#options)) {
      throw new AblyAuthError(NO_WAY_TO_RENEW, 'the token is refused and cannot be renewed', { cause: error }); // RSA4a2
    }
    await (this.#attempt?.wait(signal) ?? this.#renewal(signal));
  }

  #renewal(signal: AbortSignal | undefined): Promise<TokenDetails> {
    const asked = this.#identified(this.#params, this.clientId);
    return this.#start((deadline) => this.#obtain(asked, this.#options, deadline)).wait(signal);
  }

  #obtain(params: TokenParams, options: AuthOptions, signal: AbortSignal): Promise<TokenDetails> {
    if (canObtain(options)) return obtainToken(params, options, this.#means, signal);
    throw new AblyAuthError(NO_WAY_TO_RENEW, 'options: no way to obtain a token'); // RSA4a2
  }

  /** Starts an attempt in the place of one that is under way. */
  #start(work: (signal: AbortSignal) => Promise<TokenDetails>): SharedAttempt<TokenDetails> {
    const attempt = new SharedAttempt(async (signal) => {
      try {
        const details = await work(signal);
        signal.throwIfAborted();
        this.#refuseOtherIdentity(details);
        this.#tokenDetails = details; // RSA16c
        return details;
      } finally {
        if (this.#attempt === attempt) this.#attempt = undefined;
      }
    });
    this.#attempt?.supersede(attempt);
    this.#attempt = attempt;
    return attempt;
  }

  /** RSA15: the identity of the options and that of the token fit together, unless the token allows any. */
  #refuseOtherIdentity({ clientId }: TokenDetails): void {
    const own = this.#settings.clientId;
    if (own === undefined || clientId === undefined || clientId === '*' || clientId === own) return;
    throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'clientId: the token is for another clientId than the options'); // RSA15a
  }

  /** Options that authorize is given, with the key of the client, which stays (RSA10). */
  #replacement(options: AuthOptions): AuthOptions {
    const asserted = assertAuthOptions(options);
    const { key } = this.#settings.auth;
    if (key !== undefined && asserted.key !== undefined && asserted.key !== key) {
      throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'key: another one than the client was made with');
    }
    return key === undefined ? { ...asserted } : { ...asserted, key };
  }

  #identified(params: TokenParams, clientId: string | null | undefined): TokenParams {
    return params.clientId !== undefined || clientId === null || clientId === undefined
      ? params
      : { ...params, clientId }; // RSA7d
  }
}

function given(token: string | undefined, details: TokenDetails | undefined): TokenDetails | null {
  return details ?? (token === undefined ? null : { token }); // RSA16b
}
