import type { TokenParams } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { Auth } from '../auth.js';
import { KEY } from '../loopback.testing.js';

const CHANNEL_A = '{"channel-a":["publish","subscribe"]}';
const SUBSCRIBE = '{"*":["subscribe"]}';
const CHANNEL_X = '{"channel-x":["publish"]}';

describe('ttl and capability of a TokenRequest', () => {
  it.each<[string, TokenParams | undefined, TokenParams | undefined, TokenParams]>([
    ['rest/unit/RSA5/ttl-null-when-unspecified-0', undefined, undefined, {}],
    ['rest/unit/RSA5b/explicit-ttl-preserved-0', undefined, { ttl: 7_200_000 }, { ttl: 7_200_000 }],
    ['rest/unit/RSA5c/ttl-from-default-params-0', { ttl: 1_800_000 }, undefined, { ttl: 1_800_000 }],
    ['rest/unit/RSA5d/explicit-ttl-overrides-default-0', { ttl: 1_800_000 }, { ttl: 600_000 }, { ttl: 600_000 }],
    ['rest/unit/RSA6/capability-null-when-unspecified-0', undefined, undefined, {}],
    [
      'rest/unit/RSA6b/explicit-capability-preserved-0',
      undefined,
      { capability: CHANNEL_A },
      { capability: CHANNEL_A },
    ],
    [
      'rest/unit/RSA6c/capability-from-default-params-0',
      { capability: SUBSCRIBE },
      undefined,
      { capability: SUBSCRIBE },
    ],
    [
      'rest/unit/RSA6d/explicit-capability-overrides-default-0',
      { capability: SUBSCRIBE },
      { capability: CHANNEL_X },
      { capability: CHANNEL_X },
    ],
    ['RSA9h: given params replace the defaults as a whole', { ttl: 5, capability: SUBSCRIBE }, { ttl: 7 }, { ttl: 7 }],
    ['RSA9h: empty ones too', { ttl: 5, capability: SUBSCRIBE }, {}, {}],
  ])('%s', async (_, defaultTokenParams, params, expected) => {
    const auth = new Auth({ key: KEY, ...(defaultTokenParams === undefined ? {} : { defaultTokenParams }) });
    const { keyName, timestamp, nonce, mac, ...asked } = await auth.createTokenRequest(params);
    expect(asked).toEqual(expected);
    expect([keyName, typeof timestamp, nonce.length >= 16, mac.length]).toEqual(['appId.keyId', 'number', true, 44]);
  });
});
