import { group, refused, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { CLAIMS, encoded, HEADER, NO_SIGNATURE, verifying, type JwtSigner } from './jwt-material.js';
import { flipped, oneOfMany, unusedBits } from './mac-text.js';
import { KEY, KEY_NAME, NOW, SECRET } from './material.js';

/** The signature: what signs, what is signed, and its one text. */
export function signatureGroups({ sign, signParts }: JwtSigner): readonly CaseGroup[] {
  const claims = { ...CLAIMS, 'x-ably-clientId': 'alice' };
  const right = sign(HEADER, claims);
  const signatureOf = (token: string) => token.split('.')[2] ?? '';
  const sent = (header: JsonObject, payload: JsonObject, signature = signatureOf(right)) =>
    verifying(`${encoded(header)}.${encoded(payload)}.${signature}`);
  const refuse = (name: string, about: string, input: JsonObject) => refused(name, about, input, 'signature');
  const key = (name: string, about: string, signing: string, whole: string) =>
    refuse(name, about, verifying(sign(HEADER, CLAIMS, signing), NOW, whole));

  // A clientId with whose signature every form differs.
  const odd = oneOfMany(
    (index) => sign(HEADER, { ...CLAIMS, 'x-ably-clientId': `c${index}` }),
    (token) => /-.*_|_.*-/.test(signatureOf(token)),
  );
  const [input, signature] = [odd.slice(0, odd.lastIndexOf('.')), signatureOf(odd)];
  const bytes = Buffer.from(signature, 'base64url');
  const form = (name: string, about: string, text: string) => refuse(name, about, verifying(`${input}.${text}`));

  return [
    group(
      'secret',
      'The part of the key after the first colon signs, as it is.',
      { spec: ['TN3', 'RSA11'], basis: 'spec', flags: ['KeyCut', 'JwtSignature'] },
      [
        valid('colons', 'A secret that holds colons.', verifying(sign(HEADER, CLAIMS, 'a:b'), NOW, `${KEY_NAME}:a:b`), {
          basis: 'decision',
          flags: ['KeyCut', 'KeyColonRefused'],
        }),
        valid(
          'hexadecimal',
          'The text of a secret is its bytes.',
          verifying(sign(HEADER, CLAIMS, 'deadbeef'), NOW, `${KEY_NAME}:deadbeef`),
          { flags: ['SecretDecoded'] },
        ),
        key('cut-at-second-colon', 'Signed with a secret that was cut.', 'a', `${KEY_NAME}:a:b`),
        key('cut-at-last-colon', 'Signed with what is after the last colon.', 'b', `${KEY_NAME}:a:b`),
        key('whole-key', 'Signed with the whole key.', KEY, KEY),
        key('key-name', 'Signed with the name of the key.', KEY_NAME, KEY),
        // HMAC fills a short key with zeros: this is that of no octets, which openssl does not take.
        key('empty', 'Signed with nothing.', '\0', KEY),
        key('other', 'Signed with another secret.', 'other', KEY),
        key('with-line-feed', 'Signed with a secret that has a line end.', `${SECRET}\n`, KEY),
      ],
    ),
    group(
      'tampered',
      'The signature covers every octet of header and claims.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtSignature'] },
      [
        refuse('client-id', 'Another clientId.', sent(HEADER, { ...claims, 'x-ably-clientId': 'admin' })),
        refuse('client-id-removed', 'None.', sent(HEADER, CLAIMS)),
        refuse(
          'capability-added',
          'A capability where there was none.',
          sent(HEADER, { ...claims, 'x-ably-capability': '{"*":["*"]}' }),
        ),
        refuse('expiry', 'A longer life.', sent(HEADER, { ...claims, exp: claims.exp + 3600 })),
        refuse('own-claim', 'A claim of the app.', sent(HEADER, { ...claims, sub: 'x' })),
        refuse(
          'order-of-claims',
          'The same claims in another order.',
          sent(HEADER, { 'x-ably-clientId': 'alice', ...CLAIMS }),
        ),
        refuse('typ-removed', 'Another header.', sent({ alg: 'HS256', kid: KEY_NAME }, claims)),
        refuse(
          'signature-of-claims',
          'A signature of the claims alone.',
          sent(HEADER, claims, signatureOf(signParts('', encoded(claims)))),
        ),
        refuse(
          'signature-of-another',
          'The signature of another JWT.',
          sent(HEADER, claims, signatureOf(sign(HEADER, CLAIMS))),
        ),
        refuse(
          'hs512-signature',
          'Signed with SHA-512, and named HS256.',
          verifying(signParts(encoded(HEADER), encoded(claims), SECRET, 'sha512')),
        ),
      ],
    ),
    group(
      'signature',
      'The signature has one text.',
      { spec: ['TN3'], basis: 'decision', flags: ['MacForm', 'JwtSignature'] },
      [
        valid('right-form', 'base64url with - and _, without padding.', verifying(odd), {
          basis: 'spec',
          flags: ['MacForm', 'JwtBase64'],
        }),
        form('padding', "With '='.", `${signature}=`),
        form('standard-alphabet', "'+' and '/' for '-' and '_'.", bytes.toString('base64').replace('=', '')),
        form('standard-base64', 'Standard Base64 with padding, as a MAC.', bytes.toString('base64')),
        ...unusedBits(signature).map(([name, about, text]) => form(name, about, text)),
        form('trailing-space', 'With a space.', `${signature} `),
        form('line-break-inside', 'Broken into lines.', `${signature.slice(0, 20)}\r\n${signature.slice(20)}`),
        form('hexadecimal', 'In hex.', bytes.toString('hex')),
        form('base64url-of-hex', 'The hex, in base64url.', Buffer.from(bytes.toString('hex')).toString('base64url')),
        form('31-bytes', 'One byte less.', bytes.subarray(0, 31).toString('base64url')),
        form('33-bytes', 'One byte more.', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url')),
        form('16-bytes', 'Half of it.', bytes.subarray(0, 16).toString('base64url')),
        form('other-case', 'In small letters.', signature.toLowerCase()),
        form('empty', 'None.', ''),
        form('all-zero', '32 bytes of 0.', Buffer.alloc(32).toString('base64url')),
        form('any', 'Any 32 bytes.', NO_SIGNATURE),
        form('one-bit-off', 'One bit is another.', flipped(bytes).toString('base64url')),
      ],
    ),
  ];
}
