import { AblyAuthError } from '@ably-auth/validation';
import {
  CAPABILITY_MAX_RESOURCES,
  OPERATION_MAX_LENGTH,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
  TOKEN_TEXT_MAX_BYTES,
} from '@ably-auth/validation/limits';
import { describe, expect, it } from 'vitest';
import { canonicalizeCapability } from '../canonicalize.js';
import { parseCapability } from '../parse.js';

/** The error of both functions that read a capability; they have to agree. */
function refusal(input: unknown): AblyAuthError {
  const errors = [canonicalizeCapability, parseCapability].map((read) => {
    try {
      read(input as string);
    } catch (error) {
      return error as AblyAuthError;
    }
    throw new Error(`${read.name} takes it`);
  });
  const [first, second] = errors as [AblyAuthError, AblyAuthError];
  expect(first).toBeInstanceOf(AblyAuthError);
  expect(first).toMatchObject({ code: 40000, statusCode: 400 });
  expect(second).toStrictEqual(first);
  return first;
}

const repeat = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i));
const resources = (count: number) => Object.fromEntries(repeat(count, String).map((name) => [name, ['*']]));

describe('a capability that is refused', () => {
  it.each<[string, unknown, string, string, string]>([
    ['a number', 1, '', 'type', 'must be an object or its JSON text'],
    ['null', null, '', 'type', 'must be an object or its JSON text'],
    ['undefined', undefined, '', 'type', 'must be an object or its JSON text'],
    ['an array', [['a']], '', 'type', 'must be an object or its JSON text'],
    ['JSON text of an array', '["a"]', '', 'type', 'must be an object or its JSON text'],
    ['a class instance', new Map([['a', ['*']]]), '', 'type', 'must be an object or its JSON text'],
    ['a String object', Object('{}'), '', 'type', 'must be an object or its JSON text'],
    ['members that are inherited', Object.create({ a: ['*'] }), '', 'type', 'must be an object or its JSON text'],
    ['the same without Object', Object.create(Object.create(null)), '', 'type', 'must be an object or its JSON text'],
    ['an empty list', { a: [] }, '["a"]', 'minItems', 'operations must not be empty'],
    ['no list', { 'a b': 'publish' }, '["a b"]', 'type', 'operations must be an array'],
    ['undefined for a list', { a: undefined }, '["a"]', 'type', 'operations must be an array'],
    ['what looks like a list', { a: { 0: '*', length: 1 } }, '["a"]', 'type', 'operations must be an array'],
    ['an operation that is no string', { 'a b': ['x', 1] }, '["a b"][1]', 'type', 'operation must be a string'],
    ['a hole in the list', { a: Array(1) }, '["a"][0]', 'type', 'operation must be a string'],
    ['an empty operation', { a: ['b', 'a', ''] }, '["a"][2]', 'minLength', 'operation must not be empty'],
    ['an empty resource', { '': ['*'] }, '[""]', 'propertyNames', 'resource must not be empty'],
    ['* beside another', { a: ['x', '*'] }, '["a"]', 'maxItems', '* must be the only operation: it stands for all'],
    [
      '* beside one before it',
      { a: ['*', '!'] },
      '["a"]',
      'maxItems',
      '* must be the only operation: it stands for all',
    ],
    ['a broken resource', { '\ud800': ['*'] }, '["\\ud800"]', 'propertyNames', 'resource holds a lone surrogate'],
    ['a broken operation', { a: ['x\udc00'] }, '["a"]', 'pattern', 'an operation holds a lone surrogate'],
    ['a broken pair', { a: ['"\udc00\ud800"'] }, '["a"]', 'pattern', 'an operation holds a lone surrogate'],
    ['a name with quotes', { 'a"\n': 0 }, '["a\\"\\n"]', 'type', 'operations must be an array'],
  ])('%s', (_, input, path, keyword, message) => {
    const error = refusal(input);
    expect(error.message).toBe(`capability${path}: ${message}`);
    expect(error.issues).toEqual([{ path: `$${path}`, keyword, code: 40000, message }]);
  });

  it.each([
    ['what is not JSON', '{'],
    ['* beside another', '{"a":["*","x"]}'],
    ['* beside one before it', '{"a":["*","!"]}'],
    ['an empty list', '{"a":[]}'],
    ['an empty operation', '{"a":[""]}'],
    ['an empty resource', '{"":["*"]}'],
    ['a resource named twice', '{"a":["*"],"a":["publish"]}'],
    ['one named twice with an escape', '{"a":["*"],"\\u0061":["publish"]}'],
    ['a lone surrogate', '{"\\ud800":["*"]}'],
    ['deep text', `${'['.repeat(9)}${']'.repeat(9)}`],
    ['an empty text', ''],
  ])('%s', (_, text) => {
    expect(refusal(text).message).toMatch(/^capability/);
  });

  it('cuts a long name in the message', () => {
    expect(refusal({ ['x'.repeat(9000)]: ['*'] }).message.length).toBeLessThan(200);
  });
});

describe('getters', () => {
  const run = () => {
    throw new Error('the getter ran');
  };

  it('are refused as a member', () => {
    const object = Object.defineProperty({}, 'a', { get: run, enumerable: true });
    expect(refusal(object).message).toBe('capability["a"]: operations must be an array');
  });

  it('are refused in a list', () => {
    const list = Object.defineProperty(['x', 'y'], 1, { get: run });
    expect(refusal({ a: list }).message).toBe('capability["a"][1]: operation must be a string');
  });

  it('are refused where a hole would inherit one', () => {
    const list = Object.setPrototypeOf(Array(1), Object.defineProperty([], 0, { get: run })) as unknown;
    expect(refusal({ a: list }).message).toBe('capability["a"][0]: operation must be a string');
    expect(refusal({ a: Object.setPrototypeOf(Array(1), ['x']) }).message).toMatch('operation must be a string');
  });

  it('cannot change a member between two looks, even as a Proxy', () => {
    let reads = 0;
    const list = new Proxy(['publish'], {
      get: (target, key) => (key === '0' ? ['publish', '*', ''][reads++] : Reflect.get(target, key)),
    });
    let looks = 0;
    const object = new Proxy<Record<string, string[]>>(
      {},
      {
        ownKeys: () => ['a'],
        getOwnPropertyDescriptor: () => ({ value: looks++ === 1 ? list : [], enumerable: true, configurable: true }),
      },
    );
    expect(canonicalizeCapability(object)).toBe('{"a":["publish"]}');
    expect({ looks, reads }).toEqual({ looks: 2, reads: 1 }); // Object.keys looks once, without the value
  });
});

describe('limits: below, at, above', () => {
  const accepted = (input: unknown) => {
    canonicalizeCapability(input as string);
    parseCapability(input as string);
  };

  it('resources', () => {
    accepted(resources(CAPABILITY_MAX_RESOURCES - 1));
    accepted(resources(CAPABILITY_MAX_RESOURCES));
    const { message, issues } = refusal(resources(CAPABILITY_MAX_RESOURCES + 1));
    expect(message).toBe('capability: has over 5000 resources');
    expect(issues?.[0]).toMatchObject({ path: '$', keyword: 'maxProperties' });
  });

  it('operations', () => {
    const operations = (count: number) => ({ a: repeat(count, (i) => `o${i}`) });
    accepted(operations(RESOURCE_MAX_OPERATIONS - 1));
    accepted(operations(RESOURCE_MAX_OPERATIONS));
    expect(refusal(operations(RESOURCE_MAX_OPERATIONS + 1)).message).toBe('capability["a"]: has over 64 operations');
    expect(refusal({ a: Array(4e9) }).issues?.[0]).toMatchObject({ path: '$["a"]', keyword: 'maxItems' });
  });

  it.each(['x', '😀'])('length of a resource in code points: %s', (character) => {
    const named = (length: number) => ({ [character.repeat(length)]: ['*'] });
    accepted(named(RESOURCE_MAX_LENGTH - 1));
    accepted(named(RESOURCE_MAX_LENGTH));
    expect(refusal(named(RESOURCE_MAX_LENGTH + 1)).message).toMatch('resource is over 8192 characters');
    expect(refusal(named(3 * RESOURCE_MAX_LENGTH)).message).toMatch('resource is over 8192 characters');
  });

  it.each(['x', '😀'])('length of an operation in code points: %s', (character) => {
    const operation = (length: number) => ({ a: [character.repeat(length)] });
    accepted(operation(OPERATION_MAX_LENGTH - 1));
    accepted(operation(OPERATION_MAX_LENGTH));
    expect(refusal(operation(OPERATION_MAX_LENGTH + 1)).issues).toEqual([
      { path: '$["a"][0]', keyword: 'maxLength', code: 40000, message: 'operation is over 64 characters' },
    ]);
  });

  it('size of the text', () => {
    const sized = (bytes: number) => `{"é":["*"]}${' '.repeat(bytes - 12)}`;
    expect(new TextEncoder().encode(sized(100)).length).toBe(100);
    accepted(sized(TOKEN_TEXT_MAX_BYTES - 1));
    accepted(sized(TOKEN_TEXT_MAX_BYTES));
    refusal(sized(TOKEN_TEXT_MAX_BYTES + 1));
  });

  it('the count comes first: no member of an object with too many is looked at', () => {
    const object = Object.fromEntries(repeat(100_000, (i) => `r${i}`).map((name) => [name, 'no list']));
    expect(refusal(object).message).toBe('capability: has over 5000 resources');
  });
});
