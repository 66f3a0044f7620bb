import type { TokenRevocationTargetSpecifier } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { details, isTokenEndpoint, useLoopback } from '../loopback.testing.js';
import type { RevocationOptions } from '../revocation-request.js';

const service = useLoopback();

const KEY = 'appId.keyName:keySecret';
const alice: TokenRevocationTargetSpecifier = { type: 'clientId', value: 'alice' };
const success = (target = 'clientId:alice') => ({
  target,
  issuedBefore: 1_700_000_000_000,
  appliesAt: 1_700_000_001_000,
});
const failure = (target = 'invalidType:abc') => ({
  target,
  error: { code: 40000, statusCode: 400, message: 'Invalid target type' },
});
type Result = ReturnType<typeof success> | ReturnType<typeof failure>;
const batch = (...results: Result[]) => {
  const failureCount = results.filter((result) => 'error' in result).length;
  return { successCount: results.length - failureCount, failureCount, results };
};

/** What a revocation sends where all of it succeeds. */
async function sent(targets: Parameters<typeof revoke>[0], options?: RevocationOptions) {
  service.answer(() => ({ status: 201, body: batch(success()) }));
  await revoke(targets, options);
  const [request, ...others] = service.requests;
  expect(others).toEqual([]);
  return { ...request, body: JSON.parse(request?.body ?? '') as Record<string, unknown> };
}

function revoke(
  targets: TokenRevocationTargetSpecifier | readonly TokenRevocationTargetSpecifier[],
  options?: RevocationOptions,
) {
  return service.client({ key: KEY }).revokeTokens(targets, options);
}

describe('what revokeTokens sends', () => {
  it('rest/unit/RSA17g/sends-post-correct-path-0', async () => {
    expect(await sent([alice])).toMatchObject({ method: 'POST', path: '/keys/appId.keyName/revokeTokens' });
  });

  it.each<[string, Parameters<typeof revoke>[0], string[]]>([
    ['rest/unit/RSA17b/single-specifier-targets-0', [alice], ['clientId:alice']],
    [
      'rest/unit/RSA17b/multiple-specifier-types-1',
      [alice, { type: 'revocationKey', value: 'group-1' }, { type: 'channel', value: 'secret' }],
      ['clientId:alice', 'revocationKey:group-1', 'channel:secret'],
    ],
    ['RSA17g: one target, without a list', alice, ['clientId:alice']],
    ['RSA17b: a value with colons', { type: 'channel', value: 'chat:room:1' }, ['channel:chat:room:1']],
  ])('%s', async (_, targets, expected) => {
    expect((await sent(targets)).body).toEqual({ targets: expected });
  });

  it.each<[string, RevocationOptions | undefined]>([
    ['rest/unit/RSA17e/issued-before-included-0', { issuedBefore: 1_699_999_000_000 }],
    ['rest/unit/RSA17e/issued-before-omitted-1', undefined],
    ['rest/unit/RSA17f/reauth-margin-included-0', { allowReauthMargin: true }],
    ['rest/unit/RSA17f/reauth-margin-omitted-1', {}],
    ['rest/unit/RSA17f/both-options-together-2', { issuedBefore: 1_699_999_000_000, allowReauthMargin: true }],
    ['RSA17f: allowReauthMargin that is false', { allowReauthMargin: false }],
  ])('%s', async (_, options) => {
    expect((await sent([alice], options)).body).toEqual({ targets: ['clientId:alice'], ...options });
  });

  it('rest/unit/RSA17/request-uses-basic-auth-0', async () => {
    const { headers } = await sent([alice]);
    expect(headers).toMatchObject({
      authorization: `Basic ${Buffer.from(KEY).toString('base64')}`,
      'content-type': 'application/json',
      'x-ably-version': '6',
    });
  });
});

describe('what revokeTokens answers', () => {
  it.each<[string, Result[]]>([
    ['rest/unit/RSA17c/all-success-result-0', [success(), success('clientId:bob')]],
    ['rest/unit/RSA17c/mixed-success-failure-1', [success(), failure()]],
    ['rest/unit/RSA17c/all-failure-result-2', [failure('invalidType:foo'), failure('invalidType:bar')]],
    ['rest/unit/TRS2/success-result-attributes-0', [success()]],
    ['rest/unit/TRF2/failure-result-attributes-0', [failure()]],
  ])('%s', async (_, results) => {
    service.answer(() => ({ status: 201, body: batch(...results) }));
    expect(await revoke([alice])).toEqual(batch(...results));
    service.answer(() => ({ body: results })); // the bare list of older services
    expect(await revoke([alice])).toEqual(batch(...results));
  });

  it('rest/unit/RSA17/server-error-propagated-0', async () => {
    const error = { code: 50000, statusCode: 500, message: 'Internal error' };
    service.answer(() => ({ status: 500, body: { error } }));
    await expect(revoke([alice])).rejects.toMatchObject({ ...error, cause: error });
  });

  it('BAR2: an unexpected answer is an error of the service', async () => {
    for (const body of [
      {},
      'Service Unavailable',
      '{"successCount":1,"successCount":0,"failureCount":0,"results":[]}',
    ]) {
      service.answer(() => ({ body }));
      await expect(revoke([alice])).rejects.toMatchObject({ code: 50003, cause: { code: 40001 } });
    }
  });
});

describe('revokeTokens refuses, without a request', () => {
  it.each([
    ['rest/unit/RSA17d/token-auth-revoke-rejected-0', { token: 'a.token.string' }],
    ['rest/unit/RSA17d/use-token-auth-revoke-rejected-1', { key: KEY, useTokenAuth: true }],
  ])('%s', async (_, options) => {
    service.answer(() => ({ body: batch(success()) }));
    await expect(service.client(options).revokeTokens([alice])).rejects.toMatchObject({
      code: 40162,
      statusCode: 401,
    });
    expect(service.requests).toEqual([]);
  });

  it('RSA17d, RSA10a: after authorize', async () => {
    service.answer((request) => ({ body: isTokenEndpoint(request) ? details('a-token') : batch(success()) }));
    const auth = service.client({ key: KEY });
    await auth.revokeTokens(alice);
    await auth.authorize();
    await expect(auth.revokeTokens(alice)).rejects.toMatchObject({ code: 40162 });
    expect(service.requests).toHaveLength(2);
  });

  it.each<[string, unknown, unknown, number]>([
    ['no targets', [], undefined, 40000],
    ['more than 100 targets', Array.from({ length: 101 }, () => alice), undefined, 40000],
    ['a type with a colon', { type: 'a:b', value: 'c' }, undefined, 40000],
    ['a target as text', 'clientId:alice', undefined, 40000],
    ['issuedBefore in fractions', alice, { issuedBefore: 1.5 }, 40003],
    ['an option that there is not', alice, { allowReauth: true }, 40001],
  ])('%s', async (_, targets, options, code) => {
    service.answer(() => ({ body: batch(success()) }));
    await expect(revoke(targets as typeof alice, options as RevocationOptions)).rejects.toMatchObject({ code });
    expect(service.requests).toEqual([]);
  });
});
