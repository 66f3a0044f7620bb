import { generatedFrom, type Emitter } from '../output.js';

/** What JSON Schema has no keyword for, as data: fields by JSON Pointer, error codes, limits, operations, spec points. */
export const registry: Emitter = {
  name: 'registry',
  folders: ['schemas/json'],
  emitShared({ types, errorCodes, limits, operations, patterns, rules, signedFields, specPoints }) {
    const document = {
      $comment: generatedFrom('schemas/src/registry.ts'),
      types: types.map(({ name, description, code, fields, shapes, callables, rules: others }) => ({
        name,
        schema: `${name}.json`,
        description,
        code: errorCodes[code]?.code,
        rules: others,
        callables,
        fields: Object.fromEntries(
          Array.from(fields, ([pointer, field]) => [
            pointer,
            { ...field, ...(field.code === undefined ? {} : { code: errorCodes[field.code]?.code }) },
          ]),
        ),
        shapes: Object.fromEntries(Array.from(shapes, ([pointer, { id }]) => [pointer, id])),
      })),
      shapes: Object.fromEntries(
        types.flatMap(({ shapes }) => Array.from(shapes.values(), ({ id, ...words }) => [id, words])),
      ),
      rules: Object.fromEntries(
        Object.entries(rules).map(([id, rule]) => [id, { ...rule, code: errorCodes[rule.code]?.code }]),
      ),
      signedFields,
      errorCodes,
      limits,
      operations,
      patterns: Object.fromEntries(
        Object.entries(patterns).map(([name, { regex, meaning }]) => [name, { pattern: regex.source, meaning }]),
      ),
      specPoints,
    };
    return [{ path: 'schemas/json/registry.json', text: `${JSON.stringify(document, undefined, 2)}\n` }];
  },
};
