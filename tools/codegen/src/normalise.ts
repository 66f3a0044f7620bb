import { GeneratorError } from './generator-error.js';
import { KEYWORDS, type JsonSchema } from './json-schema.js';

/**
 * The one form in which both converters must agree: known keywords only, in a fixed order, without the three
 * ways in which the converters differ (draft-07 gives them no meaning).
 *
 * @param schema what a converter gave
 * @param file source of the schema, for errors
 * @throws {GeneratorError} on an empty schema and on a keyword that the emitters do not know
 */
export function normalise(schema: unknown, file: string, path = '$'): JsonSchema {
  if (typeof schema !== 'object' || schema === null) throw new GeneratorError(file, `${path} is not a schema`);
  const given = schema as JsonSchema;
  for (const keyword of Object.keys(given)) {
    if (!(KEYWORDS as readonly string[]).includes(keyword)) {
      throw new GeneratorError(file, `${path} uses the keyword "${keyword}", which no emitter knows`);
    }
  }
  const result: JsonSchema = {};
  for (const keyword of KEYWORDS) {
    const value = normaliseKeyword(given, keyword, file, path);
    if (value !== undefined) Object.assign(result, { [keyword]: value });
  }
  if (result.type === undefined && result.anyOf === undefined) {
    throw new GeneratorError(file, `${path} is an empty schema: it would accept anything`);
  }
  return result;
}

function normaliseKeyword(schema: JsonSchema, keyword: keyof JsonSchema, file: string, path: string): unknown {
  switch (keyword) {
    case '$schema':
    case '$comment':
      return undefined; // written by the emitter
    case 'properties': {
      const members = Object.entries(schema.properties ?? {});
      if (members.length === 0) return undefined;
      return Object.fromEntries(
        members.map(([name, member]) => [name, normalise(member, file, `${path}.properties.${name}`)]),
      );
    }
    case 'items':
      return schema.items && normalise(schema.items, file, `${path}.items`);
    case 'anyOf':
      return schema.anyOf?.map((branch, index) => normalise(branch, file, `${path}.anyOf[${index}]`));
    case 'additionalProperties':
      return normaliseAdditional(schema, file, path);
    case 'propertyNames': {
      // Names are strings in any case, so `type` says nothing, and without it nothing may be left.
      const { type: _, ...names } = schema.propertyNames ?? {};
      if (Object.keys(names).length === 0) return undefined;
      const { type: __, ...rest } = normalise({ ...names, type: 'string' }, file, `${path}.propertyNames`);
      return rest;
    }
    default:
      return schema[keyword];
  }
}

function normaliseAdditional(schema: JsonSchema, file: string, path: string): unknown {
  const additional = schema.additionalProperties;
  if (typeof additional !== 'object') return additional;
  return Object.keys(additional).length === 0 ? true : normalise(additional, file, `${path}.additionalProperties`);
}
