import type { Signer } from '@ably-auth/core';
import { KEY_NAME_MAX_LENGTH } from '@ably-auth/validation/limits';
import { createSeal } from '#seal';
import { authenticate } from '../authenticate.js';
import { answer, answerError, CROSS_ORIGIN, toAblyAuthError } from '../http/answer.js';
import type { Incoming, Outgoing } from '../http/exchange.js';
import { fromRequest, toResponse } from '../http/fetch-adapter.js';
import { readBody } from '../http/read-body.js';
import { createRouter, MethodNotAllowed, type Match, type Route } from '../http/router.js';
import { toKeyDirectory } from '../key-directory.js';
import { createMemoryNonceStore } from '../memory/memory-nonce-store.js';
import { createMemoryRevocationStore } from '../memory/memory-revocation-store.js';
import { createMemoryTokenStore } from '../memory/memory-token-store.js';
import { limitRate, RateLimited } from '../rate-limit.js';
import { requestToken } from '../request-token.js';
import { revokeTokens } from '../revoke-tokens.js';
import type { ServiceEvent } from '../service-event.js';
import type { HostedKey } from '../service-key.js';
import type { TokenService, TokenServiceOptions } from '../token-service.js';
import { createSealingKey, readSealingKeys } from '../tokens/sealing-key.js';
import { createTokenBox } from '../tokens/token-box.js';
import { appIdOfKid } from './app-id-of-kid.js';
import { guard } from './guard.js';

/** Makes a token service with further routes. */
export function buildService(
  options: TokenServiceOptions,
  furtherRoutes: (service: Pick<TokenService, 'authenticate'>) => readonly Route[],
): TokenService {
  const { now = Date.now, rateLimiter, addressOf, onEvent } = options;
  const keys = toKeyDirectory(options.keys);
  const nonces = guard('nonce', options.nonceStore ?? createMemoryNonceStore());
  const revocations = guard('revocation', options.revocationStore ?? createMemoryRevocationStore());
  const tokenStore = guard('token', options.tokenStore ?? createMemoryTokenStore());
  const seal = createSeal(readSealingKeys(options.sealingKeys ?? [createSealingKey()]));
  const tokens = createTokenBox(seal, tokenStore);

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
    ...furtherRoutes(service),
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
    fetch: async (request) => toResponse(await handle(fromRequest(request, addressOf))),
  };
}

function report(onEvent: TokenServiceOptions['onEvent'], event: ServiceEvent): void {
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
  return keyName !== undefined && keyName.length <= KEY_NAME_MAX_LENGTH && appIdOfKid(keyName) !== undefined
    ? keyName
    : undefined;
}

function furtherHeaders(error: Error): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { allow: error.allow.join(', ') };
  if (error instanceof RateLimited) return { 'retry-after': String(error.retryAfterSeconds) };
  return {};
}
