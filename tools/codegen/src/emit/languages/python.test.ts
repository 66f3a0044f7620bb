import { describe, expect, it } from 'vitest';
import { documented, modelOf, typeOf, words } from '../../model.testing.js';
import type { Model } from '../../model.js';
import { python } from './python.js';
import { filesOf, letters, objectWith } from './language.testing.js';

const schema = objectWith({ 'x-name': letters }, ["it's", '"']);
const emitted = (model: Model) => filesOf(python, model);

describe('python', () => {
  it('writes the bounds and the pattern that a value has, and no others', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables.py');
    expect(tables).toContain('fixes={},\n    max=1_000,\n)');
    expect(tables).toContain('fixes={},\n    min=1,\n    pattern=PATTERNS["LETTERS"],\n)');
    expect(tables).toContain('    "LETTERS": re.compile(r"[a-z]*"),\n');
    expect(tables).not.toContain('Infinity');
  });

  it('refuses lone surrogates where a pattern allows all characters but some', async () => {
    const patterns = { NO_COLON: { regex: /^[^:]*$/, meaning: 'no colon' } };
    const model = { ...modelOf(typeOf('Thing', { type: 'string', pattern: '^[^:]*$' })), patterns };
    expect((await emitted(model)).get('tables.py')).toContain(String.raw`re.compile(r"[^:\ud800-\udfff]*")`);
  });

  it('names the members of an object with their rules, the required ones as such', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables.py');
    expect(tables).toContain('        Member("text", THING1, required=True),\n        Member("x-name", THING2),\n');
    expect(tables).toMatch(/Member\("either", TextOrObject\(THING\d, THING\d\)\),/);
    expect(tables).toContain('    open=True,\n)');
  });

  it('uses the functional TypedDict for members whose names are not Python identifiers', async () => {
    const types = (await emitted(modelOf(typeOf('Thing', schema)))).get('types.py');
    expect(types).toContain('class Thing(_ThingOptionalNamed, _ThingOptional):\n');
    expect(types).toContain(
      '_ThingOptionalNamed = TypedDict(\n    "_ThingOptionalNamed",\n    {\n        # What it is.',
    );
    expect(types).toContain('        "x-name": str,\n    },\n    total=False,\n)');
    expect(types).toContain('    either: str | Mapping[str, str]\n');
  });

  it('quotes as the formatter does: with the quotes that need fewer escapes', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('tables.py');
    expect(tables).toContain(`    choices=(\n        "it's",\n        '"',\n    ),\n`);
    expect(tables).toContain(`expected="what's right",`);
  });

  it('follows a limit, an error code and what is written for an absent value', async () => {
    const shapes = new Map([['', { ...words('ttl'), absentAs: 0 as const, remediations: { minimum: 'More.' } }]]);
    const type = typeOf('Ttl', { type: 'integer', minimum: 5, maximum: 77_777 }, { shapes, fields: new Map() });
    const limits = { MOST: { value: 77_777, unit: 'ms' as const, meaning: 'Most', source: 'decision' } };
    const files = await emitted({ ...modelOf(type), limits });
    expect(files.get('tables.py')).toContain('    min=5,\n    max=77_777,\n    absent_as=0,\n)');
    expect(files.get('tables.py')).toContain('    fixes={\n        "minimum": "More.",\n    },\n');
    expect(files.get('limits.py')).toContain('MOST: Final = 77_777\n"""Most.\n\nUnit: ms. Source: decision.\n"""\n');
    expect(files.get('error_codes.py')).toContain('BAD_REQUEST: Final = ErrorCode(\n    code=40000,\n');
  });

  it('breaks documentation between words', async () => {
    const long = documented({ description: 'word '.repeat(40).trim() });
    const fields = new Map([['/properties/a', long]]);
    const type = typeOf(
      'Thing',
      { type: 'object', properties: { a: letters }, additionalProperties: false },
      { fields },
    );
    for (const text of (await emitted(modelOf(type))).values()) {
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    }
  });
});
