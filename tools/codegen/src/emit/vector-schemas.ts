import { generatedFrom, type Emitter } from '../output.js';

/** JSON Schema draft-07 of the test vectors, a file an operation. */
export const vectorSchemas: Emitter = {
  name: 'vector schema',
  folders: ['vectors/v1/schema'],
  emitShared({ vectorFiles }) {
    return vectorFiles.map(({ name, file, schema }) => {
      const document = {
        $comment: generatedFrom(file),
        $schema: 'http://json-schema.org/draft-07/schema#',
        $id: `urn:ably-auth:vectors:v1:${name}`,
        title: `Test vectors: ${name}`,
        ...schema,
      };
      return { path: `vectors/v1/schema/${name}.json`, text: `${JSON.stringify(document, undefined, 2)}\n` };
    });
  },
};
