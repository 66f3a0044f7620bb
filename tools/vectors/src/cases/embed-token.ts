import { each, group, refused, valid, type Source } from '../authoring.js';
import type { Json, JsonObject } from '../vector.js';
import { encoded, EXPIRES, ISSUED, unverified } from './jwt-material.js';
import { nested } from './material.js';

const TOKEN = 'appId.opaque-token';
const MS = EXPIRES * 1000;
const DETAILS = { token: TOKEN, expires: MS };
const HEADER = { typ: 'JWT', alg: 'HS256' };
const OUTER = { sub: 'user-7', exp: EXPIRES };
const INNER = unverified({ ...HEADER, kid: 'appId.keyId' }, { iat: ISSUED, exp: EXPIRES });

type Given = { outer?: JsonObject; place?: string; innerExpires?: number; secret?: string };

const of = (
  token: Json,
  { outer = OUTER, place = 'header', secret = 'secret of the app', ...more }: Given = {},
): JsonObject => ({ outerClaims: outer, token, secret, place, ...more });
const claiming = (more: JsonObject): Given => ({ outer: { ...OUTER, ...more } });
const later = (ms: number) => claiming({ exp: (MS + ms) / 1000 });
const refuse = (name: string, about: string, token: Json, given: Given = {}) =>
  refused(name, about, of(token, given), 'embedded');

/** A JWT of an app that carries a token. */
export const source: Source = {
  operation: 'embed-token',
  about:
    "Creates a JWT of an app's own that carries an Ably token or an Ably JWT, and does not outlive it. An implementation gives the JWT, signed with HS256 and the secret of the input; " +
    'the output has its header and its claims, decoded. Order of members and JSON writing are free.',
  groups: [
    group('places', 'In the header or in the claims.', { spec: ['TN3'], basis: 'spec', flags: ['EmbeddedPlace'] }, [
      valid('header', 'In the header.', of(DETAILS), {
        output: { header: { ...HEADER, 'x-ably-token': TOKEN }, claims: OUTER },
      }),
      valid('claim', 'In the claims.', of(DETAILS, { place: 'claim' }), {
        output: { header: HEADER, claims: { ...OUTER, 'x-ably-token': TOKEN } },
      }),
      valid('ably-jwt-in-header', 'The token is a JWT itself.', of(INNER)),
      valid('ably-jwt-in-claim', 'And in the claims.', of(INNER, { place: 'claim' })),
      valid(
        'claims-of-any-shape',
        'The claims of the app as they are.',
        of(DETAILS, { outer: { exp: EXPIRES, roles: ['a', { b: null }], 'é😀': 1.5 } }),
      ),
      valid(
        'eight-levels',
        'Claims that nest 8 levels.',
        of(DETAILS, claiming({ a: JSON.parse(nested('', 7, '')) as Json })),
        { basis: 'decision' },
      ),
      valid('claims-with-flags', 'Claims that are true and false.', of(DETAILS, claiming({ a: true, b: false }))),
      valid('secret-outside-ascii', 'The UTF-8 of a secret signs.', of(DETAILS, { secret: 'é😀:b' }), {
        basis: 'decision',
        flags: ['NotUtf8', 'KeyCut'],
      }),
    ]),
    group(
      'expiry',
      'The outer JWT expires with the token or before it.',
      { spec: ['TN3'], basis: 'spec', flags: ['EmbeddedLife'] },
      [
        valid('details-same', 'With it, as TokenDetails say.', of(DETAILS)),
        valid('details-before', 'A second before it.', of(DETAILS, later(-1000))),
        refuse('details-after', 'A second after it.', DETAILS, later(1000)),
        refuse('details-a-millisecond-after', 'A token that expires within a second.', { ...DETAILS, expires: MS - 1 }),
        refuse('jwt-after', 'A second after an inner JWT.', INNER, later(1000)),
        refuse('jwt-in-details-after', 'The same in TokenDetails that do not say.', { token: INNER }, later(1000)),
        valid('jwt-in-details', 'TokenDetails that do not say, about a JWT that does.', of({ token: INNER })),
        valid('opaque-given', 'Of an opaque token the caller says it.', of(TOKEN, { innerExpires: MS }), {
          spec: ['TN1'],
        }),
        valid(
          'opaque-with-one-dot',
          'Two parts are not a JWT, even where the second one is JSON.',
          of(`app.${encoded({ exp: ISSUED })}`, { innerExpires: MS }),
          { spec: ['TN1'], basis: 'decision' },
        ),
        refused('opaque-after', 'And is believed.', of(TOKEN, { innerExpires: MS - 1 }), 'embedded', { spec: ['TN1'] }),
        ...each({ basis: 'decision' }, [
          valid(
            'opaque-with-two-dots',
            'An opaque token may look like a JWT.',
            of('app.opaque.token', { innerExpires: MS }),
            { spec: ['TN1'] },
          ),
          refused(
            'given-beside-jwt',
            'What the caller says of a JWT does not count.',
            of(INNER, { ...later(1000), innerExpires: MS + 60_000 }),
            'embedded',
          ),
        ]),
        refused('in-milliseconds', 'An outer exp in milliseconds.', of(DETAILS, { outer: { exp: MS } }), 'embedded', {
          flags: ['EmbeddedLife', 'JwtSeconds'],
        }),
      ],
    ),
    group('refused', 'What cannot be checked.', { spec: ['TN3'], basis: 'decision', flags: ['EmbeddedLife'] }, [
      refused('opaque', 'An opaque token of which nobody says when it expires.', of(TOKEN), 'embedded', {
        spec: ['TN1'],
        basis: 'spec',
      }),
      refuse('opaque-details', 'TokenDetails that do not say either.', { token: TOKEN }),
      refuse('no-outer-exp', 'An outer JWT that never expires.', DETAILS, { outer: { sub: 'user-7' } }),
      refuse('outer-exp-text', 'An outer exp that is text.', DETAILS, { outer: { exp: String(EXPIRES) } }),
      refuse(
        'nine-levels',
        'Claims that nest deeper than 8 levels, which no reader of JWTs takes.',
        DETAILS,
        claiming({ a: JSON.parse(nested('', 8, '')) as Json }),
      ),
      refuse(
        'nine-levels-of-objects',
        'Objects nest as lists do.',
        DETAILS,
        claiming({ a: JSON.parse(`${'{"a":'.repeat(8)}1${'}'.repeat(8)}`) as Json }),
      ),
      refuse('outer-exp-true', 'Or true.', DETAILS, { outer: { exp: true } }),
      refuse('details-without-token', 'TokenDetails without a token.', { expires: MS }),
      refuse('empty-token', 'No token.', '', { innerExpires: MS }),
      refused(
        'second-token',
        'A token among the claims of the app.',
        of(DETAILS, claiming({ 'x-ably-token': 'other' })),
        'embedded',
        { flags: ['EmbeddedTwo'] },
      ),
    ]),
  ],
};
