/** The part of JSON Schema draft-07 that the schemas may use. A keyword that is not here stops the generator. */
export type JsonSchema = {
  $comment?: string;
  $schema?: string;
  $id?: string;
  title?: string;
  description?: string;
  type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  const?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  maxProperties?: number;
  anyOf?: JsonSchema[];
  examples?: unknown[];
};

/** Every known keyword, in the order in which they are written. */
export const KEYWORDS = [
  '$comment',
  '$schema',
  '$id',
  'title',
  'description',
  'type',
  'const',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'items',
  'properties',
  'required',
  'propertyNames',
  'additionalProperties',
  'maxProperties',
  'anyOf',
  'examples',
] as const satisfies readonly (keyof JsonSchema)[];

/** Keywords that say nothing of validity. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$comment',
  '$schema',
  '$id',
  'title',
  'description',
  'examples',
]);

/** The schemas directly inside a schema, each with its JSON Pointer. */
export function children(schema: JsonSchema, pointer = ''): [string, JsonSchema][] {
  const found: [string, JsonSchema][] = Object.entries(schema.properties ?? {}).map(([name, member]) => [
    `${pointer}/properties/${name}`,
    member,
  ]);
  if (schema.items) found.push([`${pointer}/items`, schema.items]);
  if (schema.propertyNames) found.push([`${pointer}/propertyNames`, schema.propertyNames]);
  if (typeof schema.additionalProperties === 'object') {
    found.push([`${pointer}/additionalProperties`, schema.additionalProperties]);
  }
  schema.anyOf?.forEach((branch, index) => found.push([`${pointer}/anyOf/${index}`, branch]));
  return found;
}

/** The same schema without what says nothing of validity. */
export function withoutAnnotations(schema: JsonSchema): JsonSchema {
  const bare = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)),
  ) as JsonSchema;
  if (bare.properties) {
    bare.properties = Object.fromEntries(
      Object.entries(bare.properties).map(([name, member]) => [name, withoutAnnotations(member)]),
    );
  }
  if (bare.items) bare.items = withoutAnnotations(bare.items);
  if (bare.propertyNames) bare.propertyNames = withoutAnnotations(bare.propertyNames);
  if (typeof bare.additionalProperties === 'object') {
    bare.additionalProperties = withoutAnnotations(bare.additionalProperties);
  }
  if (bare.anyOf) bare.anyOf = bare.anyOf.map(withoutAnnotations);
  return bare;
}
