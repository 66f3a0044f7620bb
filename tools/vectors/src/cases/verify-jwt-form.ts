import { group, refused, valid, type CaseGroup } from '../authoring.js';
import {
  CLAIMS,
  encoded,
  EXPIRES,
  HEADER,
  ISSUED,
  padded,
  verifying,
  type JwtSigner,
  type Part,
} from './jwt-material.js';
import { KEY, KEY_NAME, nested } from './material.js';

const MAX = 131_072;

/** Form, algorithm and key of a JWT. */
export function jwtFormGroups({ sign, signParts, headed, claiming }: JwtSigner): readonly CaseGroup[] {
  const right = sign(HEADER, CLAIMS);
  const [header = '', claims = '', signature = ''] = right.split('.');
  const text = (name: string, about: string, token: string, reason = 'malformed') =>
    refused(name, about, verifying(token), reason);
  const badHeader = (name: string, about: string, given: Part, reason: string | undefined) =>
    refused(name, about, headed(given), reason);
  const badClaims = (name: string, about: string, given: Part) => refused(name, about, claiming(given), 'malformed');
  // Claims that cannot be decoded: their form or the signature is looked at first.
  const inClaims = (name: string, about: string, part: string) =>
    refused(name, about, verifying(signParts(header, part)), undefined);
  const alg = (name: string, about: string, given: Part) => badHeader(name, about, given, 'algorithm');
  const unsigned = (algorithm: string) => verifying(`${encoded({ ...HEADER, alg: algorithm })}.${claims}.`);

  return [
    group('parts', 'Three parts, as they are.', { spec: ['TN3'], basis: 'spec', flags: ['JwtForm'] }, [
      text('empty', 'The empty text.', ''),
      text('opaque-token', 'An Ably token.', 'appId.opaque-token'),
      text('one-part', 'The claims alone.', claims),
      text('two-parts', 'Without a signature, and without its dot.', `${header}.${claims}`),
      text('four-parts', 'Another part after the signature.', `${right}.${signature}`),
      text('dot-at-end', 'A dot after the signature.', `${right}.`),
      text('dot-at-start', 'A dot before the header.', `.${right}`),
      text('five-parts', 'The form of an encrypted JWT.', `${header}..${claims}.${claims}.${signature}`),
      text('bearer', 'With the scheme of a header before it.', `Bearer ${right}`),
      text('space-before', 'A space before it.', ` ${right}`),
      text('line-feed-after', 'A line end after it.', `${right}\n`, 'signature'),
      text('quoted', 'As JSON text.', JSON.stringify(right)),
      text(
        'base64',
        'In Base64, as in a bearer header; the reader of the header decodes it.',
        Buffer.from(right).toString('base64'),
      ),
    ]),
    group(
      'base64url',
      'Signed as it stands, and still no base64url of a JWT.',
      { spec: ['TN3'], basis: 'decision', flags: ['JwtBase64'] },
      [
        text('padded-header', 'A header with padding.', signParts(padded(HEADER), claims)),
        text('line-feed-in-header', 'A line end after the header.', signParts(`${header}\n`, claims)),
        inClaims('padded-claims', 'Claims with padding.', padded({ ...CLAIMS, a: 1 })),
        inClaims('space-in-claims', 'Claims that are broken into lines.', `${claims.slice(0, 20)} ${claims.slice(20)}`),
        inClaims('standard-alphabet', '+ and / for - and _.', standard({ ...CLAIMS, a: '~~~???>>>~' })),
        inClaims('percent-encoded', 'Encoded for a URL.', `%65${claims.slice(1)}`),
        inClaims(
          'one-character-too-many',
          'A length that base64url does not have.',
          claims.padEnd(Math.ceil(claims.length / 4) * 4 + 1, 'A'),
        ),
      ],
    ),
    group(
      'json',
      'Header and claims are JSON objects in UTF-8.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtForm'] },
      [
        badHeader('header-not-json', 'A header that is not JSON.', '{', 'malformed'),
        badHeader('header-list', 'A header that is a list.', [HEADER], 'malformed'),
        badHeader('header-null', 'A header that is null.', 'null', 'malformed'),
        badHeader('header-text', 'A header that is text.', '"HS256"', 'malformed'),
        badClaims('claims-not-json', 'Claims that are not JSON.', `{"iat":${ISSUED},"exp":${EXPIRES},}`),
        badClaims('claims-single-quotes', 'Single quotes.', `{'iat':${ISSUED},'exp':${EXPIRES}}`),
        badClaims('claims-list', 'Claims that are a list.', [CLAIMS]),
        badClaims('claims-null', 'Claims that are null.', 'null'),
        badClaims('claims-empty', 'No claims.', ''),
        badClaims('byte-order-mark', 'A byte order mark.', `\ufeff${JSON.stringify(CLAIMS)}`),
        badClaims(
          'not-utf8',
          'Latin-1.',
          Buffer.from(`{"iat":${ISSUED},"exp":${EXPIRES},"x-ably-clientId":"\u00e9"}`, 'latin1'),
        ),
      ],
    ),
    group(
      'duplicates',
      'A member that is named twice: readers differ on which of the two counts.',
      { spec: ['TN3'], basis: 'decision', flags: ['DuplicateNames'] },
      [
        badHeader('alg', 'none, then HS256.', `{"alg":"none","alg":"HS256","kid":"${KEY_NAME}"}`, 'malformed'),
        badHeader(
          'kid',
          'Another key, then ours.',
          `{"alg":"HS256","kid":"appId.other","kid":"${KEY_NAME}"}`,
          'malformed',
        ),
        badClaims('exp', 'Two times.', `{"iat":${ISSUED},"exp":${EXPIRES},"exp":${EXPIRES + 60}}`),
        badClaims(
          'client-id',
          'Two identities, one with an escape.',
          `{"iat":${ISSUED},"exp":${EXPIRES},"x-ably-clientId":"alice","x-ably-client\\u0049d":"admin"}`,
        ),
        badClaims(
          'capability',
          'Two capabilities.',
          `{"iat":${ISSUED},"exp":${EXPIRES},"x-ably-capability":"{\\"a\\":[\\"*\\"]}","x-ably-capability":"{\\"*\\":[\\"*\\"]}"}`,
        ),
        badClaims('own-claim', 'A claim of the app.', `{"iat":${ISSUED},"exp":${EXPIRES},"sub":"a","sub":"b"}`),
      ],
    ),
    group('limits', 'Bounds of text and nesting.', { spec: ['RSA4f'], basis: 'decision', flags: ['Limit'] }, [
      valid('size-at-limit', '131072 bytes.', verifying(ofLength(sign, MAX)), { basis: 'spec' }),
      refused('size-above-limit', 'One more.', verifying(ofLength(sign, MAX + 1)), 'malformed', { basis: 'spec' }),
      valid('depth-at-limit', 'Eight levels.', claiming(nested(`{"iat":${ISSUED},"exp":${EXPIRES},"a":`, 7, '}'))),
      badClaims('depth-above-limit', 'Nine.', nested(`{"iat":${ISSUED},"exp":${EXPIRES},"a":`, 8, '}')),
    ]),
    group('algorithm', 'HS256, and no other one.', { spec: ['TN3'], basis: 'spec', flags: ['JwtAlgorithm'] }, [
      refused('none', 'none, without a signature.', unsigned('none'), 'algorithm'),
      refused('none-in-capitals', 'NONE.', unsigned('NONE'), 'algorithm'),
      refused('none-in-mixed-case', 'nOnE: what a check for none overlooks.', unsigned('nOnE'), 'algorithm'),
      refused('empty', 'The empty text.', unsigned(''), 'algorithm'),
      alg('none-with-signature', 'none, though the signature is right.', { ...HEADER, alg: 'none' }),
      text(
        'hs512',
        'HS512, signed so.',
        signParts(encoded({ ...HEADER, alg: 'HS512' }), claims, undefined, 'sha512'),
        'algorithm',
      ),
      alg('hs384', 'HS384, though the signature is that of HS256.', { ...HEADER, alg: 'HS384' }),
      alg('rs256', 'RS256, though signed with the secret.', { ...HEADER, alg: 'RS256' }),
      alg('es256', 'ES256.', { ...HEADER, alg: 'ES256' }),
      alg('small-letters', 'hs256: names differ by case.', { ...HEADER, alg: 'hs256' }),
      alg('absent', 'None is named.', { typ: 'JWT', kid: KEY_NAME }),
      alg('null', 'null.', { ...HEADER, alg: null }),
      alg('list', 'A list that holds it.', { ...HEADER, alg: ['HS256'] }),
      badHeader(
        'critical-extension',
        'An extension that must be understood.',
        { ...HEADER, crit: ['x'], x: 1 },
        'malformed',
      ),
      badHeader(
        'unencoded-payload',
        'And one that some libraries understand.',
        { ...HEADER, crit: ['b64'], b64: true },
        'malformed',
      ),
    ]),
    group('key', 'kid names the key.', { spec: ['TN3', 'RSA11'], basis: 'spec', flags: ['JwtKey'] }, [
      badHeader('absent', 'No kid.', { typ: 'JWT', alg: 'HS256' }, 'kid-missing'),
      badHeader('unknown', 'Another key.', { ...HEADER, kid: 'appId.other' }, 'kid-unknown'),
      badHeader('other-app', 'A key of another app.', { ...HEADER, kid: 'other.keyId' }, 'kid-unknown'),
      badHeader('other-case', 'Names differ by case.', { ...HEADER, kid: 'appid.keyid' }, 'kid-unknown'),
      badHeader('longer', 'A name that begins as ours.', { ...HEADER, kid: `${KEY_NAME}2` }, 'kid-unknown'),
      badHeader('empty', 'The empty text.', { ...HEADER, kid: '' }, undefined),
      badHeader('null', 'null.', { ...HEADER, kid: null }, undefined),
      badHeader('list', 'A list that holds it.', { ...HEADER, kid: [KEY_NAME] }, undefined),
      badHeader('app-alone', 'The app, not the key.', { ...HEADER, kid: 'appId' }, undefined),
      badHeader('whole-key', 'The whole key: it gives the secret away.', { ...HEADER, kid: KEY }, undefined),
      badHeader('white-space', 'A line end after the name.', { ...HEADER, kid: `${KEY_NAME}\n` }, undefined),
      refused(
        'in-claims',
        'kid among the claims.',
        verifying(sign({ typ: 'JWT', alg: 'HS256' }, { ...CLAIMS, kid: KEY_NAME })),
        'kid-missing',
      ),
    ]),
  ];
}

/** Base64 of the standard alphabet, without padding. */
function standard(part: Part): string {
  const text = encoded(part).replaceAll('-', '+').replaceAll('_', '/');
  if (!/\+/.test(text) || !/\//.test(text)) throw new Error(`${text}: lacks + or /`);
  return text;
}

/** A JWT of so many bytes: one part alone cannot have every length. */
function ofLength(sign: JwtSigner['sign'], length: number): string {
  for (const extra of ['', 'x', 'xx', 'xxx']) {
    const header = { ...HEADER, x: extra };
    const rest = length - sign(header, { ...CLAIMS, a: '' }).length;
    for (const filler of [0, 1, 2, 3]) {
      const token = sign(header, { ...CLAIMS, a: 'x'.repeat(Math.floor((rest * 3) / 4) - filler) });
      if (token.length === length) return token;
    }
  }
  throw new Error(`no JWT has ${length} bytes`);
}
