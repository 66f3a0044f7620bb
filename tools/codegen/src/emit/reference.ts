import type { FieldDoc } from '@ably-auth/schemas/field';
import type { JsonSchema } from '../json-schema.js';
import type { Model, TypeModel } from '../model.js';
import { generatedFrom, type Emitter, type Output } from '../output.js';
import { types } from './types.js';

const FOLDER = 'docs/reference';

/** The reference in Markdown: a page a type, and one each for error codes, limits, operations and spec points. */
export const reference: Emitter = {
  name: 'reference',
  folders: [FOLDER],
  async emitType(type, model) {
    const typescript = (await types.emitType?.(type, model))?.text ?? '';
    const sections = [
      type.description,
      fieldTable(type),
      type.rules.length === 0
        ? ''
        : `## Rules beyond the schema\n\n${type.rules.map((rule) => `- ${rule}`).join('\n')}`,
      `## Examples\n\n${type.examples.map(example).join('\n\n')}`,
      `## TypeScript\n\n\`\`\`ts\n${withoutHeader(typescript)}\n\`\`\``,
      `## JSON Schema\n\n[\`schemas/json/${type.name}.json\`](../../schemas/json/${type.name}.json)\n\n${fenced(type.schema)}`,
    ];
    return page(type.name, type.file, type.name, sections);
  },
  emitShared(model) {
    return [
      index(model),
      page('error-codes', 'schemas/src/error-codes.ts', 'Error codes', [errorTable(model)]),
      page('limits', 'schemas/src/limits.ts', 'Limits', [limitTable(model)]),
      page('operations', 'schemas/src/operations.ts', 'Operations', [
        'The list is open: an unknown operation is kept when a capability is made canonical, signed or verified.',
        table(
          ['operation', 'allows'],
          Object.entries(model.operations).map(([name, text]) => [`\`${name}\``, text]),
        ),
      ]),
      page('spec-points', 'schemas/src/spec-points.ts', 'Spec points', [
        'The points of the [Ably features specification](https://sdk.ably.com/builds/ably/specification/main/features/) that this project obeys, in its own words.',
        table(
          ['point', 'what it asks'],
          Object.entries(model.specPoints).map(([point, text]) => [specLink(point), text]),
        ),
      ]),
    ];
  },
};

function index({ types: all }: Model): Output {
  return page('README', 'schemas/src/registry.ts', 'Reference', [
    'Every type of the protocol, generated from the schemas.',
    table(
      ['type', 'what it is'],
      all.map(({ name, description }) => [`[${name}](${name}.md)`, description]),
    ),
    'Beside them: [error codes](error-codes.md), [limits](limits.md), [operations](operations.md), [spec points](spec-points.md).',
  ]);
}

function fieldTable({ schema, fields, callables }: TypeModel): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) =>
    row(
      name,
      shape(member, fields.get(`/properties/${name}`)),
      schema.required?.includes(name) === true,
      fields.get(`/properties/${name}`),
    ),
  );
  const functions = Object.entries(callables).map(([name, callable]) =>
    row(name, 'function', false, { ...callable, examples: [] }),
  );
  if (rows.length === 0) return `## Form\n\n${shape(schema, undefined)}`;
  const members =
    schema.additionalProperties === false
      ? 'The type is closed: a member that is not listed is an issue.'
      : 'The type is open: other members are ignored (RSF1).';
  return `## Members\n\n${members}\n\n${table(
    ['member', 'form', 'unit', 'required', 'if absent', 'spec', 'since', 'meaning'],
    [...rows, ...functions],
  )}`;
}

function row(name: string, form: string, required: boolean, doc: FieldDoc | undefined): string[] {
  return [
    `\`${name}\``,
    form,
    doc?.unit ?? '',
    required ? 'yes' : 'no',
    doc?.absent ?? '',
    (doc?.spec ?? []).map(specLink).join(', '),
    doc?.since ?? '',
    doc?.deprecated === undefined ? (doc?.description ?? '') : `${doc.description} **Deprecated:** ${doc.deprecated}`,
  ];
}

/** The form of a value in a few words. */
function shape(schema: JsonSchema, doc: FieldDoc | undefined): string {
  if (doc?.type !== undefined) return `[${doc.type}](${doc.type}.md)`;
  if (schema.anyOf) return schema.anyOf.map((branch) => shape(branch, undefined)).join(' or ');
  if (schema.const !== undefined) return `\`"${schema.const}"\``;
  if (schema.enum) return schema.enum.map((text) => `\`"${text}"\``).join(' or ');
  switch (schema.type) {
    case 'integer':
      return `integer, ${schema.minimum ?? ''} … ${schema.maximum === Number.MAX_SAFE_INTEGER ? '2⁵³ − 1' : (schema.maximum ?? '')}`;
    case 'string':
      return ['string', length(schema), schema.pattern === undefined ? '' : `\`${schema.pattern}\``]
        .filter(Boolean)
        .join(', ');
    case 'array':
      return `list of ${schema.items ? shape(schema.items, undefined) : 'anything'}`;
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `object: name → ${shape(schema.additionalProperties, undefined)}`
        : 'object';
    default:
      return schema.type ?? '';
  }
}

function length({ minLength, maxLength }: JsonSchema): string {
  if (minLength === undefined && maxLength === undefined) return '';
  return `${minLength ?? 0} … ${maxLength ?? '∞'} code points`;
}

function example({ name, about, value, issue }: TypeModel['examples'][number]): string {
  const verdict = issue === undefined ? 'valid' : `refused: \`${issue.path}\`, ${issue.keyword}, ${issue.code}`;
  const text = JSON.stringify(value);
  const shown =
    text.length > 2000
      ? `\`\`\`text\n${Array.from(text).slice(0, 200).join('')}… (${text.length} characters)\n\`\`\``
      : fenced(value);
  return `### ${name}\n\n${about} (${verdict})\n\n${shown}`;
}

function errorTable({ errorCodes }: Model): string {
  return table(
    ['code', 'status', 'constant', 'meaning', 'remediation', 'source'],
    Object.entries(errorCodes).map(([name, { code, statusCode, meaning, remediation, source }]) => [
      `[${code}](https://help.ably.io/error/${code})`,
      String(statusCode),
      `\`${name}\``,
      meaning,
      remediation,
      source,
    ]),
  );
}

function limitTable({ limits }: Model): string {
  return table(
    ['limit', 'value', 'unit', 'of what', 'source'],
    Object.entries(limits).map(([name, { value, unit, meaning, source }]) => [
      `\`${name}\``,
      value.toLocaleString('en').replaceAll(',', ' '),
      unit,
      meaning,
      source,
    ]),
  );
}

function page(file: string, source: string, title: string, sections: readonly string[]): Output {
  const text = [
    `<!-- ${generatedFrom(source)} -->`,
    `# ${title}`,
    ...sections.filter((section) => section !== ''),
  ].join('\n\n');
  return { path: `${FOLDER}/${file}.md`, text: `${text}\n` };
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function specLink(point: string): string {
  return `[${point}](https://sdk.ably.com/builds/ably/specification/main/features/#${point})`;
}

function fenced(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}

function withoutHeader(typescript: string): string {
  return typescript.replace(/^\/\/ @generated.*\n(import .*\n)*\n?/, '').trim();
}
