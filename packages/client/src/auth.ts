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
import { isTokenExpired } from '@ably-auth/core';
import { INCOMPATIBLE_CREDENTIALS, NO_WAY_TO_RENEW, REVOCATION_NEEDS_KEY } from '@ably-auth/validation/error-codes';
import type { ClientAuthOptions } from './client-auth-options.js';
import { authenticatedFetch } from './internal/authenticated-fetch.js';
import { base64, basicCredentials, bearerCredentials } from './internal/credentials.js';
import { obtainToken, signRequest, type Means } from './internal/obtain-token.js';
import { canObtain, replacingOptions, suppliedToken } from './internal/own-options.js';
import { send, understood } from './internal/service.js';
import { ServiceClock } from './internal/service-clock.js';
import { readSettings, type Settings } from './internal/settings.js';
import { SharedAttempt } from './internal/shared-attempt.js';
import { revocationRequest, type RevocationOptions } from './revocation-request.js';
import { readRevocationResult } from './revocation-result.js';

/** How a single call can be stopped. */
export type CallOptions = { readonly signal?: AbortSignal };

/** What a connection needs of an `Auth` beside its methods. */
export type AuthAccess = {
  readonly baseUrl: string;
  /** The identity of the options; undefined: none. */
  readonly clientId: string | undefined;
  /** The key for Basic auth; a token goes before it. */
  readonly key: string | undefined;
  /** The token in use, or a new one; undefined with Basic auth. */
  currentToken(): Promise<string | undefined>;
  canRenew(): boolean;
  /** Drops a token that was refused, unless a newer one has taken its place. */
  drop(token: string): void;
  /** Takes over the identity that the service gave the connection; undefined: none (RSA7b3). */
  identify(clientId: string | undefined): void;
};

/** For the connection of this package alone: no part of the public API. */
export let accessOf: (auth: Auth) => AuthAccess;

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
  readonly #renewal = new SharedAttempt<TokenDetails>();
  #options: AuthOptions;
  #params: TokenParams;
  #usesTokens: boolean;
  #tokenDetails: TokenDetails | null = null;
  /** Of the last token in use; a token that is dropped leaves it. */
  #identity: string | null = null;

  static {
    accessOf = (auth) => ({
      baseUrl: auth.#settings.baseUrl,
      clientId: auth.#settings.clientId,
      key: auth.#options.key,
      currentToken: async () => (await auth.#credentials(undefined)).token,
      canRenew: () => canObtain(auth.#options),
      drop: (token) => auth.#drop(token),
      identify: (clientId) => void (auth.#identity = clientId ?? null),
    });
  }

  /**
   * @param options how to authenticate, or a key or token alone (RSC1a)
   * @throws {TypeError} if the options are not an object, or hold a function that is not one
   * @throws {AblyAuthError} 40106 without a way to authenticate; 40103 for Basic auth without TLS; 40012 for a clientId
   *   that is not a valid identity; 40102 for a token of another identity; the code of an option that is not valid
   */
  constructor(options: ClientAuthOptions | string) {
    const settings = readSettings(options);
    const { token, tokenDetails, ...kept } = settings.auth;
    this.#settings = settings;
    this.#means = { settings, clock: new ServiceClock(settings) };
    this.#options = kept;
    this.#params = settings.params;
    this.#usesTokens = settings.usesTokens;
    const supplied = suppliedToken(settings.auth);
    if (!settings.usesTokens || supplied === null) return;
    this.#adopt(supplied);
    if (canObtain(kept)) return;
    const { code, remediation } = NO_WAY_TO_RENEW;
    const message = `The token cannot be renewed. ${remediation}`;
    settings.log({ level: 'info', code, message, href: `https://help.ably.io/error/${code}` }); // RSA4a1
  }

  /** The identity of this client; `*` for any, null while it is not known (RSA7b, RSA12). */
  get clientId(): string | null {
    return this.#settings.clientId ?? this.#identity;
  }

  /** The token in use, frozen; null without one, and with Basic auth (RSA16). */
  get tokenDetails(): TokenDetails | null {
    return this.#tokenDetails;
  }

  /**
   * Obtains a token now, and uses token authentication from now on (RSA10). Params and options that are given replace
   * the stored ones for later renewals, except for what serves a single request: `timestamp`, `nonce` and `queryTime`.
   * A token among the options is used as it is. Where this fails, the token in use stays.
   *
   * @param params what the token is asked for; ttl and timestamp in ms
   * @param options how to obtain it
   * @param call a signal that stops waiting for it
   * @throws {AblyAuthError} 40102 for another key than the client's or a token of another identity; 40171 without a
   *   way to obtain a token; 40170 or 40300 if the auth source fails; what the service answers
   */
  async authorize(
    params?: TokenParams | null,
    options?: AuthOptions | null,
    { signal }: CallOptions = {},
  ): Promise<TokenDetails> {
    signal?.throwIfAborted();
    const asked = isAbsent(params) ? this.#params : assertTokenParams(params);
    const means = isAbsent(options) ? this.#options : replacingOptions(options, this.#settings.auth.key);
    const { timestamp: _, nonce: __, ...stored } = asked;
    this.#params = stored; // RSA10g; a nonce counts once as well
    if (means !== this.#options) {
      const { token, tokenDetails, queryTime, ...kept } = means;
      this.#options = kept; // RSA10g, RSA10j
    }
    this.#usesTokens = true; // RSA10a
    return this.#replaceToken(withIdentity(asked, this.clientId), means, signal); // RSA10h
  }

  /**
   * Signs a TokenRequest with the key, without asking the service for a token (RSA9).
   *
   * @param params what the token is asked for; given ones replace the stored ones (RSA9h)
   * @param options the key to sign with; given ones replace the stored ones
   * @param call a signal that stops the query for the time
   * @throws {AblyAuthError} 40106 without a key; the code of a param that is not valid
   */
  async createTokenRequest(
    params?: TokenParams | null,
    options?: AuthOptions | null,
    { signal }: CallOptions = {},
  ): Promise<TokenRequest> {
    signal?.throwIfAborted();
    return signRequest(this.#asked(params), this.#given(options), this.#means, signal);
  }

  /**
   * Obtains a token, and leaves the one in use as it is (RSA8).
   *
   * @param params what the token is asked for; given ones replace the stored ones (RSA8e)
   * @param options how to obtain it; given ones replace the stored ones
   * @param call a signal that stops it
   * @throws {AblyAuthError} 40106 without a way to obtain a token; 40170 or 40300 if the auth source fails; what the
   *   service answers
   */
  async requestToken(
    params?: TokenParams | null,
    options?: AuthOptions | null,
    { signal }: CallOptions = {},
  ): Promise<TokenDetails> {
    signal?.throwIfAborted();
    return obtainToken(this.#asked(params), this.#given(options), this.#means, signal);
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
    { signal }: CallOptions = {},
  ): Promise<TokenRevocationResult> {
    signal?.throwIfAborted();
    const { key } = this.#options;
    if (this.#usesTokens || key === undefined) {
      throw new AblyAuthError(REVOCATION_NEEDS_KEY, 'revokeTokens: this client authenticates with a token'); // RSA17d
    }
    const { path, body } = revocationRequest(key, targets, options);
    const { headers } = await this.#credentials(signal);
    const answer = await send('POST', path, { body: JSON.stringify(body), headers }, this.#settings, signal);
    return understood(`POST ${path}`, () => readRevocationResult(answer));
  }

  /**
   * The global `fetch`, with the credentials of this client. A token error renews the token once and repeats the
   * request once (RSC10, RSA4b). A redirect is not followed; with `redirect: 'manual'` it is the response.
   *
   * @param input path of the service, or a URL of it
   * @param init as for `fetch`; the body may not be a stream, which could not be sent twice
   * @throws {TypeError} for a URL that is not of the service, a body that is a stream, and what fetch itself throws
   * @throws {AblyAuthError} 40171 for a token error without a way to renew; the second token error; what obtaining a
   *   token throws
   */
  async fetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
    return authenticatedFetch(input, init, this.#settings, {
      credentials: (signal) => this.#credentials(signal),
      refuse: (token, error) => this.#refuse(token, error),
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

  /** The token in use, or a new one where it is missing or known to have expired. */
  async #currentToken(signal: AbortSignal | undefined): Promise<TokenDetails> {
    if (this.#renewal.isUnderWay) return this.#renewal.wait(signal);
    const time = this.#means.clock.known();
    if (time !== undefined && this.#tokenDetails !== null && isTokenExpired(this.#tokenDetails, { now: () => time })) {
      this.#tokenDetails = null; // RSA4b1, RSA16d
    }
    return this.#tokenDetails ?? this.#replaceToken(this.#asked(undefined), this.#options, signal);
  }

  /** Drops a token that the service refuses, unless a newer one has taken its place. */
  #refuse(token: string, cause: AblyAuthError): void {
    this.#drop(token);
    if (this.#tokenDetails !== null || this.#renewal.isUnderWay || canObtain(this.#options)) return;
    throw new AblyAuthError(NO_WAY_TO_RENEW, 'the token is refused and cannot be renewed', { cause }); // RSA4a2
  }

  #drop(token: string): void {
    if (this.#tokenDetails?.token === token) this.#tokenDetails = null; // RSA16d
  }

  /** Puts another token in the place of the one in use, unless something newer does so meanwhile. */
  async #replaceToken(params: TokenParams, means: AuthOptions, signal: AbortSignal | undefined): Promise<TokenDetails> {
    return this.#renewal.start(async (aborted) => {
      const details = suppliedToken(means) ?? (await this.#obtain(params, means, aborted)); // RSA10e
      aborted.throwIfAborted();
      return this.#adopt(details);
    }, signal);
  }

  async #obtain(params: TokenParams, means: AuthOptions, signal: AbortSignal): Promise<TokenDetails> {
    if (canObtain(means)) return obtainToken(params, means, this.#means, signal);
    throw new AblyAuthError(NO_WAY_TO_RENEW, 'options: no way to obtain a token'); // RSA4a2
  }

  /** Takes a token into use, if its identity and that of the options fit together (RSA15). */
  #adopt(details: TokenDetails): TokenDetails {
    const { clientId: own } = this.#settings;
    const { clientId = null } = details;
    if (own !== undefined && clientId !== null && clientId !== '*' && clientId !== own) {
      throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'clientId: the token is for another one than the options'); // RSA15a
    }
    this.#identity = clientId; // RSA7b2
    this.#tokenDetails = Object.freeze(details); // RSA16c
    return details;
  }

  /** The params of a call, or the stored ones, for the identity of the options (RSA7d). */
  #asked(params: TokenParams | null | undefined): TokenParams {
    return withIdentity(isAbsent(params) ? this.#params : assertTokenParams(params), this.#settings.clientId);
  }

  #given(options: AuthOptions | null | undefined): AuthOptions {
    return isAbsent(options) ? this.#options : assertAuthOptions(options);
  }
}

function withIdentity(params: TokenParams, clientId: string | null | undefined): TokenParams {
  return params.clientId !== undefined || isAbsent(clientId) ? params : { ...params, clientId };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
