import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { INVALID_REQUEST_BODY } from './gen/error-codes.js';
import { AblyAuthError } from './index.js';
import { parseJsonText } from './json-text.js';

const parse = (text: string, { maxBytes = 10_000, maxDepth = 8 } = {}) =>
  parseJsonText(text, { maxBytes, maxDepth }, INVALID_REQUEST_BODY, 'body');

/** The message of the error, which is of the kind that was asked for. */
function refusal(text: string, limits?: { maxBytes?: number; maxDepth?: number }): string {
  try {
    parse(text, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(AblyAuthError);
    expect(error).toMatchObject({ code: 40001, statusCode: 400 });
    expect(error).not.toHaveProperty('cause'); // the engine's own error quotes the text
    return (error as AblyAuthError).message;
  }
  throw new Error('accepted');
}

describe('a member that is named twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'body.a: expected each member once, got a second one'],
    ['{"a":1,"b":2,"a":{}}', 'body.a: expected each member once, got a second one'],
    ['{"a":{"a":1,"b":1,"b":2}}', 'body.a.b: expected each member once, got a second one'],
    ['[{"a":1},{"a":1},[{"c d":1,"c d":2}]]', 'body[2][0]["c d"]: expected each member once, got a second one'],
    ['{"x":[{},{"a":1,"a":2}]}', 'body.x[1].a: expected each member once, got a second one'],
    ['{"\\u0061":1,"a":2}', 'body.a: expected each member once, got a second one'],
    ['{"a":1,"\\u0061":2}', 'body.a: expected each member once, got a second one'],
    ['{"\\/":1,"/":2}', 'body["/"]: expected each member once, got a second one'],
    ['{"\\ud83d\\ude00":1,"😀":2}', 'body["😀"]: expected each member once, got a second one'],
    ['{"__proto__":1,"__proto__":2}', 'body.__proto__: expected each member once, got a second one'],
    ['{"__proto__":{"a":1,"a":2}}', 'body.__proto__.a: expected each member once, got a second one'],
    ['{"":1,"":2}', 'body[""]: expected each member once, got a second one'],
    ['{"10":1,"9":1,"10":1}', 'body["10"]: expected each member once, got a second one'],
    [
      ' { "a" : "a:,{}[]\\"" , "b" : { "a" : [ "a" , "a" ] } , "a" : 1 } ',
      'body.a: expected each member once, got a second one',
    ],
    ['{"v":"x","w":"v","v":"v"}', 'body.v: expected each member once, got a second one'],
    ['{"a":{"z":1,"z":1},"a":1}', 'body.a.z: expected each member once, got a second one'],
    [
      `{"${'n'.repeat(100)}":1,"${'n'.repeat(100)}":2}`,
      `body["${'n'.repeat(64)}…"]: expected each member once, got a second one`,
    ],
    [
      `{"${'\\u0001'.repeat(70)}":1,"${'\\u0001'.repeat(70)}":2}`,
      `body["${'\\u0001'.repeat(64)}…"]: expected each member once, got a second one`,
    ],
    // Two rules are broken: this one comes first.
    ['{"a\\udd83":1,"x":[],"x":[]}', 'body.x: expected each member once, got a second one'],
    ['{"a\\"b":1,"a\\u0022b":2}', 'body["a\\"b"]: expected each member once, got a second one'],
  ])('%s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it.each([
    ['{"a":{"a":1},"b":{"a":1}}'],
    ['[{"a":1},{"a":1}]'],
    ['{"a":"a","b":"a"}'],
    ['{"a":["a","a","b","b"]}'],
    ['{"a":":","b":"\\":\\"","c":"{\\"a\\":1,\\"a\\":1}"}'],
    ['{"A":1,"a":2}'],
    ['{"constructor":1,"toString":2,"__proto__":3}'],
  ])('is not %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('names the first of several', () => {
    expect(refusal('{"b":{"c":1,"c":1},"a":1,"a":1}')).toBe('body.b.c: expected each member once, got a second one');
  });

  it('has a remediation', () => {
    expect(() => parse('{"a":1,"a":1}')).toThrow(
      expect.objectContaining({ remediation: expect.stringMatching(/once/) }),
    );
  });
});

// JSON.parse of Node 20 is the reference here; of later versions see nodejs/node#63785.
describe('a name with an escape', () => {
  it.each([
    ['{"\\u0041":1}', ['A']],
    ['{"\\\\":1}', ['\\']],
    ['{"\\"":1,"\\/":2}', ['"', '/']],
    ['{"\\ud83d\\ude00":1}', ['😀']],
    ['{"\\u005f_proto__":{"a":1}}', ['__proto__']],
    ['{"\\u0031":1,"0":2,"b":3}', ['0', '1', 'b']],
    ['{"\\ue000":1,"\ue000":{"\\ue0000":2}}', undefined],
    ['{"\ue0000":1,"\\u0041":2}', ['\ue0000', 'A']],
    ['[{"\\u0041":[{"\\u0042":"\\u0043"}]}]', ['0']],
  ])('is the name that it stands for: %s', (text, names) => {
    if (names === undefined) return expect(refusal(text)).toMatch(/expected each member once/);
    expect(Object.keys(parse(text) as object)).toEqual(names);
    expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
    expect(Object.getPrototypeOf(parse(text))).toBe(Array.isArray(parse(text)) ? Array.prototype : Object.prototype);
  });

  it('is decoded by itself, and does not remain in the text that is parsed', () => {
    const parsed = vi.spyOn(JSON, 'parse');
    onTestFinished(() => parsed.mockRestore());
    parse('{"a":1,"\\u0041":{"\\\\":2,"b":[3]}}');
    const texts = parsed.mock.calls.map(([text]) => text);
    expect(texts.filter((text) => text.startsWith('"'))).toEqual(['"\\u0041"', '"\\\\"']);
    expect(texts.filter((text) => !text.startsWith('"'))).toEqual([expect.not.stringContaining('\\')]);
  });
});

describe('depth', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['{"a":[{}]}', 3],
    ['[[],[[]],"[[[[[["]', 3],
    ['{"[{":{"\\"[":1}}', 2],
  ])('%s has %i levels', (text, depth) => {
    expect(parse(text, { maxDepth: depth })).toEqual(JSON.parse(text));
    if (depth > 0) {
      expect(refusal(text, { maxDepth: depth - 1 })).toBe(
        `body: expected at most ${depth - 1} levels of objects and arrays, got more`,
      );
    }
  });

  it('is checked before the text is parsed', () => {
    expect(refusal('['.repeat(9_000))).toBe('body: expected at most 8 levels of objects and arrays, got more');
    expect(refusal('{"a":'.repeat(1_000))).toBe('body: expected at most 8 levels of objects and arrays, got more');
  });
});

describe('size', () => {
  it.each([
    ['"é"', 4],
    ['"\u007f"', 3],
    ['"\u0080"', 4],
    ['"\u07ff"', 4],
    ['"\u0800"', 5],
    ['"\ud7ff"', 5],
    ['"\ud800\udc00"', 6],
    ['"\udbff\udfff"', 6],
    ['"\ue000"', 5],
    ['"€"', 5],
    ['"😀"', 6],
    ['{"ü":"aé€😀"}', 19],
    [' 1 ', 3],
  ])('%s has %i bytes', (text, bytes) => {
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(parse(text, { maxBytes: bytes })).toEqual(JSON.parse(text));
    expect(refusal(text, { maxBytes: bytes - 1 })).toBe(
      `body: expected at most ${bytes - 1} bytes of JSON text, got more`,
    );
  });
});

describe('a lone surrogate', () => {
  it.each([
    ['"\\ud83d"', 'body'],
    ['"\ud83d"', 'body'],
    ['"\\uDE00"', 'body'],
    ['"\ude00"', 'body'],
    ['"\\ude00\\ud83d"', 'body'],
    ['{"a":["x","\\ud83dx"]}', 'body.a[1]'],
    ['{"\\ud83d":1}', 'body["\\ud83d"]'],
    ['{"a":{"\ud83d":"x"}}', 'body.a["\\ud83d"]'],
  ])('%j is refused', (text, where) => {
    expect(refusal(text)).toBe(`${where}: expected well-formed Unicode, got a lone surrogate`);
  });

  it.each([['"\\ud83d\\ude00"'], ['"\ud83d\\ude00"'], ['"😀"'], ['"\\\\ud83d"'], ['{"\\ud83d\\uDE00":1}']])(
    '%j is not valid JSON text',
    (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    },
  );
});

describe('text that is not JSON', () => {
  it.each([
    [''],
    [' '],
    ['{'],
    ['}'],
    ['{"a":1,}'],
    ["{'a':1}"],
    ['{a:1}'],
    ['[1 2]'],
    ['01'],
    ['NaN'],
    ['undefined'],
    ['"\n"'],
    ['"'],
    ['1 1'],
    ['\ufeff1'],
    ['"\\x41"'],
    ['{"a"}'],
    ['{"a":1}}'],
    ['{"a"::1}'],
    ['[,]'],
    ['// 1'],
    ['"\\'],
  ])('%j', (text) => {
    expect(refusal(text)).toBe('body: expected JSON text, got other text');
  });

  it('is not quoted by the error, since it may hold a secret', () => {
    for (const text of [
      '{"key":"s3cret"',
      's3cret',
      '"s3cret',
      '{"key":"s3cret","key":"s3cret"}',
      '["s3cret\\ud83d"]',
      '[[[[[[[[["s3cret"]]]]]]]]]',
    ]) {
      expect(() => parse(text)).toThrow(expect.toSatisfy((error: unknown) => !everythingIn(error).includes('s3cret')));
    }
    expect(() => parse('["s3cret"]', { maxBytes: 3 })).toThrow(
      /^body: expected at most 3 bytes of JSON text, got more$/,
    );
  });
});

function everythingIn(error: unknown): string {
  return [inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error), String(error)].join('\n');
}
