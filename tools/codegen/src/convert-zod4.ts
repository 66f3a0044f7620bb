import { factsOf, type FieldDoc, type Shape } from '@ably-auth/schemas/field';
import type { Entry } from '@ably-auth/schemas';
import { z } from 'zod';

/** A schema as zod's own converter gives it; the documentation and the words of its values by JSON Pointer. */
export type Converted = {
  readonly schema: unknown;
  readonly fields: ReadonlyMap<string, FieldDoc>;
  readonly shapes: ReadonlyMap<string, Shape>;
};

/** Converts a schema by zod 4's own converter. */
export function convertZod4(entry: Pick<Entry, 'schema'>): Converted {
  const fields = new Map<string, FieldDoc>();
  const shapes = new Map<string, Shape>();
  const schema = z.toJSONSchema(entry.schema, {
    target: 'draft-7',
    io: 'input',
    override({ zodSchema, jsonSchema, path }) {
      const { doc, maxMembers, shape } = factsOf(zodSchema);
      const pointer = path.map((segment) => `/${segment}`).join('');
      if (maxMembers !== undefined) Object.assign(jsonSchema, { maxProperties: maxMembers });
      if (shape !== undefined) shapes.set(pointer, shape);
      if (doc === undefined) return;
      Object.assign(jsonSchema, { examples: doc.examples });
      fields.set(pointer, doc);
    },
  });
  return { schema, fields, shapes };
}
