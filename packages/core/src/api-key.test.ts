import { inspect } from 'node:util';
import { AblyAuthError } from '@ably-auth/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApiKey } from './api-key.js';
import * as arbitrary from './arbitraries.testing.js';

const NAME = 'appId.keyId';

function refusalOf(key: string): AblyAuthError {
  try {
    parseApiKey(key);
  } catch (error) {
    if (error instanceof AblyAuthError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(key)}`);
}

describe('parseApiKey', () => {
  it('splits at the first colon', () => {
    const key = parseApiKey(`${NAME}:s3:cret:`);
    expect([key.name, key.secret]).toEqual([NAME, 's3:cret:']);
  });

  it('takes every key of the documented form', () => {
    fc.assert(
      fc.property(arbitrary.keyName, arbitrary.secret, (name, secret) => {
        const key = parseApiKey(`${name}:${secret}`);
        expect([key.name, key.secret]).toEqual([name, secret]);
      }),
    );
  });

  it.each([
    ['', 'expected a colon between key name and secret'],
    [NAME, 'expected a colon between key name and secret'],
    ['s3cretAlone', 'expected a colon between key name and secret'],
    [':s3cret', 'with one dot, got 0 dots'],
    ['appId:s3cret', 'with one dot, got 0 dots'],
    ['a.b.c:s3cret', 'with one dot, got 2 dots'],
    ['.keyId:s3cret', 'a key name appId.keyId'],
    ['appId.:s3cret', 'a key name appId.keyId'],
    ['app Id.keyId:s3cret', 'letters, digits, "_" and "-"'],
    ['äppId.keyId:s3cret', 'letters, digits, "_" and "-"'],
    ['"appId.keyId:s3cret"', 'letters, digits, "_" and "-"'],
    [`${NAME}:`, 'a secret of 1 to 256 characters from U+0021 to U+007E, got 0 characters'],
    [`${NAME}:s3 cret`, 'from U+0021 to U+007E, got other characters'],
    [`${NAME}:s3cr\u00e9t`, 'from U+0021 to U+007E, got other characters'],
    [`${NAME}:s3\0cret`, 'from U+0021 to U+007E, got other characters'],
    [` ${NAME}:s3cret`, 'without white space around it'],
    [`${NAME}:s3cret\n`, 'without white space around it'],
    [`${NAME}:s3cret\r\n`, 'without white space around it'],
    [`\ufeff${NAME}:s3cret`, 'without white space around it'],
    [`${'a'.repeat(127)}.b:s3cret`, 'at most 128 letters, digits, "_" and "-", with one dot, got 129 characters'],
    [`${NAME}:${'s'.repeat(257)}`, '1 to 256 characters from U+0021 to U+007E, got 257 characters'],
  ])('refuses %j: %s', (key, words) => {
    const error = refusalOf(key);
    expect(error.message).toContain(words);
    expect([error.code, error.statusCode]).toEqual([40101, 401]);
    expect(error.remediation).not.toBe('');
  });

  it('takes names and secrets of the longest allowed length', () => {
    const key = parseApiKey(`${'a'.repeat(126)}.b:${'s'.repeat(256)}`);
    expect([key.name.length, key.secret.length]).toEqual([128, 256]);
  });

  it('names environment files as the usual source of white space', () => {
    expect(refusalOf(`${NAME}:s3cret\n`).remediation).toContain('environment files');
  });

  it.each([[undefined], [null], [42], [{}], [new String(`${NAME}:s3cret`)]])('throws a TypeError for %s', (key) => {
    expect(() => parseApiKey(key as string)).toThrow(TypeError);
  });
});

describe('ApiKey', () => {
  const secret = 'sEcReT-0123';
  const key = parseApiKey(`${NAME}:${secret}`);

  it('shows its name alone, however it is listed, copied or serialised', () => {
    expect(Object.keys(key)).toEqual(['name']);
    expect(Object.assign({}, key)).toEqual({ name: NAME });
    expect(JSON.stringify(key)).toBe(`{"name":"${NAME}"}`);
    expect(structuredClone(key)).toEqual({ name: NAME });
    expect(Reflect.ownKeys(key)).toEqual(['name']);
  });

  it.each([
    [{}],
    [{ showHidden: true, depth: Infinity }],
    [{ showHidden: true, getters: true, depth: Infinity }],
    [{ showHidden: true, depth: Infinity, customInspect: false }],
  ])('is inspected without its secret, with %j', (options) => {
    expect(inspect(key, options)).toContain(NAME);
    expect(inspect({ nested: [key] }, options)).not.toContain(secret);
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(key, { name: 'other.key' })).toThrow(TypeError);
  });
});
