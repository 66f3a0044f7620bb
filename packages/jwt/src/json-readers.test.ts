import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLAIMS, HEADER, KEY, now } from './fixtures.testing.js';
import { hs256 } from './signed-jwts.testing.js';
import { verifyAblyJwt } from './verify-ably-jwt.js';

// jose parses the header of a JWT for itself. V8's JSON.parse may misread a member name that is written with an escape
// (nodejs/node#63785), so that nothing that counts may rest on that reading.

const header = JSON.stringify(HEADER);

/** Replaces what JSON.parse gives to jose, and lists the texts that jose parses. */
function misread(change: (value: object) => object): string[] {
  const parse = JSON.parse;
  const texts: string[] = [];
  vi.spyOn(JSON, 'parse').mockImplementation((text: string, reviver) => {
    const value: unknown = parse(text, reviver);
    if (!(new Error().stack ?? '').includes('/node_modules/jose/')) return value;
    texts.push(text);
    return change(value as object);
  });
  return texts;
}

const outcome = (token: string) =>
  verifyAblyJwt(token, { key: KEY, now }).then(
    ({ clientId }) => clientId,
    ({ reason }: { reason: string }) => reason,
  );

describe('verifyAblyJwt', () => {
  afterEach(() => vi.restoreAllMocks());

  it('lets jose parse the header alone, never the claims', async () => {
    const texts = misread((value) => value);
    expect(await outcome(hs256(header, { ...CLAIMS, 'x-ably-clientId': 'alice' }))).toBe('alice');
    expect(texts).toEqual([header]);
  });

  it('decides by its own reading of the header', async () => {
    // All that jose is left with is what it needs to compute the signature.
    misread(() => ({ alg: 'HS256' }));
    expect(await outcome(hs256({ ...HEADER, crit: ['exp'] }, CLAIMS))).toBe('malformed');
    expect(await outcome(hs256({ ...HEADER, alg: 'none' }, CLAIMS))).toBe('algorithm');
    expect(await outcome(hs256({ ...HEADER, kid: 'appId.other' }, CLAIMS))).toBe('kid-unknown');
    expect(await outcome(hs256({ alg: 'HS256' }, CLAIMS))).toBe('kid-missing');
    expect(await outcome(hs256('{"alg":"none","alg":"HS256","kid":"appId.keyId"}', CLAIMS))).toBe('malformed');
  });

  it('refuses the JWT if jose misses the algorithm', async () => {
    misread(({ ...members }: { alg?: string }) => {
      delete members.alg;
      return members;
    });
    expect(await outcome(hs256(header, CLAIMS))).toBe('signature');
  });
});
