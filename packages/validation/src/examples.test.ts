import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { allTypes, typeNamed } from './all-types.testing.js';
import { decode } from './decode.js';
import type { Schema } from './json-schema-arbitrary.testing.js';

const files = allTypes.flatMap(({ name, examples }) => examples.map((example) => ({ type: name, ...example })));
const ajv = new Ajv({ strict: true });

describe('schemas/examples', () => {
  it.each(files.filter(({ valid }) => valid))('$type/$file is valid', ({ type, value }) => {
    const { schema, validate, entry } = typeNamed(type);
    expect(validate(value)).toEqual({ ok: true, value });
    expect(ajv.validate(schema, value)).toBe(true);
    expect(entry.schema.safeParse(value).success).toBe(true);
  });

  it.each(files.filter(({ valid }) => !valid))('$type/$file has the issue that it names', ({ type, value, issue }) => {
    const { schema, validate, entry } = typeNamed(type);
    const result = validate(value);
    expect(result.ok ? [] : result.issues).toContainEqual(expect.objectContaining(issue));
    expect(ajv.validate(schema, value)).toBe(false);
    expect(entry.schema.safeParse(value).success).toBe(false);
  });

  it.each(files.filter(({ valid }) => valid))('$type/$file is read the same from JSON text', ({ type, value }) => {
    const { decoder, validate } = typeNamed(type);
    const read = decode(decoder, JSON.stringify(value), 'lenient');
    expect(read.issues).toEqual([]);
    if (read.leniencies.length === 0) expect(validate(value)).toEqual({ ok: true, value: read.value });
    if (typeof value === 'object') expect(decode(decoder, value, 'lenient')).toEqual(read);
  });

  it('has three valid and three invalid files or more of every type', () => {
    for (const { name, examples } of allTypes) {
      const valid = examples.filter((example) => example.valid).length;
      expect([name, valid >= 3, examples.length - valid >= 3]).toEqual([name, true, true]);
    }
  });
});

describe('the examples in the JSON Schema', () => {
  it.each(allTypes)('$name', ({ schema, validate, examples }) => {
    for (const value of schema.examples ?? []) expect(validate(value)).toEqual({ ok: true, value });
    const whole = examples.filter(({ valid }) => valid).map(({ value }) => value as object);
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      expect(member.examples?.length, name).toBeGreaterThan(0);
      for (const value of member.examples ?? []) {
        for (const other of whole) expect(validate({ ...other, [name]: value }), name).toMatchObject({ ok: true });
      }
    }
    for (const inner of schemasIn(schema)) {
      for (const value of inner.examples ?? []) expect(ajv.validate(inner, value)).toBe(true);
    }
  });
});

function schemasIn(schema: Schema): Schema[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), schema.items ?? []].flat();
  return inner.flatMap((part) => [part, ...schemasIn(part)]);
}
