import { describe, expect, it } from 'vitest';
import { typeNamed } from '../all-types.testing.js';
import { decode } from '../decode.js';
import { list, map, textMap, texts } from './collections.js';
import { Decoding, flag } from './decoding.js';

const read = (type: string, value: unknown, mode: 'strict' | 'lenient' = 'strict') =>
  decode(typeNamed(type).decoder, value, mode);
const said = (type: string, value: unknown, mode?: 'lenient') =>
  read(type, value, mode).issues.map(({ path, message }) => `${path}: ${message}`);

describe('a map', () => {
  const NAME = 'expected a name of 1 to 8192 characters';

  it.each([
    ['', '[""]', 'an empty name'],
    ['x'.repeat(8193), `["${'x'.repeat(8193)}"]`, 'a longer one'],
    ['😀'.repeat(8193), `["${'😀'.repeat(8193)}"]`, 'a longer one'],
  ])('has no name %.9s', (name, path, words) => {
    expect(said('Capability', { [name]: ['publish'] })).toEqual([`$${path}: ${NAME}, got ${words}`]);
  });

  it.each(['x', 'x'.repeat(8192), '😀'.repeat(8192)])('may have the name %.9s', (name) => {
    expect(read('Capability', { [name]: ['publish'] })).toMatchObject({ value: { [name]: ['publish'] }, issues: [] });
  });

  it('says at which name a value is wrong', () => {
    expect(said('Capability', { 'a b': 'publish', c: ['x', ''] })).toEqual([
      '$["a b"]: expected a list of 1 to 64 operations, got a string',
      '$["c"][1]: expected an operation of 1 to 64 characters, got an empty string',
    ]);
    expect(said('AuthOptions', { authHeaders: { 'a b': 1 } })).toEqual([
      '$.authHeaders["a b"]: expected a string, got 1',
    ]);
    expect(said('AuthOptions', { authHeaders: 'a=b' })[0]).toMatch(/^\$\.authHeaders: .+, got a string$/);
  });

  it('refuses a value that is missing as one of another type', () => {
    for (const value of [null, undefined]) {
      const { issues } = read('AuthOptions', { authHeaders: { a: value } }, 'lenient');
      expect(issues).toMatchObject([{ path: '$.authHeaders["a"]', keyword: 'type' }]);
    }
  });

  it('has a bounded number of names, and no value past it', () => {
    const resources = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`r${i}`, ['*']]));
    expect(said('Capability', resources(5000))).toEqual([]);
    expect(said('Capability', resources(5001))).toEqual(['$: expected at most 5000 members, got 5001']);
    expect(read('Capability', resources(5001)).value).toBeUndefined();
  });
});

describe('a list', () => {
  it('says at which item it is wrong, and how many there are', () => {
    const targets = Array.from({ length: 101 }, () => 'clientId:alice');
    expect(said('TokenRevocationRequest', { targets })[0]).toMatch(/^\$\.targets: expected .+, got 101 entries$/);
    expect(said('TokenRevocationRequest', { targets: [] })[0]).toMatch(/^\$\.targets: expected .+, got an empty list$/);
    expect(said('TokenRevocationRequest', { targets: ['a:b', 1] })[0]).toMatch(/^\$\.targets\[1\]: .+, got 1$/);
    expect(said('TokenRevocationRequest', { targets: 'a:b' })[0]).toMatch(/^\$\.targets: .+, got a string$/);
    expect(said('TokenRevocationRequest', { targets: null }, 'lenient')[0]).toMatch(/^\$\.targets: .+, got nothing$/);
  });

  it('keeps an item whose length alone is wrong', () => {
    expect(read('Capability', { a: ['x', ''] }).value).toEqual({ a: ['x', ''] });
  });

  it('is read up to the 64th issue', () => {
    let reads = 0;
    const targets = new Proxy(
      Array.from({ length: 100 }, () => 1),
      { get: (of, name, self) => (reads++, Reflect.get(of, name, self) as unknown) },
    );
    expect(said('TokenRevocationRequest', { targets })).toHaveLength(64);
    expect(reads).toBeLessThan(70);
  });

  it('of results is a list where each is one or the other', () => {
    const batch = { successCount: 0, failureCount: 0 };
    expect(said('TokenRevocationResult', { ...batch, results: {} })[0]).toMatch(/^\$\.results: .+, got an object$/);
    expect(said('TokenRevocationResult', { ...batch, results: null }, 'lenient')[0]).toMatch(/, got nothing$/);
  });
});

describe('a result, of success or of failure', () => {
  const success = { target: 'clientId:a', issuedBefore: 1, appliesAt: 2 };
  const failure = { target: 'clientId:a', error: { code: 40000, statusCode: 400, message: 'x' } };
  const within = (result: unknown) => ({ successCount: 0, failureCount: 0, results: [result] });

  it.each([success, failure, { ...success, more: 1 }])('is read as it is: %j', (result) => {
    for (const mode of ['strict', 'lenient'] as const) {
      const { more, ...declared } = result as { more?: number };
      const expected = mode === 'strict' && more !== undefined ? result : declared;
      expect(read('TokenRevocationResult', within(result), mode)).toMatchObject({
        value: within(expected),
        issues: [],
      });
    }
  });

  it.each<[string, unknown, string[]]>([
    ['nearly a success', { ...success, appliesAt: '2' }, ['$.results[0] anyOf', '$.results[0].appliesAt type']],
    ['nearly a failure', { ...failure, error: 1 }, ['$.results[0] anyOf', '$.results[0].error type']],
    ['another object', {}, ['$.results[0] anyOf', '$.results[0].target required', '$.results[0].error required']],
    ['a failure with a wrong error', { target: 'a', error: 1 }, ['$.results[0] anyOf', '$.results[0].error type']],
    [
      'as near to either, so a success',
      { target: 'a', appliesAt: 1 },
      ['$.results[0] anyOf', '$.results[0].issuedBefore required'],
    ],
    ['a list', [], ['$.results[0] anyOf', '$.results[0] type']],
    ['nothing', undefined, ['$.results[0] required']],
  ])('that is %s has the issues of what it nearly is', (_, result, expected) => {
    const { value, issues } = read('TokenRevocationResult', within(result));
    expect(value).toBeUndefined();
    const places = issues.map(({ path, keyword }) => `${path} ${keyword}`);
    expect(places).toEqual(expected);
  });

  it('that is both is one of success', () => {
    const both = read('TokenRevocationResult', within({ ...failure, ...success }), 'lenient').value;
    expect(both).toEqual(within(success));
  });

  it('that is null is missing for a lenient read', () => {
    expect(said('TokenRevocationResult', within(null), 'lenient')).toEqual([
      '$.results[0]: expected a result of one target, got nothing',
    ]);
  });

  it('hands on what a lenient read tolerated', () => {
    const { issues, leniencies } = read('TokenRevocationResult', within({ ...success, appliesAt: '2' }), 'lenient');
    expect(issues).toEqual([]);
    expect(leniencies).toMatchObject([{ path: '$.results[0].appliesAt', kind: 'decimal-string' }]);
  });
});

describe('what no schema asks for yet', () => {
  const rule = { id: 'made', code: 40000, expected: 'it', fix: 'Correct it.' };
  const text = { ...rule, min: 2, max: 4, pattern: /^[a-z]*$/u };
  const bounded = { ...rule, min: 1, max: 2 };
  const named = { ...rule, maxMembers: 9, minName: 1, maxName: 9 };
  const issuesOf = (at: Decoding) => (at.issues ?? []).map(({ path, keyword }) => `${path} ${keyword}`);

  it('is a pattern for the items of a list', () => {
    const at = new Decoding(false);
    expect(texts(at, { ...bounded, items: text }, '$', '.a', ['ab', 'a1'], true)).toEqual(['ab', 'a1']);
    expect(issuesOf(at)).toEqual(['$.a[1] pattern']);
  });

  it.each([
    [[], ['$.a minItems']],
    [[true], []],
    [[true, false], []],
    [[true, false, true], ['$.a maxItems']],
    [[true, 1], ['$.a[1] type']],
  ])('is a bounded list of other values: %j', (items, issues) => {
    const at = new Decoding(false);
    list(at, bounded, '$', '.a', items, true, (state, path, item) => flag(state, rule, path, '', item, true));
    expect(issuesOf(at)).toEqual(issues);
  });

  it('is a bound for the texts of a map', () => {
    const at = new Decoding(false);
    expect(textMap(at, { ...named, values: text }, '$', '.a', { b: 'c' }, true)).toEqual({ b: 'c' });
    expect(issuesOf(at)).toEqual(['$.a["b"] minLength']);
  });

  it('is a map of other values', () => {
    const at = new Decoding(false);
    const value = map(at, named, '$', '.a', { b: true, c: 1 }, true, (state, path, raw) =>
      flag(state, rule, path, '', raw, true),
    );
    expect(value).toEqual({ b: true });
    expect(issuesOf(at)).toEqual(['$.a["c"] type']);
  });
});

it('copies an object that may have any members, one level deep', () => {
  const cause = JSON.parse('{"__proto__":1,"a":{}}') as { a: object };
  const { value } = read('ErrorInfo', { code: 1, statusCode: 400, message: '', cause });
  const copy = (value as { cause: { a: object } }).cause;
  expect(copy).not.toBe(cause);
  expect(Object.entries(copy)).toEqual(Object.entries(cause));
});
