import type { FieldDoc } from '@ably-auth/schemas/field';
import type { JsonSchema } from '../json-schema.js';
import type { Model, TypeModel } from '../model.js';
import { generatedFrom, type Emitter, type Output } from '../output.js';
import { types } from './types.js';

const FOLDER = 'docs/reference';
const SPECIFICATION = 'https://sdk.ably.com/builds/ably/specification/main/features/';

/** The reference in Markdown: one page per type, and one each for error codes, limits, operations and spec points. */
export const reference: Emitter = {
  name: 'reference',
  folders: [FOLDER],
  async emitType(type, model) {
    const typescript = (await types.emitType?.(type, model))?.text ?? '';
    return page(type.name, type.file, type.name, [
      type.description,
      ...fields(type),
      ...(type.rules.length === 0 ? [] : ['## Rules beyond the schema', bullets(type.rules)]),
      ...examples(type, model),
      ...history(type),
      '## TypeScript',
      fenced('ts', withoutDocs(typescript)),
      '## JSON Schema',
      `Self-contained, draft-07: [schemas/json/${type.name}.json](../../schemas/json/${type.name}.json)`,
    ]);
  },
  emitShared(model) {
    return [
      index(model),
      page('error-codes', 'schemas/src/error-codes.ts', 'Error codes', errorCodes(model)),
      page('limits', 'schemas/src/limits.ts', 'Limits', [limitTable(model)]),
      page('operations', 'schemas/src/operations.ts', 'Operations', [
        'The list is open: an unknown operation is kept when a capability is made canonical, signed or verified.',
        table(
          ['operation', 'allows'],
          Object.entries(model.operations).map(([name, text]) => [code(name), text]),
        ),
      ]),
      page('spec-points', 'schemas/src/spec-points.ts', 'Spec points', [
        `The points of the [Ably features specification](${SPECIFICATION}) that this project obeys, in its own words.`,
        table(
          ['point', 'requirement'],
          Object.entries(model.specPoints).map(([point, text]) => [specLink(point), text]),
        ),
      ]),
    ];
  },
};

function index({ types: all }: Model): Output {
  return page('README', 'schemas/src/registry.ts', 'Reference', [
    'Every type of the protocol, generated from the schemas, with [error codes](error-codes.md), [limits](limits.md), [operations](operations.md) and [spec points](spec-points.md).',
    table(
      ['type', 'description', 'fields'],
      all.map((type) => [
        `[${type.name}](${type.name}.md)`,
        type.description,
        rowsOf(type)
          .map(({ name }) => `[${code(name)}](${type.name}.md#${name.toLowerCase()})`)
          .join(' '),
      ]),
    ),
  ]);
}

/** A field of a type, as its page shows it. */
type Row = { name: string; form: string; unit: string; required: boolean; doc: Partial<FieldDoc> };

/** The fields in the order of the schema; functions, which JSON Schema does not have, come last. */
function rowsOf({ schema, fields: docs, callables }: TypeModel): Row[] {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]): Row => {
    const pointer = `/properties/${name}`;
    const doc: Partial<FieldDoc> = docs.get(pointer) ?? {};
    const required = schema.required?.includes(name) === true;
    return { name, form: formOf(member, docs, pointer), unit: doc.unit ?? typeOf(member), required, doc };
  });
  const functions = Object.entries(callables).map(([name, doc]): Row => {
    return { name, form: code(doc.tsType), unit: 'function', required: false, doc: { ...doc, examples: [] } };
  });
  return [...members, ...functions];
}

function fields(type: TypeModel): string[] {
  const { schema, fields: docs } = type;
  const rows = rowsOf(type);
  if (rows.length === 0) {
    const doc: Partial<FieldDoc> = docs.get('') ?? {};
    const value = { name: '', form: formOf(schema, docs, ''), unit: doc.unit ?? typeOf(schema), required: true, doc };
    const description = doc.description === type.description ? '' : (doc.description ?? '');
    return ['## Value', ...described({ ...value, doc: { ...doc, description } })];
  }
  return [
    '## Fields',
    schema.additionalProperties === false
      ? 'The type is closed: a member that is not listed is an issue.'
      : 'The type is open: other members are ignored (RSF1).',
    table(
      ['field', 'unit', 'required', 'if absent'],
      rows.map(({ name, unit, required, doc }) => [
        `[${code(name)}](#${name.toLowerCase()})`,
        unit,
        required ? 'yes' : 'no',
        doc.absent ?? '',
      ]),
    ),
    ...rows.flatMap((row) => [`### ${row.name}`, ...described(row)]),
  ];
}

/** What came and went with each version of Ably's documentation. */
function history(type: TypeModel): string[] {
  const rows = rowsOf(type);
  const own: Partial<FieldDoc> = type.fields.get('') ?? {};
  const docs = rows.length === 0 ? [{ name: '', doc: own }] : rows;
  const versions = [...new Set(docs.map(({ doc }) => doc.since ?? ''))].filter(Boolean).sort();
  const lines = versions.map((version) => {
    const names = docs.filter(({ doc }) => doc.since === version).map(({ name }) => name);
    return `**${version}**: ${names.map((name) => (name === '' ? 'the type' : code(name))).join(', ')}`;
  });
  const deprecated = docs.flatMap(({ name, doc }) =>
    doc.deprecated === undefined ? [] : [`${code(name)} is deprecated: ${doc.deprecated}`],
  );
  return lines.length === 0
    ? []
    : ['## History', 'Since when each part is documented:', bullets([...lines, ...deprecated])];
}

function described({ form, required, doc }: Row): string[] {
  const { description = '', unit = '', deprecated, absent, spec = [], since, examples: values = [] } = doc;
  const facts = [
    ['Form', form],
    ['Unit', unit],
    ['If absent', required ? '' : (absent ?? '')],
    ['Specification', spec.map(specLink).join(', ')],
    ['Since', since === undefined ? '' : `version ${since} of Ably's documentation`],
    [values.length > 1 ? 'Examples' : 'Example', values.map((value) => code(JSON.stringify(value))).join(', ')],
  ].filter(([, text]) => text !== '');
  return [
    deprecated === undefined ? description : `${description} **Deprecated:** ${deprecated}`,
    bullets(facts.map(([fact, text]) => `**${fact}**: ${text}`)),
  ];
}

/** What stands in the place of a unit for values without one. */
function typeOf(schema: JsonSchema): string {
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return 'text';
  const words: Readonly<Record<string, string>> = { string: 'text', array: 'list', boolean: 'true or false' };
  return words[schema.type ?? ''] ?? schema.type ?? 'any JSON';
}

/** The form of a value in a few words, with links to the types in it. */
function formOf(schema: JsonSchema, docs: TypeModel['fields'], pointer: string): string {
  const type = pointer === '' ? undefined : docs.get(pointer)?.type;
  if (type !== undefined) return `[${type}](${type}.md)`;
  const inner = (part: JsonSchema, path: string) => formOf(part, docs, `${pointer}/${path}`);
  if (schema.anyOf) return schema.anyOf.map((branch, at) => inner(branch, `anyOf/${at}`)).join(' or ');
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((text) => code(JSON.stringify(text))).join(' or ');
  switch (schema.type) {
    case 'integer':
      return `integer, ${range(schema.minimum, schema.maximum)}`;
    case 'string': {
      const length = range(schema.minLength, schema.maxLength, ' code points');
      return ['text', length, schema.pattern === undefined ? '' : code(schema.pattern)].filter(Boolean).join(', ');
    }
    case 'array': {
      const size = range(schema.minItems, schema.maxItems, ' entries');
      return `list${size && ` (${size})`} of ${schema.items ? inner(schema.items, 'items') : 'anything'}`;
    }
    case 'object': {
      const { additionalProperties: values, maxProperties } = schema;
      if (typeof values !== 'object') return 'object';
      const size = range(undefined, maxProperties, ' members');
      return `object${size && ` (${size})`}: name → ${inner(values, 'additionalProperties')}`;
    }
    case 'boolean':
      return 'true or false';
    default:
      return schema.type ?? 'any JSON';
  }
}

function range(least: number | undefined, most: number | undefined, what = ''): string {
  if (least === undefined) return most === undefined ? '' : `at most ${grouped(most)}${what}`;
  return `${grouped(least)} ${most === undefined ? 'or more' : `… ${grouped(most)}`}${what}`;
}

function grouped(value: number): string {
  return value === Number.MAX_SAFE_INTEGER ? '2⁵³ − 1' : value.toLocaleString('en').replaceAll(',', ' ');
}

function examples({ examples: all }: TypeModel, model: Model): string[] {
  const sections = (chosen: TypeModel['examples']) =>
    chosen.flatMap((example) => [`### ${example.about}`, shown(example.value), ...refusal(example, model)]);
  return [
    '## Valid examples',
    ...sections(all.filter(({ issue }) => issue === undefined)),
    '## Invalid examples',
    ...sections(all.filter(({ issue }) => issue !== undefined)),
  ];
}

function refusal({ issue }: TypeModel['examples'][number], { errorCodes: codes }: Model): string[] {
  if (issue === undefined) return [];
  const status = Object.values(codes).find((entry) => entry.code === issue.code)?.statusCode;
  const error = `[${issue.code}](error-codes.md#error-${issue.code})`;
  return [`Refused with ${error}, status ${status}: ${code(issue.path)}, by the rule ${code(issue.keyword)}.`];
}

/** Long examples are cut: they show that something is too long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length <= 2000) return fenced('json', JSON.stringify(value, undefined, 2));
  return fenced('text', `${Array.from(text).slice(0, 200).join('')}… (${text.length} characters)`);
}

function errorCodes({ errorCodes: codes, specPoints }: Model): string[] {
  const entries = Object.entries(codes);
  const link = (source: string) =>
    source === 'decision'
      ? '[a decision of this project](../guide/decisions.md)'
      : source in specPoints
        ? specLink(source)
        : source;
  return [
    'What a service or a client answers, and how to fix it.',
    table(
      ['code', 'status', 'constant', 'meaning'],
      entries.map(([name, { code: number, statusCode, meaning }]) => [
        `[${number}](#error-${number})`,
        String(statusCode),
        code(name),
        meaning,
      ]),
    ),
    ...entries.flatMap(([name, { code: number, statusCode, meaning, remediation, source }]) => [
      `## Error ${number}`,
      `${meaning}.`,
      remediation,
      bullets([
        `**HTTP status**: ${statusCode}`,
        `**Constant**: ${code(name)} of ${code('@ably-auth/validation/error-codes')}`,
        `**Source**: ${source.split(', ').map(link).join(', ')}`,
        `**Ably's page**: [help.ably.io/error/${number}](https://help.ably.io/error/${number})`,
      ]),
    ]),
  ];
}

function limitTable({ limits }: Model): string {
  return table(
    ['limit', 'value', 'unit', 'of what', 'source'],
    Object.entries(limits).map(([name, { value, unit, meaning, source }]) => [
      code(name),
      grouped(value),
      unit,
      meaning,
      source,
    ]),
  );
}

function page(file: string, source: string, title: string, sections: readonly string[]): Output {
  const text = [`<!-- ${generatedFrom(source)} -->`, `# ${title}`, ...sections.filter((section) => section !== '')];
  return { path: `${FOLDER}/${file}.md`, text: `${text.join('\n\n')}\n` };
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function specLink(point: string): string {
  return `[${point}](${SPECIFICATION}#${point})`;
}

/** Any text as code within a line. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** The declarations: the page itself has the documentation. */
function withoutDocs(typescript: string): string {
  return typescript
    .replace(/^\/\/ @generated.*\n(import .*\n)*\n?/, '')
    .replace(/^ *\/\*\*.*?\*\/\n/gms, '')
    .trim();
}
