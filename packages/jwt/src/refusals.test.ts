import { AblyAuthError } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { CLAIMS, HEADER, KEY, NOW, now } from './fixtures.testing.js';
import { hs256 as sign } from './signed-jwts.testing.js';
import { verifyAblyJwt } from './verify-ably-jwt.js';

// Which refusal a JWT gets that could have had another one.

async function refusal(token: string): Promise<AblyAuthError> {
  const error: unknown = await verifyAblyJwt(token, { key: KEY, now }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AblyAuthError);
  return error as AblyAuthError;
}

const valid = sign(HEADER, CLAIMS);
const [header = '', claims = '', signature = ''] = valid.split('.');
const { iat } = CLAIMS;

describe('the reason of', () => {
  it.each<[string, string, string]>([
    ['a fourth part', `${valid}.${signature}`, 'malformed'],
    ['a header of another type', sign({ ...HEADER, typ: 7 }, CLAIMS), 'malformed'],
    ['another algorithm, before anything else in the header', sign({ typ: 7, alg: 'none' }, CLAIMS), 'algorithm'],
    ['a wrong signature, before claims that are not JSON', `${header}.e30x.${signature}`, 'signature'],
    ['a time that is text', sign(HEADER, { ...CLAIMS, iat: 'x' }), 'claims'],
    ['a life of no length, which is over as well', sign(HEADER, { iat, exp: iat }), 'ttl'],
    ['a life of more than a day', sign(HEADER, { iat, exp: iat + 86_401 }), 'ttl'],
  ])('%s', async (_, token, reason) => {
    expect((await refusal(token)).reason).toBe(reason);
  });

  it.each([` ${signature}`, `\n${signature}`, `${signature} `, `${signature}\n`, `${signature}=`])(
    'another text of the same signature: %j',
    async (text) => {
      expect((await refusal(`${header}.${claims}.${text}`)).reason).toBe('signature');
    },
  );
});

it('accepts a lifetime of one day, and leaves an absent revocation key absent', async () => {
  const verified = await verifyAblyJwt(sign(HEADER, { iat, exp: iat + 86_400 }), { key: KEY, now });
  expect(verified.expires).toBe(NOW + 86_400_000);
  expect(verified).not.toHaveProperty('revocationKey');
});

it('says more where more is known: the issues, the cause, what to do', async () => {
  expect((await refusal(sign({ ...HEADER, typ: 7 }, CLAIMS))).issues).toMatchObject([{ path: '$.typ' }]);
  const capability = await refusal(sign(HEADER, { ...CLAIMS, 'x-ably-capability': '{"a":[]}' }));
  expect([capability.reason, capability.cause]).toEqual(['capability', expect.any(AblyAuthError)]);
  expect((await refusal(sign({ ...HEADER, crit: ['b64'] }, CLAIMS))).remediation).toBe('Sign without the header crit.');
});
