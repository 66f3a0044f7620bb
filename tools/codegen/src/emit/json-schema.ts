import { generatedFrom, type Emitter } from '../output.js';

/** JSON Schema draft-07, one self-contained file a type. */
export const jsonSchema: Emitter = {
  name: 'JSON Schema',
  folders: ['schemas/json'],
  emitType({ name, file, schema }) {
    const document = {
      $comment: generatedFrom(file),
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `urn:ably-auth:schema:v1:${name}`,
      ...schema,
    };
    return { path: `schemas/json/${name}.json`, text: `${JSON.stringify(document, undefined, 2)}\n` };
  },
};
