import { describe, expect, it } from 'vitest';
import { typeNamed } from './all-types.testing.js';
import { decode } from './decode.js';
import { own } from './internal/decoding.js';
import type { Leniency } from './issue.js';

const read = (type: string, input: unknown, mode: 'strict' | 'lenient' = 'lenient') =>
  decode(typeNamed(type).decoder, input, mode);

const request = { keyName: 'appId.keyId', timestamp: 1, nonce: '0123456789abcdef', mac: `${'A'.repeat(43)}=` };
const error = { code: 40000, statusCode: 400, message: '' };

/** A leniency at a path that the case names. */
type Tolerated = Omit<Leniency, 'path'>;
const NULL: Tolerated = { kind: 'null', message: 'null, read as absent' };
const DECIMAL: Tolerated = { kind: 'decimal-string', message: 'decimal text, read as a number' };
const ZERO: Tolerated = { kind: 'zero-ttl', message: '0, read as absent' };
const EMPTY: Tolerated = { kind: 'empty-capability', message: 'empty text, read as absent' };
const UNKNOWN: Tolerated = { kind: 'unknown-member', message: 'not a member of TokenRequest, dropped' };

describe('a lenient read', () => {
  it.each<[type: string, required: object, more: object, read: object, leniencies: Tolerated[]]>([
    ['TokenRequest', request, { ttl: null }, {}, [NULL]],
    ['TokenRequest', request, { clientId: null }, {}, [NULL]],
    ['TokenRequest', request, { capability: '' }, {}, [EMPTY]],
    ['TokenRequest', request, { ttl: 0 }, {}, [ZERO]],
    ['TokenRequest', request, { ttl: '0' }, {}, [DECIMAL, ZERO]],
    ['TokenRequest', request, { ttl: '86400000' }, { ttl: 86_400_000 }, [DECIMAL]],
    ['TokenRequest', request, { ttl: '1' }, { ttl: 1 }, [DECIMAL]],
    ['TokenRequest', request, { other: 1 }, {}, [UNKNOWN]],
    ['TokenRequest', request, { other: null }, {}, [NULL]],
    ['ErrorInfo', error, { cause: null }, {}, [NULL]],
    ['AuthOptions', {}, { queryTime: null }, {}, [NULL]],
    ['AuthOptions', {}, { authMethod: null }, {}, [NULL]],
    ['AuthOptions', {}, { authCallback: null }, {}, [NULL]],
    ['AuthOptions', {}, { authHeaders: null }, {}, [NULL]],
    ['AuthOptions', {}, { tokenDetails: null }, {}, [NULL]],
  ])(
    'of a %s with %j and %j tolerates what senders write for an absent member',
    (type, required, more, ...expected) => {
      const [value, leniencies] = expected;
      const path = `$.${Object.keys(more).join()}`;
      expect(read(type, { ...required, ...more })).toEqual({
        value: { ...required, ...value },
        issues: [],
        leniencies: leniencies.map((leniency) => ({ path, ...leniency })),
      });
      expect(read(type, { ...required, ...more }, 'strict').issues).toHaveLength(1);
    },
  );

  it('has neither value nor leniency of a required member that is null alone', () => {
    const { value, issues } = read('TokenRequest', { ...request, mac: null });
    expect(value).toBeUndefined();
    expect(issues).toMatchObject([{ path: '$.mac', rule: 'mac.required', message: /, got nothing$/ }]);
  });

  it('takes a text that is too short for what it is, and an object below another', () => {
    const short = { ...request, nonce: 'short' };
    expect(read('TokenRequest', short)).toMatchObject({ value: short, issues: [{ rule: 'nonce.minLength' }] });
    const nested = { tokenDetails: { token: 'x' } };
    expect(read('AuthOptions', nested)).toEqual({ value: nested, issues: [], leniencies: [] });
  });

  it('lists 64 leniencies at most', () => {
    const others = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`other${i}`, 1]));
    const { value, leniencies } = read('TokenRequest', { ...request, ...others });
    expect(value).toEqual(request);
    expect(leniencies).toHaveLength(64);
  });
});

describe('the size of an object that is read', () => {
  const MAX = 131_072;
  const [letters, escapes] = ['x', '\u0001'];
  const details = (character: string, length: number, more: object = {}) => ({
    token: character.repeat(length),
    ...more,
  });
  const TOO_LARGE = {
    value: undefined,
    issues: [
      {
        path: '$',
        rule: 'json.size',
        keyword: 'type',
        message: `expected at most ${MAX} bytes of JSON text, got more`,
      },
    ],
  };

  it.each([
    [letters, MAX - '{"token":""}'.length],
    [escapes, Math.floor((MAX - '{"token":""}'.length) / 6)],
  ])('is that of its JSON text: %j %i times is the most', (character, length) => {
    expect(read('TokenDetails', details(character, length)).issues).toEqual([]);
    expect(read('TokenDetails', details(character, length + 1))).toMatchObject(TOO_LARGE);
    expect(read('TokenDetails', JSON.stringify(details(character, length + 1)))).toMatchObject(TOO_LARGE);
  });

  it('counts every member, that of a text which is too long for it as well', () => {
    expect(read('TokenRequest', { ...request, nonce: letters.repeat(MAX) }).value).toBeUndefined();
    const half = letters.repeat(MAX / 2);
    expect(read('TokenDetails', { token: half, capability: half })).toMatchObject(TOO_LARGE);
  });

  it('is not bounded where a caller builds it', () => {
    expect(read('TokenDetails', details(letters, MAX), 'strict').issues).toEqual([]);
  });

  it('of a text is that of the text, however its numbers are written', () => {
    const rest = '{"token":"","issued":1e12}';
    const text = rest.replace('""', `"${letters.repeat(MAX - rest.length)}"`);
    expect(read('TokenDetails', text)).toMatchObject({ value: { issued: 1e12 }, issues: [] });
  });
});

it('keeps a member that an open type does not declare as an ordinary one', () => {
  const { value } = read('TokenDetails', { token: 'x', other: 1 }, 'strict');
  expect(Object.getOwnPropertyDescriptor(value, 'other')).toEqual({
    value: 1,
    enumerable: true,
    configurable: true,
    writable: true,
  });
});

it('takes no member of a decoded value from a prototype', () => {
  const value = Object.assign(Object.create({ clientId: 'admin' }) as { clientId?: string; ttl?: number }, { ttl: 1 });
  expect([own(value, 'ttl'), own(value, 'clientId')]).toEqual([1, undefined]);
});
