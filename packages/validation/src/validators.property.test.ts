import { Ajv, type ErrorObject } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allTypes, readJson, typeNamed } from './all-types.testing.js';
import { damaged, damageFor } from './damage.testing.js';
import type { Issue } from './index.js';
import { leadsSomewhere, placeOf, segmentsOf } from './issue-place.testing.js';
import { edgeValue, validValue } from './json-schema-arbitrary.testing.js';

const RUNS = 400;
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: true, strictTuples: true, strictRequired: true });

describe.each(allTypes)('validate$name', (type) => {
  const ajvAccepts = ajv.compile(type.schema);
  const valid = validValue(type.schema);
  const damagedValue = fc
    .tuple(valid, fc.array(damageFor(type.schema), { maxLength: 3 }))
    .map(([value, damages]) => damages.reduce(damaged, value));
  const maybeValid = fc.oneof(damagedValue, edgeValue(type.schema));

  it('takes what the schema describes, and gives back the very value', () => {
    fc.assert(
      fc.property(valid, (value) => {
        expect(ajvAccepts(value)).toBe(true);
        const result = type.validate(value);
        expect(result).toEqual({ ok: true, value });
        expect(result.ok && result.value).toBe(value);
        expect(type.assert(value)).toBe(value);
        expect(type.is(value)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('agrees with AJV on every JSON value, in the verdict, the places and the keywords', () => {
    fc.assert(
      fc.property(maybeValid, (value) => {
        const accepted = ajvAccepts(value);
        const errors = ajvAccepts.errors ?? [];
        const result = type.validate(value);
        expect(result.ok).toBe(accepted);
        if (result.ok) return;
        expect(result.issues.length).toBeGreaterThan(0);
        for (const issue of result.issues) expectRightPlace(issue, value, errors);
        if (result.issues.length < 64) expectEveryPlace(result.issues, errors);
      }),
      { numRuns: RUNS },
    );
  });

  it('agrees with zod on every JSON value without a member called __proto__', () => {
    fc.assert(
      fc.property(maybeValid, (value) => {
        fc.pre(!namesProto(value));
        expect(type.is(value)).toBe(type.entry.schema.safeParse(value).success);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives each fault the error code of its field', () => {
    fc.assert(
      fc.property(maybeValid, (value) => {
        const result = type.validate(value);
        for (const { path, keyword, code } of result.ok ? [] : result.issues) {
          expect(code, path).toBe(codeAt(type.name, segmentsOf(path), keyword));
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('agreement, by example', () => {
  it('loads every published schema under the strict mode of AJV without options', () => {
    const published = new Ajv({ logger: { log: fail, warn: fail, error: fail } });
    for (const { schema } of allTypes) expect(() => published.compile(schema)).not.toThrow();
    function fail(...words: unknown[]) {
      throw new Error(words.join(' '));
    }
  });

  it.each([
    ['TokenParams', '{"__proto__":1}', false],
    ['TokenRequest', '{"__proto__":{"mac":1}}', false],
    ['Capability', '{"__proto__":["publish"]}', true],
    ['Capability', '{"__proto__":"publish"}', false],
    ['AuthOptions', '{"authHeaders":{"__proto__":1}}', false],
    ['TokenDetails', '{"token":"x","__proto__":1}', true],
  ])(
    'treats __proto__ in JSON as a name like any other, as AJV does and zod does not: %s %s',
    (name, text, accepted) => {
      const { schema, is, validate } = typeNamed(name);
      const value: unknown = JSON.parse(text);
      expect(is(value)).toBe(accepted);
      expect(new Ajv().validate(schema, value)).toBe(accepted);
      const result = validate(value);
      if (!result.ok) expect(result.issues.map(({ path }) => path).join()).toMatch(/__proto__|keyName/);
    },
  );

  it.each([
    ['Capability', '{"__proto__":"publish"}', {}],
    ['AuthOptions', '{"authHeaders":{"__proto__":1}}', { authHeaders: {} }],
  ])('finds the fault behind __proto__ that zod drops unseen: %s %s', (name, text, kept) => {
    const { entry, is } = typeNamed(name);
    expect(entry.schema.safeParse(JSON.parse(text))).toEqual({ success: true, data: kept });
    expect(is(JSON.parse(text))).toBe(false);
  });

  it('has authCallback beside what JSON Schema and zod know of AuthOptions', () => {
    const { is, validate } = typeNamed('AuthOptions');
    expect(is({ authCallback: () => undefined })).toBe(true);
    expect(is({ authCallback: async () => 'token' })).toBe(true);
    const result = validate({ authCallback: 'https://example.com' });
    expect(result.ok ? [] : result.issues).toEqual([
      { path: '$.authCallback', keyword: 'type', code: 40003, message: 'must be a function' },
    ]);
  });
});

/** Whether an issue stands where the fault is, with a keyword that AJV reports there too. */
function expectRightPlace(issue: Issue, value: unknown, errors: readonly ErrorObject[]): void {
  const segments = segmentsOf(issue.path);
  if (issue.keyword === 'required') {
    expect(leadsSomewhere(value, segments.slice(0, -1)), issue.path).toBe(true);
    expect(leadsSomewhere(value, segments), issue.path).toBe(false);
  } else {
    expect(leadsSomewhere(value, segments), issue.path).toBe(true);
  }
  const place = segments.map(String);
  expect(errors.map((error) => [placeOf(error), error.keyword])).toContainEqual([place, issue.keyword]);
}

/** Whether every place with a fault is named. What lies in a list or an object that is too large is not looked at. */
function expectEveryPlace(issues: readonly Issue[], errors: readonly ErrorObject[]): void {
  const named = new Set(issues.map(({ path }) => JSON.stringify(segmentsOf(path).map(String))));
  const tooLarge = errors.filter(({ keyword }) => keyword === 'maxItems' || keyword === 'maxProperties').map(placeOf);
  for (const error of errors) {
    const place = placeOf(error);
    const isBranch = error.schemaPath.includes('/anyOf') || error.propertyName !== undefined;
    const isInside = tooLarge.some(
      (large) => place.length > large.length && large.every((part, at) => part === place[at]),
    );
    if (!isBranch && !isInside) expect(named).toContain(JSON.stringify(place));
  }
}

function namesProto(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(namesProto);
}

type RegistryFile = {
  readonly types: readonly {
    readonly name: string;
    readonly code: number;
    readonly fields: Readonly<Record<string, { readonly code?: number; readonly type?: string }>>;
  }[];
};

const registryFile = readJson('json/registry.json') as RegistryFile;

/** The code that the published registry gives a fault there: of the field, else of the type that holds it. */
function codeAt(typeName: string, [first, ...rest]: readonly (string | number)[], keyword: string): number | undefined {
  const type = registryFile.types.find(({ name }) => name === typeName);
  const field = type?.fields[`/properties/${first}`];
  if (first === undefined || field === undefined) return type?.code;
  const isMissing = keyword === 'required' && rest.length === 0;
  if (field.type !== undefined && !isMissing) return codeAt(field.type, rest, keyword);
  return field.code ?? type?.code;
}
