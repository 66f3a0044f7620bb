import { generatedFrom, type Emitter } from '../output.js';

/** What JSON Schema has no keyword for, as data: fields by JSON Pointer, error codes, limits, operations, spec points. */
export const registry: Emitter = {
  name: 'registry',
  folders: ['schemas/json'],
  emitShared({ types, errorCodes, limits, operations, patterns, specPoints }) {
    const document = {
      $comment: generatedFrom('schemas/src/registry.ts'),
      types: types.map(({ name, description, code, fields, callables, rules }) => ({
        name,
        schema: `${name}.json`,
        description,
        code: errorCodes[code]?.code,
        rules,
        callables,
        fields: Object.fromEntries(
          Array.from(fields, ([pointer, field]) => [
            pointer,
            { ...field, ...(field.code === undefined ? {} : { code: errorCodes[field.code]?.code }) },
          ]),
        ),
      })),
      errorCodes,
      limits,
      operations,
      patterns: Object.fromEntries(
        Object.entries(patterns).map(([name, { regex, must }]) => [name, { pattern: regex.source, must }]),
      ),
      specPoints,
    };
    return [{ path: 'schemas/json/registry.json', text: `${JSON.stringify(document, undefined, 2)}\n` }];
  },
};
