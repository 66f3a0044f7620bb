import { describe, expect, it } from 'vitest';
import { readTokenRequest, readUnsignedTokenRequest } from './read-token-request.js';

const signed = { keyName: 'a.b', timestamp: 1000, nonce: 'n', mac: 'm' };
const full = { keyName: 'a.b', ttl: 5, capability: '{}', clientId: 'c', timestamp: 1000, nonce: 'n', mac: 'm' };

const kinds = (input: unknown) => readTokenRequest(input).deviations.map(({ path, kind }) => `${path} ${kind}`);

describe('readTokenRequest', () => {
  it.each([
    ['text', JSON.stringify],
    ['an object', (value: object) => value],
  ])('reads %s, in the order of the sign text, and judges neither length nor form', (_, form) => {
    const reversed = Object.fromEntries(Object.entries(full).reverse());
    const { request, deviations } = readTokenRequest(form(reversed));
    expect(JSON.stringify(request)).toBe(JSON.stringify(full));
    expect(deviations).toEqual([]);
  });

  it('reads null, ttl 0 and an empty capability as absent, and notes each', () => {
    const input = { ...signed, ttl: 0, capability: '', clientId: null };
    expect(readTokenRequest(input).request).toEqual(signed);
    expect(Object.keys(readTokenRequest(input).request)).toEqual(Object.keys(signed));
    expect(kinds(input)).toEqual(['$.ttl zero-ttl', '$.capability empty-capability', '$.clientId null']);
  });

  it('reads decimal strings as numbers', () => {
    const input = { ...signed, ttl: '3600000', timestamp: '9007199254740991' };
    expect(readTokenRequest(input).request).toMatchObject({ ttl: 3_600_000, timestamp: Number.MAX_SAFE_INTEGER });
    expect(kinds(input)).toEqual(['$.ttl decimal-string', '$.timestamp decimal-string']);
    expect(kinds({ ...signed, ttl: '0' })).toEqual(['$.ttl decimal-string', '$.ttl zero-ttl']);
    expect(readTokenRequest({ ...signed, timestamp: '-5' }).request.timestamp).toBe(-5);
  });

  it('reads -0 as 0, which it signs like', () => {
    expect(Object.is(readTokenRequest({ ...signed, timestamp: -0 }).request.timestamp, 0)).toBe(true);
    expect(
      Object.is(readTokenRequest('{"keyName":"a.b","timestamp":-0,"nonce":"n","mac":"m"}').request.timestamp, 0),
    ).toBe(true);
  });

  it.each(['01', '1.0', '1e3', ' 1', '1 ', '+1', '-0', '0x10', '', '9007199254740992', '１'])(
    'refuses %j as a number',
    (timestamp) => {
      expect(() => readTokenRequest({ ...signed, timestamp })).toThrow(
        expect.objectContaining({ code: 40003, message: expect.stringContaining('TokenRequest.timestamp: ') }),
      );
    },
  );

  it('drops unknown members and names them, cut where they are long', () => {
    const input = JSON.stringify({ ...signed, client_id: 'c', 'a b': 1, ['x'.repeat(300)]: 1 });
    const { request, deviations } = readTokenRequest(input);
    expect(request).toEqual(signed);
    expect(deviations.map(({ path }) => path)).toEqual(['$.client_id', '$["a b"]', `$["${'x'.repeat(64)}…"]`]);
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
    const error = expect.objectContaining({ code, message: expect.stringContaining(`TokenRequest.${name}: `) });
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
        expect.objectContaining({ code, message: `TokenRequest.${name}: is missing` }),
      );
    }
  });

  it('refuses a member named twice in text', () => {
    expect(() => readTokenRequest(`${JSON.stringify(signed).slice(0, -1)},"mac":"x"}`)).toThrow(
      expect.objectContaining({ code: 40001, message: expect.stringContaining('mac') }),
    );
  });

  it.each([['[]'], ['null'], ['"text"'], ['1'], ['{'], [''], [undefined], [null], [7], [[]], [() => 7], [Symbol('s')]])(
    'refuses %s, which is no JSON object',
    (input) => {
      expect(() => readTokenRequest(input)).toThrow(expect.objectContaining({ code: 40001 }));
    },
  );

  it('reads 128 KiB and not a byte more, as text and as an object', () => {
    const withNonce = (length: number) => ({ ...signed, nonce: 'é'.repeat(length), mac: 'mm' });
    const room = 131_072 - Buffer.byteLength(JSON.stringify(withNonce(0)));
    expect(room % 2).toBe(0);
    for (const form of [JSON.stringify, (value: object) => value]) {
      expect(readTokenRequest(form(withNonce(room / 2))).request.nonce).toHaveLength(room / 2);
      const oneByteMore = { ...withNonce(room / 2), mac: 'mmm' };
      expect(() => readTokenRequest(form(oneByteMore))).toThrow(
        expect.objectContaining({ code: 40001, message: expect.stringContaining('131072') }),
      );
    }
  });

  it('refuses text that nests too deep', () => {
    const nested = `${'['.repeat(9)}${']'.repeat(9)}`;
    expect(() => readTokenRequest(`{"x":${nested}}`)).toThrow(expect.objectContaining({ code: 40001 }));
  });

  it('counts own enumerable data properties alone, and runs no getter', () => {
    let ran = 0;
    const getter = { enumerable: true, get: () => ((ran += 1), 'c') };
    expect(() => readTokenRequest(Object.defineProperty({ ...signed }, 'clientId', getter))).toThrow(
      expect.objectContaining({ code: 40012 }),
    );
    expect(readTokenRequest(Object.defineProperty({ ...signed }, 'other', getter)).request).toEqual(signed);
    expect(readTokenRequest(Object.defineProperty({ ...signed }, 'clientId', { value: 'c' })).request).toEqual(signed);
    expect(readTokenRequest(Object.assign(Object.create({ clientId: 'c' }), signed)).request).toEqual(signed);
    expect(ran).toBe(0);
  });

  it('reads each member once, so that what was judged is what comes out', () => {
    const reads: string[] = [];
    const changing = new Proxy(
      { ...full },
      {
        getOwnPropertyDescriptor(target, name) {
          reads.push(String(name));
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
        get: () => expect.fail('a member was read by its name'),
      },
    );
    expect(readTokenRequest(changing).request).toEqual(full);
    expect(reads.filter((name) => name === 'ttl').length).toBeLessThanOrEqual(2); // its value, and being listed
  });

  it('changes nothing of what it is given', () => {
    const input = Object.freeze({ ...signed, ttl: '5', other: Object.freeze({}) });
    expect(readTokenRequest(input).request).not.toBe(input);
  });
});

describe('readUnsignedTokenRequest', () => {
  it('requires the keyName alone', () => {
    expect(readUnsignedTokenRequest('{"keyName":"a.b","mac":null}')).toEqual({
      request: { keyName: 'a.b' },
      deviations: [{ path: '$.mac', kind: 'null', message: 'mac: null, read as absent' }],
    });
    expect(() => readUnsignedTokenRequest({ timestamp: 1 })).toThrow(expect.objectContaining({ code: 40001 }));
  });

  it('judges the types of what is there', () => {
    const { mac: _, ...unsigned } = full;
    expect(readUnsignedTokenRequest(unsigned).request).toEqual(unsigned);
    expect(() => readUnsignedTokenRequest({ ...unsigned, nonce: 7 })).toThrow(expect.objectContaining({ code: 40003 }));
  });

  it('refuses a MAC, which nobody would check', () => {
    expect(() => readUnsignedTokenRequest(full)).toThrow(expect.objectContaining({ code: 40001 }));
  });
});
