import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parentOf, placesOf } from './damage.testing.js';
import { BAD_REQUEST } from './gen/error-codes.js';
import { AblyAuthError } from './index.js';
import { anyName } from './json-schema-arbitrary.testing.js';
import { parseJsonText } from './json-text.js';

const NO_LIMITS = { maxBytes: 1e9, maxDepth: 1000 };
const parse = (text: string, limits = NO_LIMITS) => parseJsonText(text, limits, BAD_REQUEST, 'text');

/** Picks one of several ways to write the same. */
type Choose = <T>(...ways: readonly T[]) => T;

/** The same choices for the same seed. */
function chooser(seed: number): Choose {
  let state = seed;
  return <T>(...ways: readonly T[]) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ways.at((state >>> 8) % ways.length) as T;
  };
}

const wellFormed = fc.string({ unit: 'binary', maxLength: 6 });
const json = jsonOf(fc.oneof(wellFormed, anyName.filter(isWellFormed)));
const jsonWithSurrogates = jsonOf(fc.oneof(wellFormed, anyName, fc.constantFrom('\ud83d', 'a\ude00', '\ude00\ud83d')));

describe('parseJsonText', () => {
  it('is JSON.parse for what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json({ stringUnit: 'binary' }), expectSame), { numRuns: 2000 });
  });

  it('is JSON.parse for any white space, escapes and numbers', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, seed) => expectSame(print(value, chooser(seed)))),
      { numRuns: 2000 },
    );
  });

  it('refuses a member named twice, however it is spelled, and says where', () => {
    const withMembers = json.filter((value) => objectPlaces(value).length > 0);
    fc.assert(
      fc.property(withMembers, fc.nat(), (value, seed) => {
        const choose = chooser(seed);
        const path = choose(...objectPlaces(value));
        const object =
          path.length === 0 ? (value as object) : (Reflect.get(parentOf(value, path), path.at(-1) ?? '') as object);
        const name = choose(...Object.keys(object));
        const text = print(value, choose, { object, name });
        expect(() => parse(text)).toThrow(
          expect.objectContaining({
            message: `text${shown(value, [...path, name])}: expected each member once, got a second one`,
          }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('takes text at its limits and refuses it above them', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, seed) => {
        const choose = chooser(seed);
        const text = print(value, choose);
        const limits = { maxBytes: Buffer.byteLength(text), maxDepth: depthOf(value) };
        expect(isDeepStrictEqual(parse(text, limits), JSON.parse(text))).toBe(true);
        expect(() => parse(text, { ...limits, maxBytes: limits.maxBytes - 1 })).toThrow(
          /expected at most \d+ bytes of JSON text, got more$/,
        );
        if (limits.maxDepth > 0)
          expect(() => parse(text, { ...limits, maxDepth: limits.maxDepth - 1 })).toThrow(
            /levels of objects and arrays, got more$/,
          );
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses exactly the texts that hold a lone surrogate, raw or escaped', () => {
    fc.assert(
      fc.property(jsonWithSurrogates, fc.nat(), (value, seed) => {
        const choose = chooser(seed);
        const text = print(value, choose);
        if (stringsIn(value).every(isWellFormed)) expectSame(text);
        else expect(() => parse(text)).toThrow(/: expected well-formed Unicode, got a lone surrogate$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses all that JSON.parse refuses, and quotes none of it', () => {
    const secret = 's3cret';
    const broken = fc
      .tuple(
        json,
        fc.nat(),
        fc.oneof(fc.constantFrom(',', ':', '"', '{', '}', '[', ']', '\\', '0', 'u', '\n', ''), fc.string()),
      )
      .map(([value, at, insert]) => {
        const text = JSON.stringify({ [`${secret}-1`]: value, key: `${secret}-2` });
        return text.slice(0, at % text.length) + insert + text.slice((at % text.length) + (insert.length > 1 ? 0 : 1));
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.string()), (text) => {
        if (isJson(text)) return;
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AblyAuthError);
          expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(secret);
          return;
        }
        throw new Error('accepted');
      }),
      { numRuns: 3000 },
    );
  });
});

function expectSame(text: string): void {
  expect(isDeepStrictEqual(parse(text), JSON.parse(text))).toBe(true);
}

function jsonOf(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.constantFrom(null, true, false, -0), fc.double({ noNaN: true, noDefaultInfinity: true }), text),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as unknown),
    ),
  })).value;
}

/** Writes JSON as somebody else may: white space, escapes, and where asked for a member for the second time. */
function print(value: unknown, choose: Choose, twice?: { object: object; name: string }): string {
  const space = () => choose('', '', '', ' ', '\n', '\t\r ');
  const list = (open: string, parts: readonly string[], close: string) =>
    open + space() + parts.join(`${space()},${space()}`) + space() + close;
  const member = (name: string, inner: unknown) => `${text(name)}${space()}:${space()}${print(inner, choose, twice)}`;
  const text = (string: string) => `"${Array.from(string, (character) => spelled(character, choose)).join('')}"`;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value).replace('e', choose('e', 'E'));
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value))
    return list(
      '[',
      value.map((item) => print(item, choose, twice)),
      ']',
    );
  const members = Object.entries(value).map(([name, inner]) => member(name, inner));
  if (twice?.object === value) members.push(`${text(twice.name)}${space()}:${space()}${choose('null', '"x"', '{}')}`);
  return list('{', members, '}');
}

const SHORT = new Map(
  Object.entries({
    '"': '\\"',
    '\\': '\\\\',
    '/': '\\/',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  }),
);

function spelled(character: string, choose: Choose): string {
  const hex = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;
  const escaped = Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at))).join('');
  const spellings = [
    escaped,
    escaped.replace(/[a-f]/g, (digit) => digit.toUpperCase()),
    SHORT.get(character) ?? escaped,
  ];
  const isRaw = character >= ' ' && character !== '"' && character !== '\\';
  return isRaw ? choose(character, character, character, ...spellings) : choose(...spellings);
}

function objectPlaces(value: unknown): (readonly string[])[] {
  return placesOf(value).filter((path) => {
    const place: unknown = path.length === 0 ? value : Reflect.get(parentOf(value, path), path.at(-1) ?? '');
    return typeof place === 'object' && place !== null && !Array.isArray(place) && Object.keys(place).length > 0;
  });
}

/** The path as a message shows it. */
function shown(value: unknown, path: readonly string[]): string {
  return path
    .map((name, at) => {
      if (Array.isArray(at === 0 ? value : Reflect.get(parentOf(value, path.slice(0, at)), path[at - 1] ?? '')))
        return `[${name}]`;
      return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    })
    .join('');
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return [...names, ...Object.values(value).flatMap(stringsIn)];
}

/** Whether UTF-8 has a form for the text: encoders replace half a surrogate pair. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
