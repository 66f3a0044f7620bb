import { describe, expect, it } from 'vitest';
import { documented, modelOf, typeOf, words } from '../../model.testing.js';
import type { Model } from '../../model.js';
import { java } from './java.js';
import { filesOf, letters, objectWith } from './language.testing.js';

const schema = objectWith({ 'x-name': letters, class: letters }, ["it's", '"']);
const emitted = (model: Model) => filesOf(java, model);

describe('java', () => {
  it('writes the bounds and the pattern that a value has', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('Tables.java');
    expect(tables).toContain('/* max= */ 1_000,\n          /* pattern= */ null,\n          /* absentAs= */ null);');
    expect(tables).toContain('/* max= */ Rule.UNBOUNDED,\n          /* pattern= */ LETTERS_PATTERN,');
    expect(tables).toContain('  static final Pattern LETTERS_PATTERN = Pattern.compile("[a-z]*");\n');
    expect(tables).not.toContain('Infinity');
  });

  it('refuses lone surrogates where a pattern allows all characters but some', async () => {
    const patterns = { NO_COLON: { regex: /^[^:]*$/, meaning: 'no colon' } };
    const model = { ...modelOf(typeOf('Thing', { type: 'string', pattern: '^[^:]*$' })), patterns };
    expect((await emitted(model)).get('Tables.java')).toContain(String.raw`compile("[^:\\ud800-\\udfff]*")`);
  });

  it('names the members of an object with their rules', async () => {
    const tables = (await emitted(modelOf(typeOf('Thing', schema)))).get('Tables.java');
    expect(tables).toContain('          required("text", THING1),\n          optional("x-name", THING2),\n');
    expect(tables).toMatch(/optional\("either", new TextOrObject\(THING\d, THING\d\)\),/);
    expect(tables).toContain('          /* isOpen= */ true,\n');
    expect(tables).toContain(String.raw`List.of("it's", "\"")`);
  });

  it('gives each member a method, with another name where Java has that word', async () => {
    const thing = (await emitted(modelOf(typeOf('Thing', schema)))).get('Thing.java');
    expect(thing).toContain('public final class Thing extends JsonObject {\n');
    expect(thing).toContain('  public String text() {\n    return member("text");\n  }\n');
    expect(thing).toContain('  public Optional<String> xName() {\n    return Optional.ofNullable(member("x-name"));\n');
    expect(thing).toContain('  public Optional<String> classMember() {\n');
    expect(thing).toContain('  public Optional<Object> either() {\n');
    expect(thing).not.toContain('Builder');
  });

  it('gives an object without required members a builder', async () => {
    const { required: _, ...optional } = schema;
    const thing = (await emitted(modelOf(typeOf('Thing', optional)))).get('Thing.java');
    expect(thing).toContain('    public Builder xName(String xName) {\n      return put("x-name", xName);\n    }\n');
    expect(thing).toContain('    public Builder either(String either) {\n');
    expect(thing).toContain('    public Builder either(Map<String, String> either) {\n');
  });

  it('follows a limit, an error code and what is written for an absent value', async () => {
    const shapes = new Map([['', { ...words('ttl'), absentAs: 0 as const, remediations: { minimum: 'More.' } }]]);
    const type = typeOf('Ttl', { type: 'integer', minimum: 5, maximum: 77_777 }, { shapes, fields: new Map() });
    const limits = { MOST: { value: 77_777, unit: 'ms' as const, meaning: 'Most', source: 'decision' } };
    const files = await emitted({ ...modelOf(type), limits });
    const tables = files.get('Tables.java');
    expect(tables).toContain('/* min= */ 5L,\n          /* max= */ 77_777L,\n          /* absentAs= */ 0);');
    expect(tables).toContain('Map.ofEntries(entry("minimum", "More."))');
    expect(files.get('Limits.java')).toContain('  public static final long MOST = 77_777L;\n');
    expect(files.get('ErrorCodes.java')).toContain('  public static final ErrorCode BAD_REQUEST =');
  });

  it('breaks documentation between words, and escapes what would be a tag', async () => {
    const long = documented({ description: `a < b & c, \`Map<String>\` ${'word '.repeat(40).trim()}` });
    const fields = new Map([['/properties/a', long]]);
    const type = typeOf(
      'Thing',
      { type: 'object', properties: { a: letters }, additionalProperties: false },
      { fields },
    );
    const files = await emitted(modelOf(type));
    expect(files.get('Thing.java')).toContain('   * a &lt; b &amp; c, {@code Map<String>} word');
    for (const text of files.values()) {
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});
