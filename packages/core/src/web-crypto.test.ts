import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import * as web from './index.js';
import * as sync from './sync.js';

// The whole asynchronous API as browsers and workers run it.
vi.mock('./internal/mac.js', () => import('./internal/mac.web.js'));

describe('over Web Crypto', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('signs what Node signs, and verifies it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, arbitrary.key, async (params, key) => {
        const options = { key, now: () => 5, nonce: () => 'n'.repeat(16), maxSkewMs: Number.MAX_SAFE_INTEGER };
        const request = await web.createTokenRequest(params, options);
        expect(request).toEqual(sync.createTokenRequest(params, options));
        expect(await web.verifyTokenRequest(request, options)).toEqual(sync.verifyTokenRequest(request, options));
        const signer = web.createSigner(key, options);
        expect(await signer.createTokenRequest(params)).toEqual(request);
        await signer.verifyTokenRequest(request);
        await expect(signer.verifyTokenRequest({ ...request, ttl: 77 })).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('says what is missing in a page that is not secure', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const key = 'appId.keyId:s3cret';
    const signer = web.createSigner(key); // no promise is left rejected behind
    for (const call of [signer.createTokenRequest(), web.createTokenRequest({}, { key }), web.computeMac('t', 's')]) {
      await expect(call).rejects.toThrow(
        expect.objectContaining({ code: 50003, remediation: expect.stringContaining('https') }),
      );
    }
  });
});
