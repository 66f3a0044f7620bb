// Run as a process of its own with the condition `zod3`, under which the schemas load on zod/v3.
// Prints every schema, by name, as zod-to-json-schema converts it.
import { registry } from '@ably-auth/schemas';
import { factsOf } from '@ably-auth/schemas/field';
import { vectorFiles } from '@ably-auth/schemas/vectors';
import { zodToJsonSchema } from 'zod-to-json-schema';

type Zod3Schema = Parameters<typeof zodToJsonSchema>[0];

const schemas = [...registry, ...vectorFiles].map((entry) => [
  entry.name,
  zodToJsonSchema(entry.schema as unknown as Zod3Schema, {
    target: 'jsonSchema7',
    $refStrategy: 'none',
    postProcess(jsonSchema, def) {
      if (!jsonSchema) return jsonSchema;
      const { doc, maxMembers } = factsOf(def);
      return {
        ...jsonSchema,
        ...(maxMembers === undefined ? {} : { maxProperties: maxMembers }),
        ...(doc === undefined ? {} : { examples: doc.examples }),
      };
    },
  }),
]);

process.stdout.write(JSON.stringify(Object.fromEntries(schemas)));
