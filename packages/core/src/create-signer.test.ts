import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import { createSigner } from './create-signer.js';
import { createTokenRequest } from './create-token-request.js';
import * as sync from './sync.js';
import { verifyTokenRequest } from './verify-token-request.js';

const key = 'appId.keyId:s3cret';
const fixed = { now: () => 1_750_000_000_000, nonce: () => 'n'.repeat(16) };

describe('createSigner', () => {
  it('signs as createTokenRequest does', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, arbitrary.key, async (params, anyKey) => {
        const expected = await createTokenRequest(params, { key: anyKey, ...fixed });
        expect(await createSigner(anyKey, fixed).createTokenRequest(params)).toEqual(expected);
        expect(sync.createSigner(anyKey, fixed).createTokenRequest(params)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['asynchronous', createSigner],
    ['synchronous', sync.createSigner],
  ])('verifies as verifyTokenRequest does (%s)', async (_, create) => {
    const signer = create(key, fixed);
    const request = await signer.createTokenRequest();
    expect(await signer.verifyTokenRequest(request)).toEqual(await verifyTokenRequest(request, { key, ...fixed }));
    const refused = async (input: unknown, other = signer) => {
      try {
        await other.verifyTokenRequest(input);
      } catch (error) {
        return (error as { code: number }).code;
      }
      return 'accepted';
    };
    expect(await refused({ ...request, clientId: 'admin' })).toBe(40101);
    expect(await refused({ ...request, mac: 'bad' })).toBe(40101);
    expect(await refused(request, create('appId.other:s3cret', fixed))).toBe(40400);
    expect(await refused(request, create(key))).toBe(40104);
    expect(await refused(request, create(key, { now: () => fixed.now() + 5, maxSkewMs: 4 }))).toBe(40104);
    expect(await refused(request, create(key, { now: () => fixed.now() + 5, maxSkewMs: 5 }))).toBe('accepted');
    expect(await refused('{}')).toBe(40001);
  });

  it('signs many at once with one key', async () => {
    const signer = createSigner(key);
    const requests = await Promise.all(Array.from({ length: 100 }, () => signer.createTokenRequest({ ttl: 1 })));
    expect(new Set(requests.map(({ nonce }) => nonce)).size).toBe(100);
    await Promise.all(requests.map((request) => signer.verifyTokenRequest(request)));
  });

  it.each([
    ['asynchronous', createSigner],
    ['synchronous', sync.createSigner],
  ])('refuses a wrong call at once (%s)', (_, create) => {
    expect(create(key).keyName).toBe('appId.keyId');
    expect(() => create('appId.keyId')).toThrow(expect.objectContaining({ code: 40101 }));
    for (const wrong of [
      () => create(undefined as unknown as string),
      () => create(key, null as unknown as object),
      () => create(key, { now: 5 as unknown as () => number }),
      () => create(key, { nonce: 'n' as unknown as () => string }),
      () => create(key, { maxSkewMs: Number.NaN }),
    ]) {
      expect(wrong).toThrow(TypeError);
    }
  });

  it('does not see options that change later', async () => {
    const options = { ...fixed };
    const signer = createSigner(key, options);
    options.now = () => 5;
    expect((await signer.createTokenRequest()).timestamp).toBe(fixed.now());
  });
});
