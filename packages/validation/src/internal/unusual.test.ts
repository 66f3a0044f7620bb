import { describe, expect, it } from 'vitest';
import { typeNamed } from '../all-types.testing.js';
import { decode } from '../decode.js';
import { Decoding } from './decoding.js';
import { got, reportPattern } from './unusual.js';

const issues = (type: string, value: unknown, mode: 'strict' | 'lenient' = 'strict') =>
  decode(typeNamed(type).decoder, value, mode).issues;

/** What the message of the only issue says that came. */
function cameIn(member: string, value: unknown, mode?: 'lenient'): string | undefined {
  const [issue, ...others] = issues('TokenParams', { [member]: value }, mode);
  expect(others).toEqual([]);
  return issue?.message.replace(/^.*, got /, '');
}

it.each([
  [null, 'null'],
  [undefined, 'nothing'],
  [1.5, '1.5'],
  [NaN, 'NaN'],
  [false, 'false'],
  ['', 'an empty string'],
  ['s3cret', 'a string'],
  [[], 'an array'],
  [{}, 'an object'],
  [new Map(), 'an instance of a class'],
  [() => 1, 'a function'],
  [1n, 'a bigint'],
  [Symbol('a'), 'a symbol'],
])('names %o without showing a secret', (value, words) => {
  expect(got(value)).toBe(words);
});

it.each(['1', '1h', '1H', '3600s', '1.5 h', '1,5 minutes', '1234567890.12345', '1 seconds'])(
  'quotes the number with its unit %j',
  (text) => {
    expect(cameIn('ttl', text)).toBe(JSON.stringify(text));
  },
);

it.each(['h', 'x1h', '1h!', '1  h', '1abcdefgh', '12345678901234567', '.1', '1h2'])('does not quote %j', (text) => {
  expect(cameIn('ttl', text)).toBe('a string');
});

it.each([
  ['ttl', 0, 'minimum', '0'],
  ['ttl', 86_400_001, 'maximum', '86400001'],
  ['ttl', 1.5, 'type', '1.5'],
  ['timestamp', 2 ** 53, 'maximum', '9007199254740992'],
  ['timestamp', -1, 'minimum', '-1'],
])('says of the %s %j that it breaks the %s', (member, value, keyword, words) => {
  expect(issues('TokenParams', { [member]: value })).toMatchObject([{ keyword }]);
  expect(cameIn(member, value)).toBe(words);
});

it.each(['9007199254740992', 2 ** 53, 1.5, '-0', '01', '1e3', ' 1', '1 ', ''])(
  'takes no number for %j that two readers may see differently',
  (timestamp) => {
    expect(issues('TokenParams', { timestamp }, 'lenient')).toMatchObject([{ keyword: 'type' }]);
  },
);

it.each([
  ['clientId', 'ab\n', 'U+000A at index 2'],
  ['clientId', '\u007f', 'U+007F at index 0'],
  ['clientId', '😀\0', 'U+0000 at index 2'],
  ['clientId', 'a\ud800', 'a lone surrogate'],
  ['clientId', '\udfffa', 'a lone surrogate'],
  ['nonce', `${'😀'.repeat(200)}\n`, 'U+000A at index 400'],
  ['nonce', 'x', '1 character'],
  ['nonce', '', 'an empty string'],
  ['nonce', 'x'.repeat(15), '15 characters'],
  ['nonce', '😀'.repeat(15), '15 characters'],
  ['nonce', 'x'.repeat(257), '257 characters'],
  ['nonce', '😀'.repeat(257), '257 characters'],
])('says of the %s %j: got %s', (member, text, words) => {
  expect(cameIn(member, text)).toBe(words);
});

it.each([
  ['clientId', '\ud7ff\ue000'],
  ['nonce', '😀'.repeat(16)],
  ['nonce', '😀'.repeat(256)],
])('takes the %s %j', (member, text) => {
  expect(issues('TokenParams', { [member]: text })).toEqual([]);
});

it('says of a text of one whole form only that it has another one', () => {
  expect(issues('ApiKey', 'a.b')).toMatchObject([{ keyword: 'pattern', message: /, got a string of another form$/ }]);
});

it('names a character past the surrogates, which no pattern refuses yet', () => {
  const at = new Decoding(false);
  const rule = { id: 'made', code: 40000, expected: 'letters', fix: 'Pass letters.', min: 0, max: 9 };
  reportPattern(at, rule, '$', 'a\ue000', /^[a-z]*$/u);
  expect(at.issues).toMatchObject([{ message: 'expected letters, got U+E000 at index 1' }]);
});

describe('a member that a closed type does not have', () => {
  const members = 'ttl, capability, clientId, timestamp, nonce';

  it.each(['client_id', 'ClientID', 'CLIENT-ID', 'client id', `clientId${'_'.repeat(99)}`])(
    'is taken for a misspelt one: %s',
    (name) => {
      expect(issues('TokenParams', { [name]: 'alice' })).toMatchObject([
        {
          rule: 'TokenParams.additionalProperties',
          keyword: 'additionalProperties',
          message: 'not a member of TokenParams; did you mean clientId?',
          remediation: 'Rename it to clientId.',
        },
      ]);
    },
  );

  it.each(['client', 'clientIds', '', `${'_'.repeat(64)}clientId`])('is only unknown: %s', (name) => {
    expect(issues('TokenParams', { [name]: 'alice' })).toMatchObject([
      { message: 'not a member of TokenParams', remediation: `Use only the members ${members}.` },
    ]);
  });
});
