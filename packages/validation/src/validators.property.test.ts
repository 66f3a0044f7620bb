import { Ajv, type ErrorObject } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allTypes, readJson } from './all-types.testing.js';
import { damaged, damageFor, leniencyDamage } from './damage.testing.js';
import type { Issue } from './index.js';
import { decode } from './decode.js';
import { leadsSomewhere, placeOf, segmentsOf } from './issue-place.testing.js';
import { edgeValue, validValue, type Schema } from './json-schema-arbitrary.testing.js';

const RUNS = 400;
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: true, strictTuples: true, strictRequired: true });

describe.each(allTypes)('validate$name', (type) => {
  const ajvAccepts = ajv.compile(withoutLoneSurrogates(type.schema));
  const valid = validValue(withoutLoneSurrogates(type.schema));
  const damagedValue = fc
    .tuple(valid, fc.array(damageFor(type.schema), { maxLength: 3 }))
    .map(([value, damages]) => damages.reduce(damaged, value));
  const maybeValid = fc.oneof(damagedValue, edgeValue(type.schema));

  it('takes what the schema describes, and makes a fresh value of it', () => {
    fc.assert(
      fc.property(valid, (value) => {
        expect(ajvAccepts(value)).toBe(true);
        const before = JSON.stringify(value);
        const result = type.validate(value);
        expect(result).toEqual({ ok: true, value: plainZeros(type.schema, value) });
        if (typeof value === 'object') expect(result.ok && result.value).not.toBe(value);
        expect(JSON.stringify(value)).toBe(before);
        if (type.assert) expect(type.assert(value)).toEqual(result.ok && result.value);
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

  it('agrees with zod on every JSON value without lone surrogates or a member called __proto__', () => {
    fc.assert(
      fc.property(maybeValid, (value) => {
        fc.pre(!namesProto(value) && isWellFormed(JSON.stringify(value)));
        expect(type.validate(value).ok).toBe(type.entry.schema.safeParse(value).success);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives each issue the error code of its field', () => {
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

describe.each(allTypes.filter(({ schema }) => schema.type === 'object'))('decoding a $name that arrives', (type) => {
  const schema = withoutLoneSurrogates(type.schema);
  const ajvAccepts = ajv.compile(schema);
  const valid = validValue(schema);
  const tolerated = fc
    .tuple(valid, fc.array(fc.oneof(damageFor(type.schema), leniencyDamage), { maxLength: 3 }))
    .map(([value, damages]) => damages.reduce(damaged, value));
  const lenient = (value: unknown) => decode(type.decoder, value, 'lenient');

  it('reads what AJV accepts without an issue: the same value, without what the type does not have', () => {
    fc.assert(
      fc.property(fc.oneof(valid, tolerated), (value) => {
        fc.pre(ajvAccepts(value) && isSmall(value));
        const { issues, leniencies, value: read } = lenient(value);
        expect(issues).toEqual([]);
        const dropped: string[] = [];
        expect(read).toEqual(lenientModel(schema, value, '', dropped));
        expect(leniencies.length).toBe(Math.min(dropped.length, 64));
      }),
      { numRuns: RUNS },
    );
  });

  it('has an issue only where strict decoding has one, of a rule that the registry has', () => {
    const ids = new Set(Object.keys(registryFile.shapes));
    fc.assert(
      fc.property(tolerated, (value) => {
        fc.pre(typeof value !== 'string' && isSmall(value)); // a string is JSON text
        const strict = type.validate(value);
        const { issues, value: read } = lenient(value);
        const strictIssues = strict.ok ? [] : strict.issues;
        if (strict.ok) expect(issues).toEqual([]);
        // Which of two types a result nearly is may depend on what is tolerated.
        const placesOf = (list: readonly Issue[]) =>
          list.map(({ path }) => path.replace(/^(\$\.results\[\d+\]).*/, '$1'));
        if (strictIssues.length < 64) {
          for (const place of placesOf(issues)) expect(placesOf(strictIssues)).toContain(place);
        }
        for (const { rule } of [...issues, ...strictIssues]) {
          const id = rule.slice(0, rule.lastIndexOf('.'));
          expect(ids.has(id) || allTypes.some(({ name }) => name === id), rule).toBe(true);
        }
        if (issues.length === 0) expect(type.validate(read).ok).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('reads an object and its JSON text alike', () => {
    fc.assert(
      fc.property(tolerated, (value) => {
        fc.pre(typeof value === 'object' && value !== null && isWellFormed(JSON.stringify(value)));
        const text = JSON.stringify(value);
        const fromText = lenient(text);
        if (fromText.issues[0]?.rule.startsWith('json.')) return;
        // As the text has it: JSON knows no -0.
        expect(fromText).toEqual(lenient(JSON.parse(text)));
      }),
      { numRuns: RUNS },
    );
  });

  it('reports nothing where strict decoding takes the value and every member is known', () => {
    fc.assert(
      fc.property(valid, (value) => {
        const dropped: string[] = [];
        lenientModel(schema, value, '', dropped);
        fc.pre(dropped.length === 0 && isSmall(value));
        expect(lenient(value)).toEqual(decode(type.decoder, value, 'strict'));
      }),
      { numRuns: RUNS },
    );
  });
});

/**
 * The schema with what its decoder also refuses: a pattern that allows all characters but some does not allow a lone
 * surrogate, which has no UTF-8 form.
 */
function withoutLoneSurrogates(schema: Schema): Schema {
  return JSON.parse(JSON.stringify({ ...schema, $id: undefined }), (keyword, value: unknown) =>
    keyword === 'pattern' && typeof value === 'string' && value.startsWith('^[^')
      ? value.replace(']*$', '\\ud800-\\udfff]*$')
      : value,
  ) as Schema;
}

/** The value with 0 for -0 where the type declares a number: a decoder tells only one. */
function plainZeros(schema: Schema, value: unknown): unknown {
  if (Object.is(value, -0) && schema.type === 'integer') return 0;
  if (typeof value !== 'object' || value === null) return value;
  const branch = schema.anyOf?.find((each) => ajv.validate(each, value)) ?? schema;
  const { properties = {}, items = {}, additionalProperties } = branch;
  if (Array.isArray(value)) return value.map((item) => plainZeros(items, item));
  const members = typeof additionalProperties === 'object' ? additionalProperties : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      plainZeros((Object.hasOwn(properties, name) ? properties[name] : undefined) ?? members, member),
    ]),
  );
}

/**
 * What lenient decoding makes of a value that is valid by the schema: members that a type does not have are dropped,
 * and an empty capability text is absent.
 */
function lenientModel(schema: Schema, value: unknown, path: string, dropped: string[]): unknown {
  if (Object.is(value, -0) && schema.type === 'integer') return 0;
  if (typeof value !== 'object' || value === null) return value;
  const branch = schema.anyOf?.find((each) => ajv.validate(each, value)) ?? schema;
  const { properties, items = {}, additionalProperties } = branch;
  if (Array.isArray(value)) return value.map((item, at) => lenientModel(items, item, `${path}/${at}`, dropped));
  if (properties === undefined && typeof additionalProperties !== 'object') return value;
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const at = `${path}/${name}`;
    const inner = properties === undefined ? additionalProperties : Object.hasOwn(properties, name) && properties[name];
    const isAbsent = properties !== undefined && name === 'capability' && member === '';
    if (typeof inner === 'object' && !isAbsent) return [[name, lenientModel(inner, member, at, dropped)]];
    dropped.push(at);
    return [];
  });
  return Object.fromEntries(entries);
}

/** Whether a value is within the size of what is read, RSA4f. */
function isSmall(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value)) <= 128 * 1024;
}

function isWellFormed(text: string): boolean {
  return !/\\ud[89a-f]|\p{Surrogate}/u.test(text);
}

/** Whether an issue stands at its place, with a keyword that AJV reports there too. */
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

/** Whether every place with an error is named. What lies in a list or an object that is too large is not looked at. */
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
  readonly shapes: Readonly<Record<string, unknown>>;
  readonly types: readonly {
    readonly name: string;
    readonly code: number;
    readonly fields: Readonly<Record<string, { readonly code?: number; readonly type?: string }>>;
  }[];
};

const registryFile = readJson('json/registry.json') as RegistryFile;

/** The code that the published registry gives an issue there: of the field, else of the type that holds it. */
function codeAt(typeName: string, [first, ...rest]: readonly (string | number)[], keyword: string): number | undefined {
  const type = registryFile.types.find(({ name }) => name === typeName);
  const field = type?.fields[`/properties/${first}`];
  if (first === undefined || field === undefined) return type?.code;
  const isMissing = keyword === 'required' && rest.length === 0;
  if (field.type !== undefined && !isMissing) return codeAt(field.type, rest, keyword);
  return field.code ?? type?.code;
}
