import { describe, expect, it } from 'vitest';
import { canonicalizeCapability } from './parse.js';

describe('canonicalizeCapability', () => {
  it.each([
    ['{}', '{}'],
    [' { "b" : [ "publish" ] , "a" : [ "*" ] } ', '{"a":["*"],"b":["publish"]}'],
    ['{"a":["subscribe","publish","history"]}', '{"a":["history","publish","subscribe"]}'],
    ['{"a":["publish","publish"],"b":["*","*"]}', '{"a":["publish"],"b":["*"]}'],
    // An object would put 9 before 10; the order is that of the code units.
    ['{"9":["*"],"10":["*"],"a":["*"],"A":["*"]}', '{"10":["*"],"9":["*"],"A":["*"],"a":["*"]}'],
    ['{"__proto__":["*"],"constructor":["*"]}', '{"__proto__":["*"],"constructor":["*"]}'],
    // U+1F600 is D83D DE00 in UTF-16, which comes before U+FB33; by code points it would come after.
    ['{"\ufb33":["*"],"\u{1f600}":["*"]}', '{"\u{1f600}":["*"],"\ufb33":["*"]}'],
    // RFC 8785 §3.2.2.2: the shortest escape, and none where JSON needs none.
    ['{"\\u0022\\/\\u005c\\u000a\\u001F\\u007f":["*"]}', '{"\\"/\\\\\\n\\u001f\u007f":["*"]}'],
    ['{"\\u2028<&>\\u00e9":["*"]}', '{"\u2028<&>é":["*"]}'],
    ['{"a":["fly"]}', '{"a":["fly"]}'],
  ])('%s → %s', (text, canonical) => {
    expect(canonicalizeCapability(text)).toBe(canonical);
  });

  it('takes an object in any order and leaves it as it was', () => {
    const object = { b: ['subscribe', 'publish'], a: ['*'] };
    expect(canonicalizeCapability(object)).toBe('{"a":["*"],"b":["publish","subscribe"]}');
    expect(JSON.stringify(object)).toBe('{"b":["subscribe","publish"],"a":["*"]}');
  });

  it('sorts many resources as few', () => {
    const names = Array.from({ length: 200 }, (_, i) => String((i * 7919) % 200));
    const text = canonicalizeCapability(Object.fromEntries(names.map((name) => [name, ['*']])));
    const members = names.sort().map((name) => `"${name}":["*"]`);
    expect(text).toBe(`{${members.join(',')}}`);
  });

  it('takes a plain object without prototype, and one of another realm', () => {
    expect(canonicalizeCapability(Object.assign(Object.create(null), { a: ['*'] }))).toBe('{"a":["*"]}');
    // What a realm's Object.prototype has and no other root object.
    const foreign = Object.create(null, { isPrototypeOf: { value: () => false } }) as object;
    expect(canonicalizeCapability(Object.create(foreign, { a: { value: ['*'], enumerable: true } }))).toBe(
      '{"a":["*"]}',
    );
  });

  it('ignores what JSON does not write: symbols and members that are not enumerable', () => {
    const object = { a: ['*'], [Symbol('b')]: ['*'] };
    Object.defineProperty(object, 'c', { value: 'no list', enumerable: false });
    expect(canonicalizeCapability(object)).toBe('{"a":["*"]}');
  });
});
