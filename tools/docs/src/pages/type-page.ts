import { examplesOf } from '../examples.js';
import { formOf, unitOf } from '../form.js';
import { code, fenced, specLink, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { schemaOf, type Field, type JsonSchema, type TypeEntry } from '../registry.js';
import { readText } from '../repository.js';

/** A field of a type, as the pages show it. */
export type FieldRow = {
  readonly name: string;
  readonly form: string;
  readonly unit: string;
  /** What holds where it is absent, and who applies it. */
  readonly absent: string;
  readonly doc: Field | undefined;
};

const OPTIONAL = 'none: it may be left out';

/** The fields of a type in the order of its schema; functions, which JSON Schema does not have, at the end. */
export function fieldsOf(type: TypeEntry): FieldRow[] {
  const schema = schemaOf(type.name);
  const wire = Object.entries(schema.properties ?? {}).map(([name, member]): FieldRow => {
    const pointer = `/properties/${name}`;
    const doc = type.fields[pointer];
    const isRequired = schema.required?.includes(name) === true;
    const absent = isRequired ? 'none: it is required' : (doc?.absent ?? OPTIONAL);
    return { name, form: formOf(member, type.fields, pointer), unit: unitOf(member, doc), absent, doc };
  });
  const functions = Object.entries(type.callables).map(([name, doc]): FieldRow => {
    return { name, form: code(doc.tsType), unit: 'function', absent: doc.absent ?? OPTIONAL, doc };
  });
  return [...wire, ...functions];
}

/** All that is known of a type: its fields, examples with their errors, TypeScript and JSON Schema. */
export function typePage(type: TypeEntry): Page {
  const { name, description, rules } = type;
  const schema = schemaOf(name);
  const sections = [
    `# ${name}`,
    description,
    ...(schema.properties === undefined ? valueSections(type, schema) : fieldSections(type, schema)),
    ...(rules.length === 0 ? [] : ['## Rules beyond the schema', rules.map((rule) => `- ${rule}`).join('\n')]),
    examplesOf(name),
    '## TypeScript',
    fenced('ts', typescriptOf(name)),
    '## JSON Schema',
    `Self-contained, draft-07: [${name}.json](/files/schemas/json/${name}.json)`,
    fenced('json', JSON.stringify(schema, undefined, 2)),
  ];
  return {
    path: `types/${name}.md`,
    title: name,
    text: `${frontMatter({ title: name, description, outline: [2, 3] })}${sections.join('\n\n')}\n`,
  };
}

function fieldSections(type: TypeEntry, schema: JsonSchema): string[] {
  const fields = fieldsOf(type);
  const rows = fields.map(({ name, unit, absent }) => [`[${code(name)}](#${anchorOf(name)})`, unit, absent]);
  const isClosed = schema.additionalProperties === false;
  return [
    '## Fields',
    isClosed ? 'Closed: a member that is not listed is refused.' : 'Open: members that are not listed are ignored.',
    table(['field', 'unit', 'default, and who applies it'], rows),
    ...fields.map((row) => fieldSection(row)),
  ];
}

function fieldSection({ name, form, unit, absent, doc }: FieldRow): string {
  const { description = '', deprecated, spec = [], since = '', examples = [] } = doc ?? {};
  const facts = [
    ['Form', form],
    ['Unit', unit],
    ['Default', absent],
    ['Since', `version ${since} of Ably’s documentation`],
    ['Specification', spec.map(specLink).join(', ')],
    [examples.length > 1 ? 'Examples' : 'Example', examples.map((value) => code(JSON.stringify(value))).join(', ')],
  ].filter(([, text]) => text !== '');
  return [
    `### ${name} {#${anchorOf(name)}}`,
    deprecated === undefined ? description : `${description} **Deprecated:** ${deprecated}`,
    facts.map(([fact, text]) => `- **${fact}**: ${text}`).join('\n'),
  ].join('\n\n');
}

/** Of a type that is one value: a key, a name, a map. */
function valueSections(type: TypeEntry, schema: JsonSchema): string[] {
  const doc = type.fields[''];
  const row = { name: 'Value', form: formOf(schema, type.fields, ''), unit: unitOf(schema, doc), absent: '', doc };
  return ['## Fields', 'It has no members of its own: it is one value.', fieldSection(row)];
}

/** The anchor of a field, in its own family: an example may have the same name. */
export function anchorOf(field: string): string {
  return `field-${field.toLowerCase()}`;
}

function typescriptOf(name: string): string {
  const file = name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const text = readText(`packages/validation/src/gen/types/${file}.ts`);
  return text.replace(/^\/\/ @generated.*\n+/, '').trim();
}
