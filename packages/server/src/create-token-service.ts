import type { Signer } from '@ably-auth/core';
import { currentTime, requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import { KEY_NAME_MAX_LENGTH } from '@ably-auth/validation/limits';
import { createSeal } from '#seal';
import { authenticate } from './authenticate.js';
import { answer, answerError, CROSS_ORIGIN, toAblyAuthError } from './http/answer.js';
import type { Incoming, Outgoing } from './http/exchange.js';
import { fromRequest, toResponse } from './http/fetch-adapter.js';
import { readBody } from './http/read-body.js';
import { createRouter, MethodNotAllowed, type Match, type Route } from './http/router.js';
import { toKeyDirectory } from './key-directory.js';
import { createMemoryNonceStore, createMemoryRevocationStore, createMemoryTokenStore } from './memory-stores.js';
import { limitRate, RateLimited } from './rate-limit.js';
import { requestToken } from './request-token.js';
import { revokeTokens } from './revoke-tokens.js';
import { appIdOf, type HostedKey } from './service-key.js';
import { failClosed, requireMethods } from './stores.js';
import type { ServiceEvent, TokenService, TokenServiceOptions } from './token-service.js';
import { createSealingKey, readSealingKeys } from './tokens/sealing-key.js';
import { createAblyTokens } from './tokens/ably-token.js';

/**
 * Makes a token service: `POST /keys/:keyName/requestToken`, `POST /keys/:keyName/revokeTokens`, `GET /time`,
 * `GET /healthz`.
 *
 * @param options the keys; stores, clock (ms since the epoch), sealing keys and rate limit where the defaults do not do
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40101 if a key is not a valid API key, 40000 if its capability is not valid
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { createTokenRequest } from '@ably-auth/core';
 * const key = 'appId.keyId:keySecret';
 * const service = createTokenService({ keys: [{ key, capability: { 'chat:*': ['subscribe'] } }] });
 * const response = await service.fetch(
 *   new Request('http://localhost/keys/appId.keyId/requestToken', {
 *     method: 'POST',
 *     body: JSON.stringify(await createTokenRequest({ clientId: 'alice' }, { key })),
 *   }),
 * );
 * const details = (await response.json()) as { capability: string };
 * console.log(response.status, details.capability); // 201 {"chat:*":["subscribe"]}
 */
export function createTokenService(options: TokenServiceOptions): TokenService {
  return buildService(options, () => []);
}

/** Makes a token service with further routes, which authenticate by it and read the time from it. */
export function buildService(
  options: TokenServiceOptions,
  furtherRoutes: (service: Pick<TokenService, 'authenticate'> & { readonly now: () => number }) => readonly Route[],
): TokenService {
  checkOptions(options);
  const { rateLimiter, onEvent } = options;
  const now = () => currentTime(options.now);
  const keys = toKeyDirectory(options.keys);
  const nonces = failClosed('nonce', options.nonceStore ?? createMemoryNonceStore());
  const revocations = failClosed('revocation', options.revocationStore ?? createMemoryRevocationStore());
  const tokenStore = failClosed('token', options.tokenStore ?? createMemoryTokenStore());
  const seal = createSeal(readSealingKeys(options.sealingKeys ?? [createSealingKey()]));
  const tokens = createAblyTokens(seal, tokenStore);

  // A hosted key is ours and frozen, so that what was made of it stays right.
  const signers = new WeakMap<HostedKey, Signer>();
  const signerOf = (key: HostedKey) => {
    const signer = signers.get(key) ?? key.signer(now);
    signers.set(key, signer);
    return signer;
  };

  const service = {
    authenticate: ({ headers }: Parameters<TokenService['authenticate']>[0]) =>
      authenticate(headers, { keys, tokens, revocations, now }),
  };
  const route = createRouter([
    {
      name: 'requestToken',
      method: 'POST',
      path: '/keys/:keyName/requestToken',
      async handle(incoming, { params }) {
        const body = await readBody(incoming);
        const context = { keys, tokens, nonces, now, signerOf };
        const details = await requestToken(params['keyName'] as string, body, incoming.headers, context);
        return answer(201, details, incoming.headers);
      },
    },
    {
      name: 'revokeTokens',
      method: 'POST',
      path: '/keys/:keyName/revokeTokens',
      async handle(incoming, { params }) {
        const body = await readBody(incoming);
        const context = { keys, revocations, now };
        const result = await revokeTokens(params['keyName'] as string, body, incoming.headers, context);
        return answer(200, result, incoming.headers);
      },
    },
    { name: 'time', method: 'GET', path: '/time', handle: ({ headers }) => answer(200, [now()], headers) },
    {
      name: 'healthz',
      method: 'GET',
      path: '/healthz',
      async handle({ headers }) {
        for (const store of [nonces, revocations, tokenStore]) await store.ping?.();
        return answer(200, { status: 'ok' }, headers);
      },
    },
    ...furtherRoutes({ ...service, now }),
  ]);

  async function handle(incoming: Incoming): Promise<Outgoing> {
    const started = performance.now();
    let match: Match | undefined;
    let refused;
    let outgoing: Outgoing;
    try {
      if (incoming.method === 'OPTIONS') outgoing = PREFLIGHT;
      else {
        match = route(incoming);
        if (rateLimiter) await limitRate(rateLimiter, incoming.address, keyNameOf(match));
        outgoing = await match.route.handle(incoming, match);
      }
    } catch (thrown) {
      refused = toAblyAuthError(thrown);
      outgoing = answerError(refused, incoming.headers, furtherHeaders(refused));
    }
    const keyName = match && keyNameOf(match);
    report(onEvent, {
      ...(match === undefined ? {} : { route: match.route.name }),
      method: incoming.method,
      status: outgoing.status,
      ...(refused === undefined ? {} : { code: refused.code, message: refused.message }),
      ...(refused?.cause === undefined ? {} : { cause: refused.cause }),
      ...(keyName === undefined ? {} : { keyName }),
      durationMs: performance.now() - started,
    });
    return outgoing;
  }

  return {
    ...service,
    handle,
    fetch: async (request) => toResponse(await handle(fromRequest(request, options))),
  };
}

/** Refuses wrong options before any work; keys and sealing keys are checked where they are read. */
function checkOptions(options: TokenServiceOptions): void {
  requireOptions(options, '{ keys }');
  for (const name of ['now', 'addressOf', 'onEvent'] as const) requireFunction(name, options[name]);
  currentTime(options.now);
  requireWhole('bodyTimeoutMs', options.bodyTimeoutMs, 'whole milliseconds', 1, 2_147_483_647);
  const { nonceStore, revocationStore, tokenStore, rateLimiter } = options;
  if (nonceStore !== undefined) requireMethods('nonceStore', nonceStore, ['spend']);
  if (revocationStore !== undefined) requireMethods('revocationStore', revocationStore, ['revoke', 'isRevoked']);
  if (tokenStore !== undefined) requireMethods('tokenStore', tokenStore, ['put', 'get']);
  if (rateLimiter !== undefined) requireMethods('rateLimiter', rateLimiter, ['consume']);
}

/** Tells a log, if there is one, of a request. */
export function report(onEvent: TokenServiceOptions['onEvent'], event: ServiceEvent): void {
  // A log that fails must not fail the request: neither at once nor later.
  void (async () => onEvent?.(event))().catch(() => undefined);
}

/** What a browser asks before it sends a header of ours. */
const PREFLIGHT: Outgoing = {
  status: 204,
  headers: {
    ...CROSS_ORIGIN,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, accept, x-ably-version, x-ably-clientid, ably-agent, x-ably-lib',
    'access-control-max-age': '600',
  },
  body: '',
};

/** A key name from the path is counted and logged only where it has the form of one: anything else is noise. */
function keyNameOf({ params: { keyName } }: Match): string | undefined {
  return keyName !== undefined && keyName.length <= KEY_NAME_MAX_LENGTH && appIdOf(keyName) !== undefined
    ? keyName
    : undefined;
}

function furtherHeaders(error: Error): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { allow: error.allow.join(', ') };
  if (error instanceof RateLimited) return { 'retry-after': String(error.retryAfterSeconds) };
  return {};
}
