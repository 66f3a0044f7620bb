import { withoutAnnotations, type JsonSchema } from '@ably-auth/codegen/json-schema';
import type { HttpApi, HttpContent, HttpOperation } from './surface.js';

/** The part of an OpenAPI document that is compared. */
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, { readonly type: string; readonly scheme: string }>>;
  };
};

type Operation = {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
};

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

const OPERATION = ['operationId', 'summary', 'tags', 'parameters', 'security', 'requestBody', 'responses'];
const PARAMETER = ['name', 'in', 'required', 'description', 'schema', 'example'];

/**
 * What an OpenAPI document promises, without its words and examples.
 *
 * @throws {Error} if it has something that would not be compared: nothing could be said of it
 */
export function readHttp(document: unknown): HttpApi {
  const { paths, components } = document as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, HttpOperation] => {
      const name = `${method.toUpperCase()} ${path}`;
      return [name, operationOf(operation, name, components)];
    }),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [name, withoutAnnotations(schema)]);
  return {
    operations: Object.fromEntries(operations),
    schemas: Object.fromEntries(schemas) as Record<string, JsonSchema>,
  };
}

function operationOf(operation: Operation, name: string, components: Document['components']): HttpOperation {
  assertOnly(operation, OPERATION, name);
  const { parameters = [], security, requestBody, responses } = operation;
  return {
    parameters: Object.fromEntries(
      parameters.map((parameter) => {
        const key = `${parameter.in} ${parameter.name}`;
        assertOnly(parameter, PARAMETER, `${name}, ${key}`);
        return [key, { required: parameter.required === true, schema: withoutAnnotations(parameter.schema) }];
      }),
    ),
    security: security.map((schemes) => {
      const kinds = Object.keys(schemes).map((scheme) => {
        const { type, scheme: kind } = components.securitySchemes[scheme] ?? { type: scheme, scheme: '' };
        return `${type} ${kind}`;
      });
      return kinds.sort().join(' and ') || 'none';
    }),
    ...(requestBody && {
      body: { required: requestBody.required === true, ...contentOf(requestBody.content, name) },
    }),
    answers: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => {
        assertOnly(response, ['description', 'content'], `${name}, ${status}`);
        return [status, contentOf(response.content, `${name}, ${status}`)];
      }),
    ),
  };
}

function contentOf(content: Content, where: string): HttpContent {
  const [schema, ...others] = Object.values(content).map((each) => withoutAnnotations(each.schema));
  if (schema === undefined || others.some((other) => JSON.stringify(other) !== JSON.stringify(schema)))
    throw new Error(`${where}: one schema for all media types is expected; read-http.ts compares no other content.`);
  return { mediaTypes: Object.keys(content), schema };
}

function assertOnly(object: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${where}: "${unknown}" cannot be compared; add it to read-http.ts.`);
}
