import { decoded, partOf, secretOf, signature, signed, split } from './jwt-text.testing.js';
import { either, mutating, type Members, type Mutant } from './mutant.testing.js';

type Input = { readonly token: string; readonly key: string; readonly now: number };

const verifying = mutating<Input, { verified: Members }>('verify-jwt');

/** Reads another text in place of the JWT. */
const reading = (name: string, change: (token: string) => string) =>
  verifying(name, (input, right) => right({ ...input, token: change(input.token) }));

/** What is signed of a JWT whose signature is right. */
function partsOf({ token, key }: Input): { header: string; claims: string } | undefined {
  const { header, claims, sign } = split(token);
  return sign === signature(`${header}.${claims}`, secretOf(key)) ? { header, claims } : undefined;
}

/** Decodes the parts of a JWT otherwise. */
const decoding = (name: string, decode: (part: string) => string | Uint8Array) =>
  verifying(name, (input, right) => {
    const parts = partsOf(input);
    if (parts === undefined) return right(input);
    const again = [parts.header, parts.claims].map((part) => Buffer.from(decode(part) as string).toString('base64url'));
    return right({ ...input, token: signed(again.join('.'), secretOf(input.key)) });
  });

/** Reads another header in place of that of a JWT whose signature is right. */
const heading = (name: string, change: (header: Members) => Members, isRight = partsOf) =>
  verifying(name, (input, right) =>
    either(
      () => right(input),
      () => {
        const { header, claims } = isRight(input) ?? { header: '', claims: '' };
        const parts = `${partOf(change(decoded(header)))}.${claims}`;
        return right({ ...input, token: signed(parts, secretOf(input.key)) });
      },
    ),
  );

const OTHER = 'A'.repeat(43);

/** Compares the signature otherwise. */
const comparing = (name: string, equal: (given: string, right: string, parts: string, key: string) => boolean) =>
  verifying(name, (input, right) => {
    if (input.token.split('.').length !== 3) return right(input);
    const { header, claims, sign } = split(input.token);
    const parts = `${header}.${claims}`;
    const expected = signature(parts, secretOf(input.key));
    return right({ ...input, token: `${parts}.${equal(sign, expected, parts, input.key) ? expected : OTHER}` });
  });

const keying = (name: string, keyOf: (key: string) => string | Uint8Array) =>
  comparing(name, (given, _, parts, key) => given === signature(parts, keyOf(key)));

const KID = 'appId.keyId';
const kid = (name: string, equal: (kid: unknown) => boolean) =>
  heading(name, (header) => (equal(header['kid']) ? { ...header, kid: KID } : header));

/** Takes an algorithm for HS256, whose signature is that of another function. */
const algorithm = (name: string, signatureOf: (alg: unknown, parts: string, secret: string) => string | undefined) =>
  heading(
    name,
    (header) => ({ ...header, alg: 'HS256' }),
    ({ token, key }) => {
      const { header, claims, sign } = split(token);
      const right = signatureOf(decoded(header)['alg'], `${header}.${claims}`, secretOf(key));
      return sign === right ? { header, claims } : undefined;
    },
  );

const utf8 = (fatal: boolean) => (part: string) =>
  new TextDecoder('utf-8', { fatal, ignoreBOM: true }).decode(Buffer.from(part, 'base64url'));

const formMutants: readonly Mutant[] = [
  reading('takes a JWT of more parts for its first three', (token) => token.split('.').slice(0, 3).join('.')),
  reading('trims JWTs', (token) => token.trim()),
  verifying('takes JWTs of any length', (input, right) => {
    const parts = input.token.length > 131_072 ? partsOf(input) : undefined;
    if (parts === undefined) return right(input);
    const { iat, exp } = decoded(parts.claims);
    return right({ ...input, token: signed(`${parts.header}.${partOf({ iat, exp })}`, secretOf(input.key)) });
  }),
  reading('takes the scheme of a header with a JWT', (token) => token.replace(/^Bearer /, '')),
  decoding('decodes any Base64 in a JWT', (part) => Buffer.from(part, 'base64')),
  decoding('skips a byte order mark in a JWT', (part) => utf8(true)(part).replace(/^\ufeff/, '')),
  decoding('replaces what is not UTF-8 in a JWT', utf8(false)),
  decoding('takes the last of two members of a JWT', (part) => JSON.stringify(JSON.parse(utf8(true)(part)))),
];

const headerMutants: readonly Mutant[] = [
  algorithm('accepts alg none without a signature', (alg) => (alg === 'none' ? '' : undefined)),
  algorithm('accepts every spelling of none but none', (alg) =>
    alg !== 'none' && /^none$/i.test(String(alg)) ? '' : undefined,
  ),
  algorithm('ignores alg', (_, parts, secret) => signature(parts, secret)),
  algorithm('takes HS256 if no alg is named', (alg, parts, secret) =>
    alg === undefined ? signature(parts, secret) : undefined,
  ),
  algorithm('compares alg without regard to case', (alg, parts, secret) =>
    String(alg).toUpperCase() === 'HS256' ? signature(parts, secret) : undefined,
  ),
  algorithm('accepts every HMAC', (alg, parts, secret) => {
    const hash = /^HS(256|384|512)$/.exec(String(alg))?.[1];
    return hash && signature(parts, secret, `sha${hash}`);
  }),
  heading('ignores crit', ({ crit: _, ...header }) => header),
  heading('understands crit of unencoded payloads', ({ crit, ...header }) =>
    JSON.stringify(crit) === '["b64"]' ? header : { ...header, crit },
  ),
  kid('ignores kid', () => true),
  kid('takes an absent kid for its own', (given) => given === undefined),
  kid('compares the app of kid', (given) => String(given).split('.')[0] === KID.split('.')[0]),
  kid('compares the beginning of kid', (given) => String(given).startsWith(KID)),
  kid('compares kid without regard to case', (given) => String(given).toLowerCase() === KID.toLowerCase()),
  kid('compares kid as the language prints it', (given) => String(given) === KID),
];

const signatureMutants: readonly Mutant[] = [
  keying('signs JWTs with the whole key', (key) => key),
  keying('signs JWTs with what is before the second colon', (key) => key.split(':')[1] ?? ''),
  keying('signs JWTs with what is after the last colon', (key) => key.slice(key.lastIndexOf(':') + 1)),
  keying('signs JWTs with the name of the key', (key) => key.split(':')[0] ?? ''),
  keying('decodes the secret of JWTs from hex if it can', (key) =>
    /^(?:[\da-f]{2})+$/.test(secretOf(key)) ? Buffer.from(secretOf(key), 'hex') : secretOf(key),
  ),
  comparing('does not check the signature of a JWT', () => true),
  comparing('compares the bytes of any Base64 text for a signature', (given, right) =>
    Buffer.from(given, 'base64').equals(Buffer.from(right, 'base64')),
  ),
  comparing(
    'compares a signature without its unused bits',
    (given, right) =>
      /^[\w-]{43}$/.test(given) && Buffer.from(given, 'base64url').equals(Buffer.from(right, 'base64url')),
  ),
  comparing('compares as much of a signature as is there', (given, right) => right.startsWith(given)),
  comparing('accepts an empty signature', (given, right) => given === '' || given === right),
  comparing(
    'compares signatures without regard to case',
    (given, right) => given.toLowerCase() === right.toLowerCase(),
  ),
  comparing(
    'signs the claims of a JWT alone',
    (given, _, parts, key) => given === signature(parts.slice(parts.indexOf('.')), secretOf(key)),
  ),
];

/** How form, algorithm, key and signature of a JWT are checked wrongly. */
export const jwtVerificationMutants: readonly Mutant[] = [...formMutants, ...headerMutants, ...signatureMutants];
