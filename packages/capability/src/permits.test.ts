import type { Capability } from '@ably-auth/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASKED, capability, modelPermits, PROBES } from './internal/model.testing.js';
import { parseCapability } from './parse.js';
import { permits } from './permits.js';

const matches = (pattern: string, resource: string) =>
  permits(parseCapability({ [pattern]: ['publish'] }), resource, 'publish');

describe('permits', () => {
  // The public page on capabilities, and the decisions that it leaves open.
  it.each([
    ['foo', ['foo', '[]foo', '[?rewind=1]foo'], ['foo:bar', 'Foo', 'fo', 'foo:', '[meta]foo', '[*]foo']],
    ['foo*', ['foo*'], ['foo', 'foobar', 'foo:bar']],
    ['*', ['foo', 'foo:bar', 'a:b:c:d', ':', 'foo*', '*'], ['[meta]foo', '[queue]app-q', '[*]foo', '[filter=x]foo']],
    ['*:*', ['foo', 'foo:bar', 'a:b:c'], ['[meta]foo']],
    ['namespace:*', ['namespace:channel', 'namespace:channel:other', 'namespace', 'namespace:'], ['namespaces:a', 'x']],
    ['foo:*:baz', ['foo:bar:baz', 'foo::baz', 'foo:*:baz'], ['foo:bar:bam:baz', 'foo:baz', 'foo:bar', 'x:bar:baz']],
    ['foo:*', ['foo', 'foo:bar', 'foo:bar:bam', 'foo:bar:bam:baz', 'foo:*'], ['foobar', 'fo', 'bar:foo']],
    ['foo:*:*', ['foo:a', 'foo:a:b'], ['foo', 'bar:a:b']],
    ['*:foo', ['a:foo', ':foo'], ['foo', 'a:b:foo', 'a:foo:b']],
    ['foo::bar', ['foo::bar'], ['foo:bar', 'foo:x:bar']],
    ['foo:', ['foo:'], ['foo', 'foo:bar']],
    [':foo', [':foo'], ['foo']],
    ['[queue]*', ['[queue]appid-queue', '[queue]a:b', '[queue]'], ['foo', '[meta]foo', '[queues]a', '[*]foo']],
    ['[meta]*', ['[meta]log', '[meta]stats:minute', '[meta?rewind=1]log'], ['log', '[queue]log']],
    ['[meta]log', ['[meta]log', '[meta?x=y]log'], ['log', '[meta]log:push', '[*]log']],
    ['[*]*', ['foo', 'foo:bar', '[meta]log', '[queue]q', '[*]x', '[filter=x]foo'], []],
    ['[*]foo', ['foo', '[meta]foo', '[filter=bmFtZQ==?rewind=1]foo'], ['[meta]bar', 'bar', 'foo:bar']],
    ['[*]foo:*', ['foo', 'foo:bar', '[meta]foo:bar:baz'], ['bar', '[meta]bar']],
    ['[filter]foo', ['[filter=x]foo', '[filter]foo'], ['foo', '[meta]foo']],
    ['[?rewind=1]foo', ['foo', '[]foo', '[?rewind=2]foo'], ['[meta]foo']],
    ['[', ['['], ['[]', '[a]', 'a']],
    ['[x', ['[x'], ['x', '[x]']],
    ['[x:*', ['[x', '[x:y'], ['x:y', '[x:y]']],
    ['[]', ['[]', '[?p]'], ['foo', '[meta]']],
    ['[*', ['[*'], ['foo', '[a', '[*]foo']],
    ['a]b', ['a]b'], ['b', '[a]b']],
  ])('%s matches %j, not %j', (pattern, yes, no) => {
    expect(yes.filter((resource) => !matches(pattern, resource))).toEqual([]);
    expect(no.filter((resource) => matches(pattern, resource))).toEqual([]);
  });

  it('grants the operations that an entry lists, and all for *', () => {
    const parsed = parseCapability({ foo: ['publish', 'fly'], 'foo:*': ['subscribe'], bar: ['*'] });
    const granted = ['publish', 'subscribe', 'fly', 'history', '*', 'constructor', 'length'];
    expect(granted.filter((operation) => permits(parsed, 'foo', operation))).toEqual(['publish', 'subscribe', 'fly']);
    expect(granted.filter((operation) => permits(parsed, 'bar', operation))).toEqual(granted);
  });

  it('finds no resource that an object inherits', () => {
    const plain: Capability = { 'a:*': ['*'] };
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(permits(plain, name, 'call')).toBe(false);
      expect(permits(parseCapability(plain), name, 'call')).toBe(false);
    }
    expect(permits(parseCapability('{"__proto__":["publish"]}'), '__proto__', 'publish')).toBe(true);
  });

  it('reads an object that is not frozen again at each call', () => {
    const object: Record<string, string[]> = { a: ['publish'] };
    expect(permits(object, 'b', 'publish')).toBe(false);
    object['b'] = ['publish'];
    expect(permits(object, 'b', 'publish')).toBe(true);
    object['b'] = [];
    expect(() => permits(object, 'a', 'publish')).toThrow(
      'capability["b"]: expected a list of 1 to 64 operations, got an empty list',
    );
  });

  it('takes names of thousands of segments', () => {
    const name = ':'.repeat(8191);
    expect(matches(`${name}*`, `${name}a`)).toBe(true);
    expect(matches('*'.concat(':*'.repeat(4000)), '*'.concat(':*'.repeat(4000)))).toBe(true);
    expect(matches('*:'.repeat(4000).concat('a'), '*:'.repeat(4000).concat('b'))).toBe(false);
  });

  it('throws a TypeError without a resource or an operation', () => {
    const all = parseCapability({ '[*]*': ['*'] });
    expect(() => permits(all, undefined as unknown as string, 'publish')).toThrow(TypeError);
    expect(() => permits(all, 'a', undefined as unknown as string)).toThrow(TypeError);
  });

  it('equals the brute-force model on every probe', () => {
    fc.assert(
      fc.property(capability, fc.constantFrom(...ASKED), (given, operation) => {
        const expected = modelPermits(given, operation);
        expect(PROBES.filter((probe, i) => permits(given, probe, operation) !== expected[i])).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
