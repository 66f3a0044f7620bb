import { fieldDoc, membersBound, type FieldDoc } from '@ably-auth/schemas/field';
import type { Entry } from '@ably-auth/schemas';
import { z } from 'zod';

/** A schema as zod's own converter gives it, and the documentation of its fields by JSON Pointer. */
export type Converted = { readonly schema: unknown; readonly fields: ReadonlyMap<string, FieldDoc> };

/** Converts a schema by zod 4's own converter. */
export function convertZod4(entry: Pick<Entry, 'schema'>): Converted {
  const fields = new Map<string, FieldDoc>();
  const schema = z.toJSONSchema(entry.schema, {
    target: 'draft-7',
    io: 'input',
    override({ zodSchema, jsonSchema, path }) {
      const limit = membersBound(zodSchema);
      if (limit !== undefined) Object.assign(jsonSchema, { maxProperties: limit });
      const doc = fieldDoc(zodSchema);
      if (doc === undefined) return;
      Object.assign(jsonSchema, { examples: doc.examples });
      fields.set(path.map((segment) => `/${segment}`).join(''), doc);
    },
  });
  return { schema, fields };
}
