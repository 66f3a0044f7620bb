import { AblyAuthError } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { intersect } from './intersect.js';
import { canonicalizeCapability, parseCapability } from './parse.js';

type Given = Record<string, string[]>;

const named = (count: number, name: (i: number) => string) =>
  parseCapability(Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), ['publish']])));

describe('intersect', () => {
  it.each<[string, Given, Given, string]>([
    ['nothing in common', { a: ['publish'] }, { b: ['publish'] }, '{}'],
    ['no operation in common', { a: ['publish'] }, { a: ['subscribe'] }, '{}'],
    ['operations', { a: ['publish', 'subscribe'] }, { a: ['history', 'subscribe'] }, '{"a":["subscribe"]}'],
    ['* is all', { a: ['*'] }, { a: ['subscribe', 'fly'] }, '{"a":["fly","subscribe"]}'],
    ['* and *', { a: ['*'] }, { a: ['*'] }, '{"a":["*"]}'],
    ['a name in a pattern', { 'a:*': ['*'] }, { 'a:b': ['publish'], c: ['*'] }, '{"a:b":["publish"]}'],
    ['a pattern in a pattern', { '*': ['subscribe'] }, { 'a:*': ['subscribe'] }, '{"a:*":["subscribe"]}'],
    ['foo:* and foo', { 'foo:*': ['*'] }, { foo: ['publish'] }, '{"foo":["publish"]}'],
    ['two that overlap', { 'foo:*:x': ['*'] }, { 'foo:bar:*': ['publish'] }, '{"foo:bar:x":["publish"]}'],
    ['open ends', { '*:b:*': ['*'] }, { 'a:*': ['publish'] }, '{"a:b:*":["publish"]}'],
    ['qualifiers', { '[*]a:*': ['*'] }, { '[meta]*': ['x'], '*': ['y'] }, '{"[meta]a:*":["x"],"a:*":["y"]}'],
    ['other qualifiers', { '[meta]*': ['*'] }, { '[queue]*': ['*'], '*': ['*'] }, '{}'],
    ['a bracket that is not one', { '[x:*': ['*'] }, { '*:b]': ['publish'] }, '{"[][x:b]":["publish"]}'],
    ['both names stay', { 'a:*': ['*'], 'a:b': ['*'] }, { 'a:*': ['x'] }, '{"a:*":["x"],"a:b":["x"]}'],
    [
      'all spellings stay',
      { '[?p=1]a': ['*'] },
      { a: ['x'], '[]a': ['y'] },
      '{"[?p=1]a":["x","y"],"[]a":["y"],"a":["x"]}',
    ],
    ['* and *:* say the same', { '*': ['*'] }, { '*:*': ['x'] }, '{"*":["x"],"*:*":["x"]}'],
    // The entry `a` keeps none of its own operations; that `*` still grants another is `*`'s matter.
    ['a name goes with its last operation', { a: ['x'], '*': ['y'] }, { '*': ['y'] }, '{"*":["y"]}'],
    // `foo:bar:x` arises by crossing, but `*` grants it already.
    [
      'no crossing twice',
      { 'foo:*:x': ['*'], '*': ['p'] },
      { 'foo:bar:*': ['p'], '*': ['p'] },
      '{"*":["p"],"foo:*:x":["p"],"foo:bar:*":["p"]}',
    ],
    ['only the widest crossing', { '*:b:*': ['p'], '*:b:c:*': ['p'] }, { 'a:*:*': ['p'] }, '{"a:b:*":["p"]}'],
    ['of crossings, the open one', { '*:b': ['p'], '*:b:*': ['p'] }, { 'a:*': ['p'] }, '{"a:b:*":["p"]}'],
    ['of crossings, the shorter one', { '*:b:*:*': ['p'], '[]*:b:*': ['p'] }, { 'a:*': ['p'] }, '{"a:b:*":["p"]}'],
    [
      'of crossings, the one with more wildcards',
      { '*:b:c': ['p'], '[]*:*:c': ['p'] },
      { 'a:*': ['p'] },
      '{"a:*:c":["p"]}',
    ],
    ['* swallows what else a name gets', { a: ['x'], '*': ['*'] }, { a: ['*'], '*': ['x'] }, '{"*":["x"],"a":["*"]}'],
    [
      'a crossing stays where another entry grants only some of it',
      { '*:b': ['p', 'q'], '*': ['p'] },
      { 'a:*': ['p', 'q'] },
      '{"a:*":["p"],"a:b":["p","q"]}',
    ],
    ['crossing adds to a name', { '*:b': ['p'], 'a:b': ['q'] }, { 'a:*': ['*'] }, '{"a:b":["p","q"]}'],
  ])('%s', (_, a, b, text) => {
    expect(canonicalizeCapability(intersect(a, b))).toBe(text);
    expect(canonicalizeCapability(intersect(parseCapability(b), parseCapability(a)))).toBe(text);
  });

  // From Ably's public test app: what a key has and a token asks for (ably-js test/rest/capability.test.js).
  const KEY_1 = {
    'cansubscribe:*': ['subscribe'],
    'canpublish:*': ['publish'],
    'canpublish:andpresence': ['presence', 'publish'],
    'pushenabled:*': ['publish', 'subscribe', 'push-subscribe'],
    'pushenabled:admin:*': ['publish', 'subscribe', 'push-admin'],
  };
  const KEY_2 = { channel2: ['publish', 'subscribe'], channel5: ['presence'], channel6: ['*'] };

  it.each<[Given, Given, Given]>([
    [KEY_1, KEY_1, KEY_1],
    [KEY_1, { 'canpublish:test': ['subscribe'] }, {}],
    [KEY_2, { channelx: ['publish'] }, {}],
    [KEY_2, { channel2: ['presence', 'subscribe'] }, { channel2: ['subscribe'] }],
    [KEY_2, { channel2: ['presence', 'subscribe'], channelx: ['presence'] }, { channel2: ['subscribe'] }],
    [KEY_2, { channel2: ['*'] }, { channel2: ['publish', 'subscribe'] }],
    [KEY_2, { channel6: ['publish', 'subscribe'] }, { channel6: ['publish', 'subscribe'] }],
    [{ '*': ['subscribe'] }, { cansubscribe: ['subscribe'] }, { cansubscribe: ['subscribe'] }],
    [KEY_1, { 'canpublish:check': ['publish'] }, { 'canpublish:check': ['publish'] }],
    [{ '*': ['subscribe'] }, { 'cansubscribe:*': ['subscribe'] }, { 'cansubscribe:*': ['subscribe'] }],
    [KEY_1, { '[*]*': ['*'] }, KEY_1],
  ])('grants as the public tests expect: %#', (key, asked, granted) => {
    expect(canonicalizeCapability(intersect(key, asked))).toBe(canonicalizeCapability(granted));
  });

  it('rejects a value that is not a capability', () => {
    expect(() => intersect({ a: ['*'] }, { a: [] })).toThrow(
      'capability["a"]: expected a list of 1 to 64 operations, got an empty list',
    );
  });
});

describe('limits of intersect', () => {
  it('takes a million pairs, and refuses more before any is compared', () => {
    expect(
      Object.keys(
        intersect(
          named(1000, (i) => `a:${i}`),
          named(1000, (i) => `a:${i + 1}`),
        ),
      ),
    ).toHaveLength(999);
    expect(() =>
      intersect(
        named(1001, (i) => `*:y${i}`),
        named(1000, (i) => `x${i}:*`),
      ),
    ).toThrow(
      expect.objectContaining({
        code: 40000,
        message: 'intersect: expected at most 1000000 pairs of resources, got more',
        path: '$',
        remediation: 'Name fewer resources: one pattern in place of the names that it covers.',
      }) as AblyAuthError,
    );
  });

  it('refuses a result of more resources than a capability may have', () => {
    expect(
      Object.keys(
        intersect(
          named(50, (i) => `*:y${i}`),
          named(100, (i) => `x${i}:*`),
        ),
      ),
    ).toHaveLength(5000);
    expect(() =>
      intersect(
        named(71, (i) => `*:y${i}`),
        named(71, (i) => `x${i}:*`),
      ),
    ).toThrow('intersect: expected at most 5000 resources in common, got more');
    // What another entry grants already does not count.
    const wide = { ...named(100, (i) => `x${i}:*`), '*': ['publish'] };
    expect(Object.keys(intersect({ ...named(100, (i) => `*:y${i}`), '*': ['publish'] }, wide))).toHaveLength(201);
    // Each side is within the limit, but the names of both stay.
    const names = named(4999, (i) => `a:${i}`);
    const patterns = parseCapability({ 'a:*': ['*'], '[?p]a:1': ['*'], '[]a:1': ['*'] });
    expect(() => intersect(names, patterns)).toThrow('intersect: expected at most 5000 resources in common, got more');
  });

  it('refuses too many crossings, before it looks which of them another one covers', () => {
    const crossed = (count: number) =>
      intersect(
        { ...named(count, (i) => `[*]*:y${i}`), '[*]*:*:*': ['publish'] },
        { ...named(count, (i) => `[q]x${i}:*`), '[q]*': ['publish'] },
      );
    expect(crossed(69)).toEqual({ '[q]*:*:*': ['publish'] });
    expect(() => crossed(70)).toThrow('intersect: expected at most 5000 resources in common, got more');
  });

  it('refuses a result whose names are longer than a capability may have', () => {
    const crossed = (length: number) =>
      intersect({ [`${'l'.repeat(length)}:*`]: ['*'] }, { [`*:${'r'.repeat(4000)}`]: ['*'] });
    expect(Object.keys(crossed(4191))[0]).toHaveLength(8192);
    expect(() => crossed(4192)).toThrow('intersect: expected at most 8192 characters in a name, got more');
  });

  it('refuses a result with more operations on a resource than a capability may have', () => {
    const operations = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i}`);
    const key = { a: ['*'] };
    const of = (count: number) => ({ 'a:*': operations('x', 32), '*': operations('y', count) });
    expect(intersect(key, of(32))['a']).toHaveLength(64);
    expect(() => intersect(key, of(33))).toThrow('intersect: expected at most 64 operations on a resource, got more');
  });
});
