import { describe, expect, it } from 'vitest';
import { documented, modelOf, typeOf, words } from '../../model.testing.js';
import type { Model } from '../../model.js';
import { go } from './go.js';
import { filesOf, letters, objectWith } from './language.testing.js';

const schema = objectWith({ 'x-clientId': letters, authUrl: { type: 'string' } }, ["it's", '"', '`']);
const emitted = (model: Model) => filesOf(go, model);

describe('go', () => {
  it('owns the generated files of its folder alone', () => {
    expect(go.folders).toEqual(['languages/go/ablyauth']);
    expect(go.owned?.test('languages/go/ablyauth/types_gen.go')).toBe(true);
    expect(go.owned?.test('languages/go/ablyauth/errors.go')).toBe(false);
  });

  it('marks its files as generated, as the tools of Go know it', async () => {
    for (const text of (await emitted(modelOf(typeOf('Thing', schema)))).values())
      expect(text).toMatch(/^\/\/ @generated .*\n\/\/ Code generated .* DO NOT EDIT\.\n\npackage ablyauth\n\n/);
  });

  it('writes the bounds and the pattern that a value has, aligned as the formatter does', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables_gen.go');
    expect(tables).toContain('\t},\n\tmax: 1_000,\n}');
    expect(tables).toContain('\t},\n\tmin:     1,\n\tmax:     unbounded,\n\tpattern: patternLetters,\n}');
    expect(tables).toContain('var patternLetters = newPattern(`[a-z]*`, false)\n');
    expect(tables).not.toContain('Infinity');
  });

  it('says of a pattern that it allows all characters but some', async () => {
    const patterns = { NO_COLON: { regex: /^[^:]*$/, meaning: 'no colon' } };
    const model = { ...modelOf(typeOf('Thing', { type: 'string', pattern: '^[^:]*$' })), patterns };
    expect((await emitted(model)).get('tables_gen.go')).toContain('var patternNoColon = newPattern(`[^:]*`, true)\n');
  });

  it('names the members of an object with their rules, the required ones as such', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables_gen.go');
    expect(tables).toContain('\t\t{"text", &ruleThing1, true},\n\t\t{"x-clientId", &ruleThing2, false},\n');
    expect(tables).toMatch(/\{"either", &textOrObjectRule\{&ruleThing\d, &ruleThing\d\}, false\},/);
    expect(tables).toContain('\t},\n\topen: true,\n}');
  });

  it('names each member as a field of Go, a pointer where it is optional', async () => {
    const types = (await emitted(modelOf(typeOf('Thing', schema)))).get('types_gen.go');
    expect(types).toContain('// Thing: what Thing is.\n//\n// Others may follow:');
    expect(types).toContain('\tText string `json:"text"`\n');
    expect(types).toContain('\tXClientID *string `json:"x-clientId,omitempty"`\n');
    expect(types).toContain('\tAuthURL *string `json:"authUrl,omitempty"`\n');
    expect(types).toContain('\tEither any `json:"either,omitempty"`\n');
  });

  it('writes raw strings where others would need escapes', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables_gen.go');
    expect(tables).toContain('\tchoices: []string{\n\t\t"it\'s",\n\t\t`"`,\n\t\t"`",\n\t},\n');
  });

  it('follows a limit, an error code and what is written for an absent value', async () => {
    const shapes = new Map([['', { ...words('ttl'), absentAs: 0 as const, remediations: { minimum: 'More.' } }]]);
    const type = typeOf('Ttl', { type: 'integer', minimum: 5, maximum: 77_777 }, { shapes, fields: new Map() });
    const limits = { TTL_MAX_MS: { value: 77_777, unit: 'ms' as const, meaning: 'Most', source: 'decision' } };
    const files = await emitted({ ...modelOf(type), limits });
    expect(files.get('tables_gen.go')).toContain(
      '\tmin:          5,\n\tmax:          77_777,\n\tabsentIfZero: true,\n}',
    );
    expect(files.get('tables_gen.go')).toContain('\t\tfixes: map[string]string{\n\t\t\t"minimum": "More.",\n\t\t},\n');
    expect(files.get('limits_gen.go')).toContain(
      '// TTLMaxMS: most.\n//\n// Unit: ms. Source: decision.\nconst TTLMaxMS = 77_777\n',
    );
    expect(files.get('error_codes_gen.go')).toContain('var ErrBadRequest = ErrorCode{\n\tCode:        40000,\n');
  });

  it('breaks documentation between words', async () => {
    const fields = new Map([['/properties/a', documented({ description: 'word '.repeat(40).trim() })]]);
    const properties = { a: letters };
    const type = typeOf('Thing', { type: 'object', properties, additionalProperties: false }, { fields });
    const types = (await emitted(modelOf(type))).get('types_gen.go') ?? '';
    expect(types).toContain('\t// word word');
    for (const line of types.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});
