import { AblyAuthError } from '@ably-auth/validation';
import {
  CAPABILITY_MAX_RESOURCES,
  OPERATION_MAX_LENGTH,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
  TOKEN_TEXT_MAX_BYTES,
} from '@ably-auth/validation/limits';
import { describe, expect, it } from 'vitest';
import { canonicalizeCapability, parseCapability } from '../parse.js';
import { KnownTexts } from './read.js';

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

const MAP = 'an object of resource names to lists of operations, or its JSON text';
const LIST = 'a list of 1 to 64 operations';
const OPERATION = 'an operation of 1 to 64 characters';
const RESOURCE = 'a name of 1 to 8192 characters';
const ALONE = '"*" to be the only operation of its list';
const WELL_FORMED = 'well-formed Unicode';

describe('a capability is refused', () => {
  it.each<[string, unknown, string, string, string, string]>([
    ['a number', 1, '', 'capability.type', MAP, '1'],
    ['null', null, '', 'capability.type', MAP, 'null'],
    ['undefined', undefined, '', 'capability.required', MAP, 'nothing'],
    ['an array', [['a']], '', 'capability.type', MAP, 'an array'],
    ['JSON text of an array', '["a"]', '', 'capability.type', MAP, 'an array'],
    ['JSON text of null', 'null', '', 'capability.type', MAP, 'null'],
    ['a class instance', new Map([['a', ['*']]]), '', 'capability.type', MAP, 'an instance of a class'],
    ['a String object', Object('{}'), '', 'capability.type', MAP, 'an instance of a class'],
    ['inherited members', Object.create({ a: ['*'] }), '', 'capability.type', MAP, 'an instance of a class'],
    ['a foreign root', Object.create(Object.create(null)), '', 'capability.type', MAP, 'an instance of a class'],
    ['an empty list', { a: [] }, '["a"]', 'operations.minItems', LIST, 'an empty list'],
    ['text for a list', { 'a b': 'publish' }, '["a b"]', 'operations.type', LIST, 'a string'],
    ['undefined for a list', { a: undefined }, '["a"]', 'operations.type', LIST, 'nothing'],
    ['what looks like a list', { a: { 0: '*', length: 1 } }, '["a"]', 'operations.type', LIST, 'an object'],
    ['a number for an operation', { 'a b': ['x', 1] }, '["a b"][1]', 'operation.type', OPERATION, '1'],
    ['a hole in the list', { a: Array(1) }, '["a"][0]', 'operation.type', OPERATION, 'nothing'],
    ['an empty operation', { a: ['b', 'a', ''] }, '["a"][2]', 'operation.minLength', OPERATION, 'an empty string'],
    ['an empty resource', { '': ['*'] }, '[""]', 'capability.propertyNames', RESOURCE, 'an empty name'],
    ['* beside another', { a: ['x', '*'] }, '["a"]', 'capability.wildcard', ALONE, 'other operations beside it'],
    ['* beside one before it', { a: ['*', '!'] }, '["a"]', 'capability.wildcard', ALONE, 'other operations beside it'],
    ['a broken resource', { '\ud800': ['*'] }, '["\\ud800"]', 'json.wellFormed', WELL_FORMED, 'a lone surrogate'],
    ['a broken operation', { a: ['x\udc00'] }, '["a"]', 'json.wellFormed', WELL_FORMED, 'a lone surrogate'],
    ['a broken pair', { a: ['"\udc00\ud800"'] }, '["a"]', 'json.wellFormed', WELL_FORMED, 'a lone surrogate'],
    ['a name with quotes', { 'a"\n': 0 }, '["a\\"\\n"]', 'operations.type', LIST, '0'],
  ])('%s', (_, input, path, rule, expected, got) => {
    const error = refusal(input);
    const message = `expected ${expected}, got ${got}`;
    expect(error.message).toBe(`capability${path}: ${message}`);
    expect(error.path).toBe(`$${path}`);
    expect(error.issues).toEqual([
      expect.objectContaining({ path: `$${path}`, rule, code: 40000, message, remediation: error.remediation }),
    ]);
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

describe('a capability of the caller', () => {
  it('may have getters, which run once', () => {
    let runs = 0;
    const object = Object.defineProperty({}, 'a', { get: () => (runs++, ['publish']), enumerable: true });
    expect(canonicalizeCapability(object)).toBe('{"a":["publish"]}');
    const list = Object.defineProperty(['x', 'y'], 1, { get: () => (runs++, 'subscribe') });
    expect(canonicalizeCapability({ a: list })).toBe('{"a":["subscribe","x"]}');
    expect(runs).toBe(2);
  });

  it('may have a getter that throws its own error', () => {
    const thrown = new Error('of the caller');
    const get = () => {
      throw thrown;
    };
    expect(() => parseCapability(Object.defineProperty({}, 'a', { get, enumerable: true }))).toThrow(thrown);
    expect(() => parseCapability({ a: Object.defineProperty(['x'], 0, { get }) })).toThrow(thrown);
  });

  it('may have a getter that reads another capability', () => {
    const get = () => [canonicalizeCapability({ z: ['*'], b: ['y', 'x'] })];
    const object = Object.defineProperty({ c: ['publish'] }, 'a', { get, enumerable: true });
    expect(canonicalizeCapability(object)).toBe(
      '{"a":["{\\"b\\":[\\"x\\",\\"y\\"],\\"z\\":[\\"*\\"]}"],"c":["publish"]}',
    );
  });

  it('has no item where a hole would inherit one', () => {
    const inheriting: unknown = Object.setPrototypeOf(Array(1), ['x']);
    expect(refusal({ a: inheriting }).message).toBe(`capability["a"][0]: expected ${OPERATION}, got nothing`);
  });

  it('cannot change a member between two looks, even as a Proxy', () => {
    let [listReads, memberReads] = [0, 0];
    const list = new Proxy(['publish'], {
      get: (target, key) => (key === '0' ? ['publish', '*', ''][listReads++] : Reflect.get(target, key)),
    });
    const object = new Proxy<Record<string, string[]>>(
      { a: [] },
      { get: (_, key) => (key === 'a' ? [list, []][memberReads++] : undefined) },
    );
    expect(canonicalizeCapability(object)).toBe('{"a":["publish"]}');
    expect({ memberReads, listReads }).toEqual({ memberReads: 1, listReads: 1 });
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
    expect(message).toBe('capability: expected at most 5000 members, got 5001');
    expect(issues?.[0]).toMatchObject({ path: '$', keyword: 'maxProperties' });
  });

  it('operations', () => {
    const operations = (count: number) => ({ a: repeat(count, (i) => `o${i}`) });
    accepted(operations(RESOURCE_MAX_OPERATIONS - 1));
    accepted(operations(RESOURCE_MAX_OPERATIONS));
    expect(refusal(operations(RESOURCE_MAX_OPERATIONS + 1)).message).toBe(
      `capability["a"]: expected ${LIST}, got 65 entries`,
    );
    expect(refusal({ a: Array(4e9) }).issues?.[0]).toMatchObject({ path: '$["a"]', keyword: 'maxItems' });
  });

  it.each(['x', '😀'])('length of a resource in code points: %s', (character) => {
    const named = (length: number) => ({ [character.repeat(length)]: ['*'] });
    accepted(named(RESOURCE_MAX_LENGTH - 1));
    accepted(named(RESOURCE_MAX_LENGTH));
    expect(refusal(named(RESOURCE_MAX_LENGTH + 1)).message).toMatch(`: expected ${RESOURCE}, got a longer one`);
    expect(refusal(named(3 * RESOURCE_MAX_LENGTH)).message).toMatch(`: expected ${RESOURCE}, got a longer one`);
  });

  it.each(['x', '😀'])('length of an operation in code points: %s', (character) => {
    const operation = (length: number) => ({ a: [character.repeat(length)] });
    accepted(operation(OPERATION_MAX_LENGTH - 1));
    accepted(operation(OPERATION_MAX_LENGTH));
    const { message, path, issues } = refusal(operation(OPERATION_MAX_LENGTH + 1));
    expect(message).toBe(`capability["a"][0]: expected ${OPERATION}, got 65 characters`);
    expect(path).toBe('$["a"][0]');
    expect(issues).toMatchObject([{ rule: 'operation.maxLength', keyword: 'maxLength', code: 40000 }]);
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
    expect(refusal(object).message).toBe('capability: expected at most 5000 members, got 100000');
  });
});

describe('the cache of texts', () => {
  it('is bounded in number: beyond 256 texts it begins again', () => {
    const known = new KnownTexts<number>();
    for (let i = 0; i < 256; i++) known.set(`${i}`, i);
    expect([known.get('0'), known.get('255')]).toEqual([0, 255]);
    known.set('256', 256);
    expect([known.get('0'), known.get('255'), known.get('256')]).toEqual([undefined, undefined, 256]);
  });

  it('is bounded in size: texts over 1024 characters are not kept', () => {
    const known = new KnownTexts<true>();
    for (const length of [1024, 1025]) known.set('x'.repeat(length), true);
    expect([known.get('x'.repeat(1024)), known.get('x'.repeat(1025))]).toEqual([true, undefined]);
  });
});
