import { group, refused, valid, type CaseGroup, type Traits } from '../authoring.js';
import { CLAIMS, HEADER, verifying, type JwtSigner } from './jwt-material.js';
import { MAC, NONCE, NOW } from './material.js';

// JSON text that is read right by itself, and misread by some readers after a text with a similar name: V8's JSON.parse
// takes the name `caf\` of an earlier text for `caf\u00e9`, which begins with the same characters. It does so only for a
// name that follows the same names as before, so that each text begins with a name that no other test has.

const traits = (spec: string): Traits => ({ spec: [spec], basis: 'spec', flags: ['EscapedNames'] });
const about = 'A name that is written with an escape is that name after any other input (RFC 8259 §7).';

/** A text, and before it one that has in place of a name its first characters, as many as the name has. */
function pair(before: (name: string) => string, escaped: string) {
  const { length } = JSON.parse(`"${escaped}"`) as string;
  return { first: before(JSON.stringify(escaped.slice(0, length))), second: before(`"${escaped}"`) };
}

const NAMES = [
  ['one-character', 'A line feed.', '\\n', '\n'],
  ['quote', 'A quotation mark.', '\\"', '"'],
  ['slash', "'/' as PHP writes it.", 'room\\/a', 'room/a'],
  ['outside-ascii', 'A character outside ASCII as Python writes it.', 'caf\\u00e9', 'café'],
] as const;

const capability = (name: string) => `{"escaped":["publish"],${name}:["subscribe"]}`;

export const canonicalizedNames: CaseGroup = group(
  'escaped-names',
  about,
  traits('RSA9f'),
  NAMES.map(([name, title, escaped]) => {
    const { first, second } = pair(capability, escaped);
    return valid(name, title, { text: second }, { before: [{ text: first }] });
  }),
);

export const parsedNames: CaseGroup = group(
  'escaped-names',
  about,
  traits('TK2b'),
  NAMES.map(([name, title, escaped, read]) => {
    const { first, second } = pair(capability, escaped);
    const output = { capability: { escaped: ['publish'], [read]: ['subscribe'] } };
    return valid(name, title, { text: second }, { before: [{ text: first }], output });
  }),
);

export const requestNames: CaseGroup = group('escaped-names', about, traits('TE6'), [
  (() => {
    const text = (name: string) =>
      `{"app":"escaped-names",${name}:"alice","keyName":"appId.keyId","timestamp":${NOW},"nonce":"${NONCE}","mac":"${MAC}"}`;
    const { first, second } = pair(text, 'client\\u0049d');
    return valid('client-id', 'clientId with an escape.', { text: second }, { before: [{ text: first }] });
  })(),
]);

export function jwtNames({ sign }: JwtSigner): CaseGroup {
  const claims = pair(
    (name) => `{"app":"escaped-names",${name}:"alice","iat":${CLAIMS.iat},"exp":${CLAIMS.exp}}`,
    'x-ably-client\\u0049d',
  );
  const header = pair(
    (name) => `{"app":"escaped-names",${name}:["x"],"alg":"HS256","kid":"${HEADER.kid}"}`,
    'cr\\u0069t',
  );
  const claiming = (text: string) => verifying(sign(HEADER, text));
  const headed = (text: string) => verifying(sign(text, CLAIMS));
  return group('escaped-names', about, traits('TN3'), [
    valid('client-id', 'The token is not anonymous.', claiming(claims.second), { before: [claiming(claims.first)] }),
    refused('crit', 'The extension is critical.', headed(header.second), 'malformed', {
      before: [headed(header.first)],
    }),
  ]);
}
