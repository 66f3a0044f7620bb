import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import * as core from './index.js';
import * as sync from './sync.js';

const fixed = { now: () => 1_750_000_000_000, nonce: () => 'n'.repeat(16) };

/** What a call gives or throws, awaited, in a form that can be compared. */
async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return { value: await call() };
  } catch (error) {
    const { name, message, code, statusCode, remediation, issues } = error as core.ApiKey & Record<string, unknown>;
    return { name, message, code, statusCode, remediation, issues };
  }
}

describe('core/sync', () => {
  it('has the names of core', () => {
    expect(Object.keys(sync).sort()).toEqual(Object.keys(core).sort());
  });

  it('signs the same', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, arbitrary.key, async (params, key) => {
        const options = { key, ...fixed };
        const request = sync.createTokenRequest(params, options);
        expect(await core.createTokenRequest(params, options)).toEqual(request);
        expect(await core.computeMac(core.signText(request), core.parseApiKey(key).secret)).toBe(request.mac);
        expect(sync.computeMac(sync.signText(request), sync.parseApiKey(key).secret)).toBe(request.mac);
      }),
    );
  });

  it('returns and refuses the same for any input', async () => {
    const key = 'appId.keyId:s3cret';
    const request = sync.createTokenRequest({ clientId: 'alice' }, { key, ...fixed });
    const lookups = [
      key,
      () => key,
      () => undefined,
      () => 'bad',
      'appId.other:s3cret',
      'bad',
      7,
      undefined,
      () => null,
    ];
    const inputs = [
      request,
      JSON.stringify(request),
      { ...request, ttl: '5' },
      { ...request, mac: 'bad' },
      { ...request, timestamp: 5 },
      { ...request, nonce: 'short' },
      '{',
      null,
    ];
    for (const lookup of lookups) {
      for (const input of inputs) {
        for (const now of [fixed.now, 'wrong']) {
          const options = { key: lookup, now } as unknown as sync.VerifyOptions;
          expect(await outcome(() => sync.verifyTokenRequest(input, options))).toEqual(
            await outcome(() => core.verifyTokenRequest(input, options)),
          );
        }
      }
    }
    for (const params of [undefined, null, {}, { ttl: 0 }, { clientId: '' }, { capability: '{}' }, { other: 1 }]) {
      for (const options of [{ key, ...fixed }, { key: 'bad' }, undefined, { key, ...fixed, nonce: () => 'short' }]) {
        const args = [params, options] as unknown as Parameters<typeof sync.createTokenRequest>;
        expect(await outcome(() => sync.createTokenRequest(...args))).toEqual(
          await outcome(() => core.createTokenRequest(...args)),
        );
      }
    }
  });

  it('refuses a lookup that answers a promise: nothing is accepted before the key is known', () => {
    const key = (() => Promise.resolve('appId.keyId:s3cret')) as unknown as () => string;
    const request = sync.createTokenRequest({}, { key: 'appId.keyId:s3cret' });
    expect(() => sync.verifyTokenRequest(request, { key })).toThrow(expect.objectContaining({ code: 50003 }));
  });

  it.each([
    [7, 's'],
    ['t', 7],
    ['t', ''],
    [undefined, 's'],
  ])('computeMac refuses %j, %j with TypeError', async (text, secret) => {
    const args = [text, secret] as unknown as [string, string];
    expect(() => sync.computeMac(...args)).toThrow(TypeError);
    await expect(core.computeMac(...args)).rejects.toThrow(TypeError);
  });
});
