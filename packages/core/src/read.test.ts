import { describe, expect, it } from 'vitest';
import { readTokenDetails, readTokenRequest, readUnsignedTokenRequest } from './read.js';

const signed = { keyName: 'a.b', timestamp: 1000, nonce: 'n', mac: 'm' };
const full = { keyName: 'a.b', ttl: 5, capability: '{}', clientId: 'c', timestamp: 1000, nonce: 'n', mac: 'm' };

const kinds = (input: unknown) => readTokenRequest(input).leniencies.map(({ path, kind }) => `${path} ${kind}`);

describe('readTokenRequest', () => {
  it.each([
    ['text', JSON.stringify],
    ['an object', (value: object) => value],
  ])('reads %s, in the order of the sign text, and checks neither length nor form', (_, form) => {
    const reversed = Object.fromEntries(Object.entries(full).reverse());
    const { value, leniencies } = readTokenRequest(form(reversed));
    expect(JSON.stringify(value)).toBe(JSON.stringify(full));
    expect(leniencies).toEqual([]);
  });

  it('reads null, ttl 0 and an empty capability as absent, and notes each', () => {
    const input = { ...signed, ttl: 0, capability: '', clientId: null };
    expect(readTokenRequest(input).value).toEqual(signed);
    expect(Object.keys(readTokenRequest(input).value)).toEqual(Object.keys(signed));
    expect(kinds(input)).toEqual(['$.ttl zero-ttl', '$.capability empty-capability', '$.clientId null']);
  });

  it('reads decimal strings as numbers', () => {
    const input = { ...signed, ttl: '3600000', timestamp: '9007199254740991' };
    expect(readTokenRequest(input).value).toMatchObject({ ttl: 3_600_000, timestamp: Number.MAX_SAFE_INTEGER });
    expect(kinds(input)).toEqual(['$.ttl decimal-string', '$.timestamp decimal-string']);
    expect(kinds({ ...signed, ttl: '0' })).toEqual(['$.ttl decimal-string', '$.ttl zero-ttl']);
    expect(readTokenRequest({ ...signed, timestamp: '-5' }).value.timestamp).toBe(-5);
  });

  it('reads -0 as 0, which it signs like', () => {
    expect(Object.is(readTokenRequest({ ...signed, timestamp: -0 }).value.timestamp, 0)).toBe(true);
    expect(
      Object.is(readTokenRequest('{"keyName":"a.b","timestamp":-0,"nonce":"n","mac":"m"}').value.timestamp, 0),
    ).toBe(true);
  });

  it.each(['01', '1.0', '1e3', ' 1', '1 ', '+1', '-0', '0x10', '', '9007199254740992', '１'])(
    'refuses %j as a number',
    (timestamp) => {
      expect(() => readTokenRequest({ ...signed, timestamp })).toThrow(
        expect.objectContaining({ code: 40003, path: '$.timestamp' }),
      );
    },
  );

  it('drops unknown members and lists them', () => {
    const input = JSON.stringify({ ...signed, client_id: 'c', 'a b': 1, ['x'.repeat(60)]: 1 });
    const { value, leniencies } = readTokenRequest(input);
    expect(value).toEqual(signed);
    expect(leniencies.map(({ path }) => path)).toEqual(['$.client_id', '$["a b"]', `$.${'x'.repeat(60)}`]);
    expect(kinds(`{"__proto__":{"clientId":"admin"},${JSON.stringify(signed).slice(1)}`)).toEqual([
      '$.__proto__ unknown-member',
    ]);
  });

  it.each([
    ['keyName', 7, 40001],
    ['ttl', 1.5, 40003],
    ['ttl', true, 40003],
    ['ttl', Number.NaN, 40003],
    ['ttl', 2 ** 53, 40003],
    ['capability', { a: ['*'] }, 40000],
    ['clientId', 7, 40012],
    ['timestamp', 10n, 40003],
    ['nonce', 1234567890123456, 40003],
    ['mac', [], 40101],
  ])('refuses %s of another type (%s) with %i and its path', (name, value, code) => {
    const error = expect.objectContaining({
      code,
      path: `$.${name}`,
      message: expect.stringContaining(`TokenRequest.${name}: `),
    });
    expect(() => readTokenRequest({ ...full, [name]: value })).toThrow(error);
  });

  it.each([
    ['keyName', 40001],
    ['timestamp', 40003],
    ['nonce', 40003],
    ['mac', 40101],
  ])('refuses a missing %s with %i', (name, code) => {
    for (const absent of [undefined, null]) {
      expect(() => readTokenRequest({ ...full, [name]: absent })).toThrow(
        expect.objectContaining({ code, path: `$.${name}`, message: expect.stringMatching(/, got nothing$/) }),
      );
    }
  });

  it('refuses a member named twice in text', () => {
    expect(() => readTokenRequest(`${JSON.stringify(signed).slice(0, -1)},"mac":"x"}`)).toThrow(
      expect.objectContaining({ code: 40001, message: expect.stringContaining('mac') }),
    );
  });

  it.each([['[]'], ['null'], ['"text"'], ['1'], ['{'], [''], [undefined], [null], [7], [[]], [() => 7], [Symbol('s')]])(
    'refuses %s, which is not a JSON object',
    (input) => {
      expect(() => readTokenRequest(input)).toThrow(expect.objectContaining({ code: 40001 }));
    },
  );

  it('reads 128 KiB and refuses one byte more, as text and as an object', () => {
    const withNonce = (length: number) => ({ ...signed, nonce: 'é'.repeat(length), mac: 'mm' });
    const free = 131_072 - new TextEncoder().encode(JSON.stringify(withNonce(0))).length;
    expect(free % 2).toBe(0);
    for (const form of [JSON.stringify, (value: object) => value]) {
      expect(readTokenRequest(form(withNonce(free / 2))).value.nonce).toHaveLength(free / 2);
      const oneByteMore = { ...withNonce(free / 2), mac: 'mmm' };
      expect(() => readTokenRequest(form(oneByteMore))).toThrow(
        expect.objectContaining({ code: 40001, message: expect.stringContaining('131072') }),
      );
    }
  });

  it('refuses text that nests too deep', () => {
    const nested = `${'['.repeat(9)}${']'.repeat(9)}`;
    expect(() => readTokenRequest(`{"x":${nested},${JSON.stringify(signed).slice(1)}`)).toThrow(
      expect.objectContaining({ code: 40001, message: expect.stringContaining('at most 8 levels') }),
    );
  });

  it('reads each member once, getters and Proxies included, and returns what it read', () => {
    let reads = 0;
    const changing = {
      ...full,
      get clientId() {
        return `read ${++reads}`;
      },
    };
    expect(readTokenRequest(changing).value.clientId).toBe('read 1');
    expect(reads).toBe(1);
    const names: PropertyKey[] = [];
    const proxy = new Proxy({ ...full }, { get: (target, name) => (names.push(name), Reflect.get(target, name)) });
    expect(readTokenRequest(proxy).value).toEqual(full);
    expect(names).toEqual(Object.keys(full));
  });

  it('ignores inherited members, and refuses one that is hidden', () => {
    const hidden = Object.defineProperty({ ...signed }, 'capability', { value: '{"a":["publish"]}' });
    expect(() => readTokenRequest(hidden)).toThrow(expect.objectContaining({ code: 40001, path: '$.capability' }));
    expect(() => readTokenRequest(Object.assign(Object.create({ clientId: 'c' }) as object, signed))).toThrow(
      expect.objectContaining({ code: 40001, path: '$' }),
    );
  });

  it('does not change its input', () => {
    const input = Object.freeze({ ...signed, ttl: '5', other: Object.freeze({}) });
    expect(readTokenRequest(input).value).not.toBe(input);
  });
});

describe('readUnsignedTokenRequest', () => {
  it('requires keyName and timestamp', () => {
    expect(readUnsignedTokenRequest('{"keyName":"a.b","timestamp":1,"mac":null}').value).toEqual({
      keyName: 'a.b',
      timestamp: 1,
    });
    expect(() => readUnsignedTokenRequest({ timestamp: 1 })).toThrow(expect.objectContaining({ code: 40001 }));
    expect(() => readUnsignedTokenRequest({ keyName: 'a.b' })).toThrow(
      expect.objectContaining({ code: 40003, path: '$.timestamp' }),
    );
  });

  it('checks the types of what is there', () => {
    const { mac: _, ...unsigned } = full;
    expect(readUnsignedTokenRequest(unsigned).value).toEqual(unsigned);
    expect(() => readUnsignedTokenRequest({ ...unsigned, nonce: 7 })).toThrow(expect.objectContaining({ code: 40003 }));
  });

  it('refuses a MAC, which nobody would check', () => {
    expect(() => readUnsignedTokenRequest(full)).toThrow(expect.objectContaining({ code: 40001, path: '$.mac' }));
  });
});

describe('readTokenDetails', () => {
  it('requires only the token', () => {
    expect(readTokenDetails('{"token":"t"}')).toEqual({ value: { token: 't' }, leniencies: [] });
    for (const input of ['{}', { token: null }, { token: 7 }, { expires: 1 }]) {
      expect(() => readTokenDetails(input)).toThrow(
        expect.objectContaining({ code: 40001, message: expect.stringContaining('TokenDetails.token: expected') }),
      );
    }
  });

  it('reads every member, in a fixed order', () => {
    const details = { token: 't', issued: 1, expires: 2, capability: '{"a":["*"]}', clientId: '*', keyName: 'a.b' };
    const reversed = Object.fromEntries(Object.entries(details).reverse());
    expect(JSON.stringify(readTokenDetails(reversed).value)).toBe(JSON.stringify(details));
  });

  it('lists what it tolerated', () => {
    const input = { token: 't', issued: '1', expires: null, capability: '', extra: 1 };
    const { value, leniencies } = readTokenDetails(input);
    expect(value).toEqual({ token: 't', issued: 1 });
    expect(leniencies.map(({ kind }) => kind)).toEqual([
      'unknown-member',
      'decimal-string',
      'null',
      'empty-capability',
    ]);
  });

  it.each([
    ['expires', 'soon', 40001],
    ['issued', 1.5, 40001],
    ['capability', {}, 40001],
    ['clientId', 7, 40012],
  ])('refuses %s of another type with its path', (name, value, code) => {
    expect(() => readTokenDetails({ token: 't', [name]: value })).toThrow(
      expect.objectContaining({ code, path: `$.${name}` }),
    );
  });

  it('keeps expires: 0', () => {
    expect(readTokenDetails({ token: 't', expires: 0 }).value).toEqual({ token: 't', expires: 0 });
  });
});
