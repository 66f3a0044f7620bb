import { inspect } from 'node:util';
import { AblyAuthError } from '@ably-auth/validation';
import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { createAblyJwt } from './create-ably-jwt.js';
import { CLAIMS, HEADER, KEY, NOW, SECRET, now, part as encode } from './fixtures.testing.js';
import { hs256 as sign, signParts } from './signed-jwts.testing.js';
import { verifyAblyJwt } from './verify-ably-jwt.js';

async function refusal(token: string, options: object = { key: KEY, now }): Promise<AblyAuthError> {
  const error: unknown = await verifyAblyJwt(token, options as { key: string }).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(AblyAuthError);
  expect(inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error)).not.toContain(SECRET);
  return error as AblyAuthError;
}

describe('verifyAblyJwt', () => {
  it('reads every claim', async () => {
    const token = sign(HEADER, {
      ...CLAIMS,
      'x-ably-capability': '{"b":["publish"],"a":["subscribe"]}',
      'x-ably-clientId': 'alice',
      'x-ably-revocation-key': 'tenant-7',
      'ably.channel.news': 'editor',
      'ably.limits.publish.perAttachment.maxRate.chat:*': 2.5,
      own: [1],
    });
    expect(await verifyAblyJwt(token, { key: KEY, now })).toMatchObject({
      keyName: 'appId.keyId',
      issued: NOW,
      expires: NOW + 3_600_000,
      capability: { a: ['subscribe'], b: ['publish'] },
      clientId: 'alice',
      revocationKey: 'tenant-7',
      channelClaims: { news: 'editor' },
      publishRates: { 'chat:*': 2.5 },
      claims: { own: [1] },
    });
  });

  it('leaves absent what the JWT leaves to the key', async () => {
    const verified = await verifyAblyJwt(sign(HEADER, CLAIMS), { key: KEY, now });
    expect(verified).not.toHaveProperty('capability');
    expect(verified).not.toHaveProperty('clientId');
  });

  it('finds the key by its name, and no other one', async () => {
    const asked: string[] = [];
    const key = async (name: string) => {
      asked.push(name);
      return name === 'appId.keyId' ? KEY : undefined;
    };
    await verifyAblyJwt(sign(HEADER, CLAIMS), { key, now });
    expect(asked).toEqual(['appId.keyId']);
    expect((await refusal(sign({ ...HEADER, kid: 'appId.other' }, CLAIMS), { key, now })).reason).toBe('kid-unknown');
  });

  const refused: [string, string, string, number][] = [
    ['two parts', 'a.b', 'malformed', 40144],
    ['header not base64url', `$.${encode(CLAIMS)}.x`, 'malformed', 40144],
    ['header not JSON', sign('{', CLAIMS), 'malformed', 40144],
    ['header a list', sign('[]', CLAIMS), 'malformed', 40144],
    ['kid named twice', sign('{"alg":"HS256","kid":"appId.keyId","kid":"appId.other"}', CLAIMS), 'malformed', 40144],
    ['alg none', `${encode({ ...HEADER, alg: 'none' })}.${encode(CLAIMS)}.`, 'algorithm', 40144],
    ['alg None', sign({ ...HEADER, alg: 'None' }, CLAIMS), 'algorithm', 40144],
    ['alg HS512', sign({ ...HEADER, alg: 'HS512' }, CLAIMS, SECRET, 'sha512'), 'algorithm', 40144],
    ['alg RS256', sign({ ...HEADER, alg: 'RS256' }, CLAIMS), 'algorithm', 40144],
    ['no alg', sign({ kid: 'appId.keyId' }, CLAIMS), 'algorithm', 40144],
    ['no kid', sign({ alg: 'HS256' }, CLAIMS), 'kid-missing', 40144],
    ['unknown kid', sign({ ...HEADER, kid: 'appId.other' }, CLAIMS), 'kid-unknown', 40144],
    ['another secret', sign(HEADER, CLAIMS, 'other'), 'signature', 40144],
    ['the whole key as secret', sign(HEADER, CLAIMS, KEY), 'signature', 40144],
    ['no signature', `${encode(HEADER)}.${encode(CLAIMS)}.`, 'signature', 40144],
    ['crit header', sign({ ...HEADER, crit: ['b64'], b64: true }, CLAIMS), 'malformed', 40144],
    ['signed padding', signParts(`${encode(HEADER)}=`, encode(CLAIMS)), 'malformed', 40144],
    ['signed white space', signParts(encode(HEADER), `${encode(CLAIMS)}\n`), 'malformed', 40144],
    ['signed text outside base64url', signParts(encode(HEADER), `%${encode(CLAIMS)}`), 'malformed', 40144],
    ['signed base64 of another length', signParts(encode(HEADER), `${encode(CLAIMS)}AA`), 'malformed', 40144],
    ['no iat', sign(HEADER, { exp: CLAIMS.exp }), 'iat-missing', 40144],
    ['no exp', sign(HEADER, { iat: CLAIMS.iat }), 'exp-missing', 40144],
    ['exp in milliseconds', sign(HEADER, { iat: CLAIMS.iat, exp: CLAIMS.exp * 1000 }), 'ttl', 40144],
    ['exp before iat', sign(HEADER, { iat: CLAIMS.iat, exp: CLAIMS.iat - 1 }), 'ttl', 40144],
    ['lives a second over a day', sign(HEADER, { iat: CLAIMS.iat, exp: CLAIMS.iat + 86_401 }), 'ttl', 40144],
    ['nbf a second ahead', sign(HEADER, { ...CLAIMS, nbf: CLAIMS.iat + 1 }), 'not-yet-valid', 40144],
    ['nbf as text', sign(HEADER, { ...CLAIMS, nbf: String(CLAIMS.iat) }), 'claims', 40144],
    ['nbf null', sign(HEADER, { ...CLAIMS, nbf: null }), 'claims', 40144],
    ['nbf a fraction', sign(HEADER, { ...CLAIMS, nbf: CLAIMS.iat - 0.5 }), 'claims', 40144],
    ['iat in the future', sign(HEADER, { iat: CLAIMS.iat + 1, exp: CLAIMS.exp }), 'iat-in-future', 40144],
    ['expired this second', sign(HEADER, { iat: CLAIMS.iat - 60, exp: CLAIMS.iat }), 'expired', 40142],
    ['claims named twice', sign(HEADER, `{"iat":${CLAIMS.iat},"exp":${CLAIMS.exp},"exp":1}`), 'malformed', 40144],
    ['broken capability', sign(HEADER, { ...CLAIMS, 'x-ably-capability': '{' }), 'capability', 40144],
    ['capability an object', sign(HEADER, { ...CLAIMS, 'x-ably-capability': {} }), 'capability', 40144],
    ['empty clientId', sign(HEADER, { ...CLAIMS, 'x-ably-clientId': '' }), 'claims', 40144],
    ['channel claim a number', sign(HEADER, { ...CLAIMS, 'ably.channel.a': 1 }), 'claims', 40144],
    ['128 KiB and one', 'x'.repeat(131_073), 'malformed', 40144],
  ];
  it.each(refused)('refuses %s', async (_, token, reason, code) => {
    const error = await refusal(token);
    expect([error.reason, error.code, error.statusCode]).toEqual([reason, code, 401]);
  });

  it('allows for the clock of the signer in iat and nbf, and never in exp', async () => {
    const options = { key: KEY, now, clockToleranceMs: 5_000 };
    const { iat, exp } = CLAIMS;
    await expect(verifyAblyJwt(sign(HEADER, { iat: iat + 5, exp }), options)).resolves.toMatchObject({
      issued: NOW + 5000,
    });
    await expect(verifyAblyJwt(sign(HEADER, { iat, nbf: iat + 5, exp }), options)).resolves.toMatchObject({
      issued: NOW,
    });
    expect((await refusal(sign(HEADER, { iat: iat + 6, exp }), options)).reason).toBe('iat-in-future');
    expect((await refusal(sign(HEADER, { iat, nbf: iat + 6, exp }), options)).reason).toBe('not-yet-valid');
    expect((await refusal(sign(HEADER, { iat: iat - 60, exp: iat }), options)).reason).toBe('expired');
  });

  it('says where the JWT is wrong, and what to do about that', async () => {
    const advice: Record<string, RegExp> = {
      capability: /JSON text/,
      claims: /the claim that the message names/,
      expired: /new token/,
      malformed: /exactly as it was signed|each member once|without the header crit/,
      'not-yet-valid': /nbf/,
      signature: /all of the key after its first colon/,
    };
    for (const [, token, reason] of refused) {
      const { message, remediation } = await refusal(token);
      expect(message).toMatch(/^JWT( \w+)?((\.\w+)|\[".+"\])*: /);
      expect(remediation).toMatch(advice[reason] ?? /HS256 .* kid .* iat and exp in seconds/);
    }
  });

  it('refuses every JWT in which one character changed', async () => {
    const { token } = await createAblyJwt({ clientId: 'alice', capability: { a: ['publish'] } }, { key: KEY, now });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), async (at, character) => {
        fc.pre(token[at] !== character);
        await refusal(token.slice(0, at) + character + token.slice(at + 1));
      }),
      { numRuns: 1000 },
    );
    // Named: the last character of the signature has unused bits.
    for (const character of alphabet) {
      if (!token.endsWith(character)) await refusal(token.slice(0, -1) + character);
    }
  });

  it('accepts what jsonwebtoken signs, and jsonwebtoken what we sign', async () => {
    const theirs = jsonwebtoken.sign({ 'x-ably-clientId': 'alice' }, SECRET, {
      algorithm: 'HS256',
      keyid: 'appId.keyId',
      expiresIn: 60,
    });
    expect((await verifyAblyJwt(theirs, { key: KEY })).clientId).toBe('alice');
    const { token } = await createAblyJwt({ clientId: 'alice' }, { key: KEY });
    expect(jsonwebtoken.verify(token, SECRET, { algorithms: ['HS256'] })).toMatchObject({ 'x-ably-clientId': 'alice' });
  });
});
