import { group, refused, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { encoded, EXPIRES, NO_SIGNATURE, padded, unverified, type Part } from './jwt-material.js';

const TOKEN = 'appId.opaque-token';
const OTHER = 'appId.another-token';
const CARRIED = { 'x-ably-token': TOKEN };
const HEADER = { typ: 'JWT', alg: 'HS256' };
const ENCRYPTED = { alg: 'dir', enc: 'A256GCM' };
const CARRYING = { ...HEADER, ...CARRIED };
const CLAIMS = { sub: 'user-7', exp: EXPIRES };
const CARRYING_CLAIMS = { ...CLAIMS, ...CARRIED };
const INNER = unverified({ typ: 'JWT', alg: 'HS256', kid: 'appId.keyId' }, { iat: EXPIRES - 3600, exp: EXPIRES });

const of = (header: Part, claims: Part): JsonObject => ({ jwt: unverified(header, claims) });
const encrypted = (header: Part, more = ''): JsonObject => {
  const [vector, text, tag] = [12, 40, 16].map((length) => Buffer.alloc(length, length).toString('base64url'));
  return { jwt: `${encoded(header)}..${vector}.${text}.${tag}${more}` };
};
const found = (token: string, place: string, outerExpires?: number) => ({
  output: { embedded: { token, place, ...(outerExpires === undefined ? {} : { outerExpires }) } },
});
const NOTHING = { output: { embedded: null } };
const refuse = (name: string, about: string, header: Part, claims: Part) =>
  refused(name, about, of(header, claims), 'embedded');
const malformed = (name: string, about: string, jwt: string, traits: Traits = {}) =>
  refused(name, about, { jwt }, 'malformed', traits);

/** The token that a JWT of an app carries. */
export const source: Source = {
  operation: 'extract-embedded-token',
  about:
    'Finds the Ably token or Ably JWT that a JWT of an app carries: in the JOSE header x-ably-token, or in the claim of that name where the JWT is not encrypted. ' +
    "The outer signature is the app's own, and is not checked. null if there is no token.",
  groups: [
    group('places', 'In the header or in the claims.', { spec: ['TN3'], basis: 'spec', flags: ['EmbeddedPlace'] }, [
      valid('header', 'In the header.', of(CARRYING, CLAIMS), found(TOKEN, 'header', EXPIRES * 1000)),
      valid('claim', 'In the claims.', of(HEADER, CARRYING_CLAIMS), found(TOKEN, 'claim', EXPIRES * 1000)),
      valid('ably-jwt', 'The token is a JWT itself.', of({ ...HEADER, 'x-ably-token': INNER }, CLAIMS)),
      valid(
        'encrypted',
        'In the header of an encrypted JWT, whose claims nobody can read.',
        encrypted({ ...ENCRYPTED, ...CARRIED }),
        found(TOKEN, 'header'),
      ),
      valid(
        'asymmetric',
        "The algorithm of the outer JWT is the app's affair.",
        of({ alg: 'RS256', kid: 'k', ...CARRIED }, CLAIMS),
      ),
      valid('same-token-twice', 'The same token in both.', of(CARRYING, CARRYING_CLAIMS), {
        ...found(TOKEN, 'header', EXPIRES * 1000),
        basis: 'decision',
      }),
      valid('no-expiry', 'An outer JWT that does not expire.', of(CARRYING, {}), found(TOKEN, 'header')),
      valid('expiry-as-text', 'An exp that is not a number says nothing.', of(CARRYING, { exp: String(EXPIRES) }), {
        ...found(TOKEN, 'header'),
        basis: 'decision',
      }),
    ]),
    group('nothing', 'No token.', { spec: ['TN3'], basis: 'spec', flags: ['EmbeddedPlace'] }, [
      valid('signed', 'In neither.', of(HEADER, CLAIMS), NOTHING),
      valid('encrypted', 'Not in the header of an encrypted JWT.', encrypted(ENCRYPTED), NOTHING),
      valid(
        'other-case',
        'Names differ by case.',
        of({ ...HEADER, 'X-Ably-Token': TOKEN }, { ...CLAIMS, 'x-ably-Token': TOKEN }),
        NOTHING,
      ),
      valid('deeper', 'A member of another member.', of(HEADER, { ...CLAIMS, ably: CARRIED }), NOTHING),
      valid(
        'other-names',
        'Claims of other names.',
        of(HEADER, { ...CLAIMS, token: TOKEN, 'ably-token': TOKEN }),
        NOTHING,
      ),
    ]),
    group('refused', 'What is not one token.', { spec: ['TN3'], basis: 'decision', flags: ['EmbeddedTwo'] }, [
      refuse('two-tokens', 'Two different ones.', CARRYING, { ...CLAIMS, 'x-ably-token': OTHER }),
      refuse('number', 'A number.', { ...HEADER, 'x-ably-token': 7 }, CLAIMS),
      refuse('empty', 'The empty text.', HEADER, { ...CLAIMS, 'x-ably-token': '' }),
      refuse('null', 'null.', HEADER, { ...CLAIMS, 'x-ably-token': null }),
      refuse('details', 'TokenDetails.', HEADER, { ...CLAIMS, 'x-ably-token': { token: TOKEN } }),
      refuse(
        'empty-beside-token',
        'A token in the claims, none in the header.',
        { ...HEADER, 'x-ably-token': '' },
        CARRYING_CLAIMS,
      ),
    ]),
    group('form', 'Three parts, or five.', { spec: ['TN3'], basis: 'spec', flags: ['JwtForm'] }, [
      malformed('empty', 'The empty text.', ''),
      malformed('opaque-token', 'A bare token.', TOKEN),
      malformed('two-parts', 'Two parts.', `${encoded(CARRYING)}.${encoded(CLAIMS)}`),
      malformed('four-parts', 'Four parts.', `${unverified(CARRYING, CLAIMS)}.${NO_SIGNATURE}`),
      refused('six-parts', 'Six parts.', encrypted({ ...ENCRYPTED, ...CARRIED }, '.x'), 'malformed'),
      malformed('header-not-json', 'A header that is not JSON.', unverified('{', CARRYING_CLAIMS)),
      malformed('claims-list', 'Claims that are a list.', unverified(CARRYING, [])),
      refused(
        'token-named-twice',
        'Two tokens under one name.',
        of(HEADER, `{"x-ably-token":"${TOKEN}","x-ably-token":"${OTHER}"}`),
        'malformed',
        { basis: 'decision', flags: ['DuplicateNames', 'EmbeddedTwo'] },
      ),
      malformed(
        'padded-header',
        'A header with padding.',
        `${padded({ ...HEADER, ...CARRIED, kid: 'k' })}.${encoded(CLAIMS)}.${NO_SIGNATURE}`,
        { flags: ['JwtBase64'] },
      ),
    ]),
  ],
};
