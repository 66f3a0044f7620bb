import type { Signer } from '@ably-auth/core';
import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import { KEY_NAME_MAX_LENGTH } from '@ably-auth/validation/limits';
import { createSeal } from '#seal';
import { authenticate, refuseBasic, type AuthenticateContext } from './authenticate.js';
import {
  answer,
  answerError,
  createRouter,
  CROSS_ORIGIN,
  MethodNotAllowed,
  toAblyAuthError,
  type Incoming,
  type Match,
  type Outgoing,
  type Route,
} from './http/exchange.js';
import { readBody } from './http/body.js';
import { fromRequest, toResponse } from './http/fetch-adapter.js';
import { introspect, requireIntrospectingKey } from './introspect.js';
import { appIdOf, toKeyDirectory, type HostedKey } from './keys.js';
import { createMemoryStore } from './memory-store.js';
import { limitRate, networkOf, RateLimited } from './rate-limit.js';
import { requestToken, StoreLost } from './request-token.js';
import { requireRevokingKey, revokeTokens } from './revoke-tokens.js';
import { ask, requireMethods, STORE_METHODS } from './store.js';
import type { ServiceEvent, TokenService, TokenServiceOptions } from './token-service.js';
import { createAblyTokens, SEALED_MAX_BYTES } from './tokens/ably-token.js';
import { createSealingKey, readSealingKeys } from './tokens/sealing-key.js';

/** How far the clock of the signer of a JWT may be ahead, in ms, unless an option says otherwise. */
const CLOCK_TOLERANCE_MS = 5000;

/**
 * Makes a token service: `POST /keys/:keyName/requestToken`, `POST /keys/:keyName/revokeTokens`, `POST
 * /introspect`, `GET /time`, `GET /livez`, `GET /readyz`.
 *
 * @param options the keys; store, clock (ms since the epoch), sealing keys and rate limit where the defaults do not suit
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

/**
 * Makes a token service with further routes, which authenticate by it and read the time from it.
 *
 * @param sealedMaxBytes longest token that carries its own claims; 0: all claims lie in the store
 */
export function buildService(
  options: TokenServiceOptions,
  furtherRoutes: (service: Pick<TokenService, 'authenticate'> & { readonly now: () => number }) => readonly Route[],
  sealedMaxBytes: number = SEALED_MAX_BYTES,
): TokenService {
  checkOptions(options);
  const { rateLimiter, onEvent, requireTls = false, clockToleranceMs = CLOCK_TOLERANCE_MS } = options;
  const store = options.store ?? createMemoryStore({ now: options.now });
  const keys = toKeyDirectory(options.keys);
  const seal = createSeal(readSealingKeys(options.sealingKeys ?? [createSealingKey()]));
  const tokens = createAblyTokens(seal, store, sealedMaxBytes);
  const context: AuthenticateContext = { keys, tokens, store, clockToleranceMs };
  let isDraining = false;

  // A hosted key is ours and frozen, so that what was made of it stays right.
  const signers = new WeakMap<HostedKey, Signer>();
  const signerOf = (key: HostedKey) => {
    const signer = signers.get(key) ?? key.signer(() => store.now());
    signers.set(key, signer);
    return signer;
  };
  // Counted where the holder of the key is known: who knows its name alone must not use up its share.
  const countKey = async (keyName: string) => {
    if (rateLimiter !== undefined) await limitRate(rateLimiter, `key:${keyName}`);
  };
  const requestContext = { keys, tokens, store, signerOf, countKey, granted: new WeakMap() };

  const route = createRouter([
    {
      name: 'requestToken',
      method: 'POST',
      path: '/keys/:keyName/requestToken',
      async handle(incoming, { params }) {
        const body = await readBody(incoming);
        const details = await requestToken(params['keyName'] as string, body, incoming.headers, requestContext);
        return { ...answer(201, details, incoming.headers), clientId: details.clientId };
      },
    },
    {
      name: 'revokeTokens',
      method: 'POST',
      path: '/keys/:keyName/revokeTokens',
      async handle(incoming, { params }) {
        const key = await requireRevokingKey(params['keyName'] as string, incoming.headers, keys);
        await countKey(key.name);
        return answer(200, await revokeTokens(key, await readBody(incoming), store), incoming.headers);
      },
    },
    {
      name: 'introspect',
      method: 'POST',
      path: '/introspect',
      async handle(incoming) {
        const key = await requireIntrospectingKey(incoming, context);
        await countKey(key.name);
        return answer(200, await introspect(key, incoming, context), incoming.headers);
      },
    },
    { name: 'time', method: 'GET', path: '/time', handle: ({ headers }) => answer(200, [store.now()], headers) },
    {
      name: 'livez',
      method: 'GET',
      path: '/livez',
      isProbe: true,
      handle: ({ headers }) => answer(200, { status: 'ok' }, headers),
    },
    {
      name: 'readyz',
      method: 'GET',
      path: '/readyz',
      isProbe: true,
      async handle({ headers }) {
        if (isDraining) throw new AblyAuthError(SERVICE_UNAVAILABLE, 'service: shutting down');
        await ask('store', () => store.check?.());
        return answer(200, { status: 'ok' }, headers);
      },
    },
    ...furtherRoutes({ authenticate: ({ headers }) => authenticate(headers, context), now: () => store.now() }),
  ]);

  async function refuseEarly(
    { isProbe }: Route,
    { headers, isSecure }: Incoming,
    address: string | undefined,
  ): Promise<void> {
    if (requireTls && isSecure !== true) refuseBasic(headers);
    if (rateLimiter !== undefined && address !== undefined && isProbe !== true) {
      await limitRate(rateLimiter, `address:${networkOf(address)}`);
    }
  }

  async function handle(incoming: Incoming): Promise<Outgoing> {
    const started = performance.now();
    const requestId = requestIdOf(incoming);
    let match: Match | undefined;
    let address: string | undefined;
    let refused: AblyAuthError | undefined;
    let outgoing: Outgoing;
    try {
      ({ address } = incoming);
      if (incoming.method === 'OPTIONS') outgoing = PREFLIGHT;
      else {
        match = route(incoming);
        if (requireTls || rateLimiter !== undefined) await refuseEarly(match.route, incoming, address);
        outgoing = await match.route.handle(incoming, match);
      }
    } catch (thrown) {
      refused = toAblyAuthError(thrown);
      outgoing = answerError(refused, incoming.headers, furtherHeaders(refused));
    }
    const { status, headers, clientId } = outgoing;
    let { body } = outgoing;
    if (onEvent !== undefined) {
      if (typeof body === 'string') body = utf8.encode(body);
      const keyName = match && keyNameOf(match);
      const traceparent = traceparentOf(incoming);
      report(onEvent, {
        ...(match !== undefined && { route: match.route.name }),
        method: incoming.method,
        path: pathnameOf(incoming),
        status,
        requestId,
        ...(address !== undefined && { address }),
        ...(traceparent !== undefined && { traceparent }),
        ...(clientId !== undefined && { clientId }),
        ...(refused !== undefined && { code: refused.code, message: refused.message }),
        ...(refused?.cause !== undefined && { cause: refused.cause }),
        ...(keyName !== undefined && { keyName }),
        bytes: body.byteLength,
        durationMs: performance.now() - started,
      });
    }
    return { status, headers: { ...headers, 'x-request-id': requestId }, body };
  }

  return {
    authenticate: ({ headers }) => authenticate(headers, context),
    handle,
    fetch: async (request) => toResponse(await handle(fromRequest(request, options))),
    drain() {
      isDraining = true;
    },
  };
}

/** Refuses wrong options before any work; keys and sealing keys are checked where they are read. */
function checkOptions(options: TokenServiceOptions): void {
  requireOptions(options, '{ keys }');
  for (const name of ['now', 'addressOf', 'onEvent'] as const) requireFunction(name, options[name]);
  requireWhole('bodyTimeoutMs', options.bodyTimeoutMs, 'whole milliseconds', 1, 2_147_483_647);
  requireWhole('clockToleranceMs', options.clockToleranceMs, 'whole milliseconds');
  const { store, rateLimiter, now, requireTls } = options;
  if (store !== undefined) requireMethods('store', store, STORE_METHODS);
  if (store !== undefined && now !== undefined) throw new TypeError('now: expected no clock beside that of the store');
  if (requireTls !== undefined && typeof requireTls !== 'boolean')
    throw new TypeError('requireTls: expected a boolean');
  if (rateLimiter !== undefined) requireMethods('rateLimiter', rateLimiter, ['consume']);
}

/** Tells a log, if there is one, of a request. */
export function report(onEvent: TokenServiceOptions['onEvent'], event: ServiceEvent): void {
  // A log that fails must not fail the request: neither at once nor later.
  void (async () => onEvent?.(event))().catch(() => undefined);
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The id that a proxy gave the request, or a new one. */
function requestIdOf({ headers }: Incoming): string {
  const given = headers.get('x-request-id');
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** W3C Trace Context, level 1. */
function traceparentOf({ headers }: Incoming): string | undefined {
  const given = headers.get('traceparent');
  return given !== null && TRACEPARENT.test(given) ? given : undefined;
}

function pathnameOf({ path }: Incoming): string {
  const end = path.indexOf('?');
  return end < 0 ? path : path.slice(0, end);
}

const utf8 = new TextEncoder();

/** What a browser asks before it sends a header of ours. */
const PREFLIGHT: Outgoing = {
  status: 204,
  headers: {
    ...CROSS_ORIGIN,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, accept, x-ably-version, x-ably-clientid, ably-agent, x-ably-lib, x-request-id, traceparent',
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
  if (error instanceof RateLimited || error instanceof StoreLost)
    return { 'retry-after': String(error.retryAfterSeconds) };
  return {};
}
