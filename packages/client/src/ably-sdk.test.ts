import { createTokenRequest } from '@ably-auth/core';
import type { TokenParams } from '@ably-auth/validation';
import { ErrorInfo, Rest } from 'ably';
import { beforeEach, describe, expect, it } from 'vitest';
import { Auth } from './auth.js';
import { Issuer } from './issuer.testing.js';
import { KEY, isTokenEndpoint, type Recorded, type Reply, useLoopback } from './loopback.testing.js';

// The real SDK against our auth server, and our client against an auth server of the real SDK: over loopback, with a
// service that verifies every MAC and refuses every nonce that comes twice.

const service = useLoopback();
let issuer: Issuer;
beforeEach(() => (issuer = new Issuer()));

const PARAMS: TokenParams = { ttl: 60_000, clientId: 'älice', capability: { b: ['subscribe', 'publish'], a: ['*'] } };
const paths = () => service.requests.map(({ path }) => path);

/** An auth server beside the service. */
function answerAuth(sign: (params: TokenParams) => unknown): void {
  service.answer(async (request) =>
    request.path === '/auth' ? { body: await sign(asked(request)) } : issuer.answer(request),
  );
}

/** TokenParams as a client sends them to authUrl. */
function asked({ method, query, body }: Recorded): TokenParams {
  const { ttl, timestamp, rnd: _, ...rest } = method === 'GET' ? query : Object.fromEntries(new URLSearchParams(body));
  return {
    ...rest,
    ...(ttl === undefined ? {} : { ttl: Number(ttl) }),
    ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
  };
}

describe('the ably SDK with an authUrl that our core serves', () => {
  const sdk = (options: object = {}) =>
    new Rest({
      authUrl: `${service.origin}/auth`,
      endpoint: '127.0.0.1',
      port: Number(new URL(service.origin).port),
      tls: false,
      useBinaryProtocol: false,
      logLevel: 0,
      ...options,
    });

  it.each(['GET', 'POST'])('obtains a token by %s, and uses it', async (authMethod) => {
    answerAuth((params) => createTokenRequest(params, { key: KEY }));
    const rest = sdk({ authMethod, defaultTokenParams: structuredClone(PARAMS) });
    const response = await rest.request('GET', '/channels/test', 2);
    expect(response.items).toEqual([{ by: 'appId.token-1' }]);
    expect(await rest.auth.requestToken()).toMatchObject({
      token: 'appId.token-2',
      clientId: 'älice',
      capability: '{"a":["*"],"b":["publish","subscribe"]}',
    });
    expect(paths().slice(0, 3)).toEqual(['/auth', '/keys/appId.keyId/requestToken', '/channels/test']);
  });

  it('obtains another by authorize', async () => {
    answerAuth((params) => createTokenRequest(params, { key: KEY }));
    const rest = sdk();
    await rest.auth.authorize();
    await rest.auth.authorize({ ttl: 60_000 });
    expect((await rest.request('GET', '/channels/test', 2)).items).toEqual([{ by: 'appId.token-2' }]);
    expect(new Set(issuer.nonces).size).toBe(2);
  });

  it('is refused where another key signed', async () => {
    answerAuth((params) => createTokenRequest(params, { key: 'appId.keyId:another' }));
    await expect(sdk().auth.requestToken()).rejects.toMatchObject({ code: 40101, statusCode: 401 });
  });

  it('takes a TokenRequest of our client by authCallback, as the documentation shows it', async () => {
    service.answer(issuer.answer);
    const signer = new Auth({ key: KEY });
    const rest = sdk({
      authUrl: undefined,
      authCallback: async (params: TokenParams, callback: (error: string | null, token: unknown) => void) => {
        try {
          callback(null, await signer.createTokenRequest({ clientId: 'alice', ttl: params.ttl ?? 60_000 }));
        } catch (error) {
          callback(String(error), null);
        }
      },
    });
    expect((await rest.auth.requestToken()).clientId).toBe('alice');
  });
});

describe('our client with an auth server of the ably SDK', () => {
  const signer = new Rest({ key: KEY, logLevel: 0 });
  const sign = (params: TokenParams) => signer.auth.createTokenRequest(copyFor(params));
  const authUrl = 'https://auth.test/auth';

  it.each(['GET', 'POST'] as const)('obtains a token by %s, and uses it', async (authMethod) => {
    answerAuth(sign);
    const auth = service.client({ authUrl, authMethod, defaultTokenParams: PARAMS });
    expect(await (await auth.fetch('/channels/test')).json()).toEqual({ by: 'appId.token-1' });
    expect(auth.tokenDetails).toMatchObject({
      clientId: 'älice',
      capability: '{"a":["*"],"b":["publish","subscribe"]}',
      keyName: 'appId.keyId',
    });
    expect([auth.clientId, paths()]).toEqual(['älice', ['/auth', '/keys/appId.keyId/requestToken', '/channels/test']]);
  });

  it('renews, and each time with a request that was newly signed', async () => {
    answerAuth(sign);
    const auth = service.client({ authUrl });
    for (let count = 1; count <= 3; count++) {
      expect(await (await auth.fetch('/channels/test')).json()).toEqual({ by: `appId.token-${count}` });
      issuer.revoke(`appId.token-${count}`);
    }
    expect(new Set(issuer.nonces).size).toBe(3);
  });

  it('takes its signer by authCallback', async () => {
    service.answer(issuer.answer);
    const auth = service.client({ authCallback: (params) => sign(params) });
    expect((await auth.authorize({ clientId: 'alice' })).clientId).toBe('alice');
  });

  it('takes its ErrorInfo from authCallback, code and all', async () => {
    const error = new ErrorInfo('Not you', 40300, 403);
    const failing = (reject: () => Promise<never>): Reply | Promise<unknown> =>
      service.client({ authCallback: reject }).authorize();
    await expect(failing(async () => Promise.reject(error))).rejects.toMatchObject({
      code: 40300,
      statusCode: 403,
      message: 'authCallback: Not you',
    });
  });
});

it('both send the same TokenRequest for the same params, timestamp and nonce', async () => {
  const same = { ...PARAMS, timestamp: Date.now(), nonce: 'n'.repeat(16) };
  const bodies: unknown[] = [];
  service.answer((request) => {
    if (isTokenEndpoint(request)) bodies.push(JSON.parse(request.body));
    return { body: { token: 't' } };
  });
  const port = Number(new URL(service.origin).port);
  const sdk = new Rest({
    key: KEY,
    endpoint: '127.0.0.1',
    port,
    tls: false,
    useTokenAuth: true,
    logLevel: 0,
    useBinaryProtocol: false,
  });
  await sdk.auth.requestToken(copyFor(same));
  await service.client({ key: KEY }).requestToken(same);
  expect(bodies[0]).toEqual(bodies[1]);
});

/** The SDK sorts the arrays of its argument in place, so that it gets its own copy. */
function copyFor(params: TokenParams) {
  return structuredClone(params) as NonNullable<Parameters<Rest['auth']['createTokenRequest']>[0]>;
}
