import { canonicalizeCapability } from '@ably-auth/capability';
import { Rest } from 'ably';
import type { TokenRequest } from '@ably-auth/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import { createTokenRequest, verifyTokenRequest } from './sync.js';

// The real SDK signs; nothing of it talks to the network here.

const key = 'appId.keyId:s3cret-of_the-key';
const sdk = new Rest({ key });

/** The SDK sorts the arrays of its argument in place, so that it gets its own copy. */
const sdkRequest = (params: object): Promise<TokenRequest> => sdk.auth.createTokenRequest(structuredClone(params));

const ourRequest = (params: object) => createTokenRequest(params, { key });

const verify = (request: unknown, time: number, ofKey = key) =>
  verifyTokenRequest(request, { key: ofKey, now: () => time });

describe('the ably SDK', () => {
  it('signs requests that verify here', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, async (params) => {
        const request = await sdkRequest(params);
        verify(JSON.stringify(request), request.timestamp);
      }),
      { numRuns: 1500 },
    );
  });

  it('signs the same bytes, for the same timestamp and nonce', async () => {
    const complete = fc.tuple(arbitrary.params, arbitrary.timestamp.filter(Boolean), arbitrary.nonce);
    await fc.assert(
      fc.asyncProperty(complete, async ([params, timestamp, nonce]) => {
        const same = { ...params, timestamp, nonce };
        expect(ourRequest(same)).toEqual(await sdkRequest(same));
      }),
      { numRuns: 1500 },
    );
  });

  const fixed = { timestamp: 1_750_000_000_000, nonce: 'n'.repeat(16) };

  // Where the SDK leaves the canonical rule, the texts differ; each MAC covers its own, so both verify.
  it.each([
    [
      'integer-like names come first, as a JavaScript object orders them',
      { b: ['*'], 10: ['*'], 9: ['*'], '!': ['*'] },
      '{"9":["*"],"10":["*"],"!":["*"],"b":["*"]}',
      '{"!":["*"],"10":["*"],"9":["*"],"b":["*"]}',
    ],
    [
      'a duplicate operation is kept',
      { a: ['subscribe', 'publish', 'subscribe'] },
      '{"a":["publish","subscribe","subscribe"]}',
      '{"a":["publish","subscribe"]}',
    ],
  ])('%s', async (_, capability, sdkText, ourText) => {
    for (const form of [capability, JSON.stringify(capability)]) {
      const [theirs, ours] = [
        await sdkRequest({ ...fixed, capability: form }),
        ourRequest({ ...fixed, capability: form }),
      ];
      expect([theirs.capability, ours.capability]).toEqual([sdkText, ourText]);
      for (const request of [theirs, ours]) {
        expect(canonicalizeCapability(verify(request, fixed.timestamp).capability ?? {})).toBe(ourText);
      }
    }
  });

  it('cuts a secret at its second colon when a call gives the key, and so signs with another one', async () => {
    const request = await sdk.auth.createTokenRequest({ ...fixed }, { key: 'appId.keyId:co:lon' });
    verify(request, fixed.timestamp, 'appId.keyId:co');
    expect(() => verify(request, fixed.timestamp, 'appId.keyId:co:lon')).toThrow(
      expect.objectContaining({ code: 40101 }),
    );
  });
});
