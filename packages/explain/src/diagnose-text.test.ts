import { describe, expect, it } from 'vitest';
import { firstDifference } from './first-difference.js';
import { diagnoseText } from './index.js';
import { REQUEST, signTextOf } from './request.testing.js';
import { sentenceOf } from './sentence-of.js';

const causesOf = (expected: string, actual: string) => diagnoseText(expected, actual)?.causes.map(({ id }) => id);

describe('two texts that are the same', () => {
  it('have no diagnosis', () => {
    expect(diagnoseText('{"a":["b"]}', '{"a":["b"]}')).toBeUndefined();
    expect(sentenceOf([])).toBeUndefined();
  });
});

describe('two capability texts', () => {
  it('have the first octet that differs, in its context, and the cause in words', () => {
    const diagnosis = diagnoseText('{"a":["b","c"]}', '{"a": ["b", "c"]}');
    expect(diagnosis?.difference).toEqual({
      octet: 5,
      expectedOctet: '5b',
      actualOctet: '20',
      expected: '{"a":["b","c"]}',
      actual: '{"a": ["b", "c"]}',
      column: 5,
    });
    expect(diagnosis?.sentence).toBe(
      "the capability was signed with a space after `:` and `,` (Python json.dumps, ably-python): Python's json.dumps does so by default; pass separators=(',', ':').",
    );
  });

  it.each([
    ['{"10":["a"],"9":["a"]}', '{"9":["a"],"10":["a"]}', ['capability.resources-integers-first']],
    ['{"a":["b","c"]}', '{"a":["c","b"]}', ['capability.operations-unsorted']],
    ['{"a":["b"]}', '{"a":["b","b"]}', ['capability.operations-duplicated']],
    ['{"a/b":["c"]}', '{"a\\/b":["c"]}', ['capability.escaped-slash']],
    ['{"a":["b"]}', '', ['capability.dropped']],
    ['{"a":["b"]}', '{"a":"b"}', ['capability.single-operation-as-string']],
    ['{"a":["b"]}', '{"a":["c"]}', []],
    ['', '{"*":["*"]}', ['capability.default-everything']],
    ['{}', '[]', ['capability.empty-list']],
    ['{}', '[:]', ['capability.swift-description']],
    ['{"a":["b"]}', 'nonsense', []],
  ])('%s and %s', (expected, actual, causes) => {
    expect(causesOf(expected, actual)).toEqual(causes);
  });
});

describe('a text that the caller gave', () => {
  it('is the cause where it was taken as it is', () => {
    const given = '{"b":["c"],"a":["c"]}';
    const diagnosis = diagnoseText('{"a":["c"],"b":["c"]}', given, given);
    expect(diagnosis?.causes.map(({ id }) => id)).toEqual(['capability.verbatim']);
  });
});

describe('the order that the caller gave', () => {
  const [expected, actual] = ['{"\ud83d\ude00":["c"],"\ufb33":["c"]}', '{"\ufb33":["c"],"\ud83d\ude00":["c"]}'];
  const alternativesFor = (given: object) =>
    diagnoseText(expected, actual, given)?.alternatives.map((causes) => causes.map(({ id }) => id));

  it('leaves "not sorted" among the alternatives where the text keeps it', () => {
    expect(alternativesFor({ '\ufb33': ['c'], '\ud83d\ude00': ['c'] })).toEqual(
      expect.arrayContaining([['capability.resources-by-code-point'], ['capability.resources-unsorted']]),
    );
  });

  it('rules "not sorted" out where the text has another', () => {
    const alternatives = alternativesFor({ '\ud83d\ude00': ['c'], '\ufb33': ['c'] });
    expect(alternatives).toContainEqual(['capability.resources-by-code-point']);
    expect(alternatives).not.toContainEqual(['capability.resources-unsorted']);
  });
});

describe('two sign texts', () => {
  const TEXT = signTextOf(REQUEST);
  it.each([
    ['ttl in seconds', signTextOf({ ...REQUEST, ttl: 7200 }), ['ttl.seconds']],
    ['no final LF', TEXT.slice(0, -1), ['layout.no-final-line-feed']],
    ['CR LF', TEXT.replaceAll('\n', '\r\n'), ['layout.crlf']],
    ['two lines wrong', signTextOf({ ...REQUEST, ttl: 7200, clientId: '' }), ['ttl.seconds', 'clientId.unsigned']],
    [
      'capability of Python',
      signTextOf({ ...REQUEST, capability: '{"chat/é": ["publish", "subscribe"], "news": ["history"]}' }),
      ['capability.space-after-separators'],
    ],
    [
      'fields in another order',
      TEXT.slice(0, -1)
        .split('\n')
        .toReversed()
        .map((line) => `${line}\n`)
        .join(''),
      ['layout.fields-in-another-order'],
    ],
    ['something else in one line', signTextOf({ ...REQUEST, nonce: 'x' }), []],
  ])('%s', (_, actual, causes) => {
    expect(causesOf(TEXT, actual)).toEqual(causes);
  });

  it('have words for absent fields', () => {
    const expected = signTextOf({ keyName: 'a.b', timestamp: 1, nonce: 'n' });
    expect(causesOf(expected, expected.replace('a.b\n\n\n\n', 'a.b\nnull\nnull\nnull\n'))).toEqual([
      'fields.absence-as-word',
    ]);
  });
});

describe('a difference', () => {
  it('is told inside a character, at the end, and with what cannot be seen made visible', () => {
    expect(firstDifference('é', 'è')).toMatchObject({ octet: 1, expectedOctet: 'a9', actualOctet: 'a8' });
    expect(firstDifference('a', 'a\n')).toMatchObject({
      octet: 1,
      expectedOctet: undefined,
      actualOctet: '0a',
      actual: 'a␊',
    });
    expect(firstDifference('x'.repeat(50), `${'x'.repeat(40)}\u200b`)).toMatchObject({
      octet: 40,
      expected: `…${'x'.repeat(34)}`,
      actual: `…${'x'.repeat(24)}\\u{200b}`,
      column: 25,
    });
  });
});
