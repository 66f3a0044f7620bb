import { compile, type JSONSchema as InputSchema } from 'json-schema-to-typescript';
import type { Callable } from '@ably-auth/schemas';
import { describeField } from '@ably-auth/schemas/field';
import { children, type JsonSchema } from '../json-schema.js';
import type { Model, TypeModel } from '../model.js';
import { fileName, generatedFrom, type Emitter } from '../output.js';

const FOLDER = 'packages/validation/src/gen/types';

/** TypeScript types, by json-schema-to-typescript. */
export const types: Emitter = {
  name: 'types',
  folders: [FOLDER],
  async emitType(type, model) {
    const body = await compile(withTypeNames(type), type.name, {
      bannerComment: '',
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      style: { singleQuote: true, printWidth: 120 },
    });
    const code = [body.trim(), ...Object.values(type.callables).map(callableType)].join('\n\n');
    const text = [`// ${generatedFrom(type.file)}`, ...importsOf(code, type, model), '', code, ''].join('\n');
    return { path: `${FOLDER}/${fileName(type.name)}.ts`, text };
  },
};

function callableType({ type, tsType, description }: Callable): string {
  return `/** ${description} */\nexport type ${type} = ${tsType};`;
}

/** The schema with the names of registered types in place of their shapes, and with the members that are not JSON. */
function withTypeNames(type: TypeModel): InputSchema {
  const root = structuredClone(type.schema);
  for (const [pointer, schema] of descendants(root)) {
    const name = type.fields.get(pointer)?.type;
    if (name !== undefined) replace(schema, { tsType: name });
  }
  for (const [name, callable] of Object.entries(type.callables)) {
    const member = { tsType: callable.type, description: describeField({ ...callable, examples: [] }) };
    root.properties = { ...root.properties, [name]: member };
  }
  if (type.tsType !== undefined) replace(root, { tsType: type.tsType });
  return root;
}

/** Leaves of a schema only what documents it, and adds what is given. */
function replace(schema: JsonSchema, by: { tsType: string }): void {
  for (const keyword of Object.keys(schema) as (keyof JsonSchema)[]) {
    if (keyword !== 'description' && keyword !== 'title') delete schema[keyword];
  }
  Object.assign(schema, by);
}

function descendants(schema: JsonSchema, pointer = ''): [string, JsonSchema][] {
  return children(schema, pointer).flatMap(([at, child]) => [[at, child], ...descendants(child, at)]);
}

function importsOf(body: string, type: TypeModel, model: Model): string[] {
  const code = body.replace(/\/\*\*[^]*?\*\//g, '');
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  const imports = model.types
    .filter(({ name }) => name !== type.name && uses(name))
    .map(({ name }) => `import type { ${name} } from './${fileName(name)}.js';`);
  if (uses('Operation')) imports.push("import type { Operation } from '../operations.js';");
  return imports;
}
