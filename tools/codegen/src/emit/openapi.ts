import { generatedFrom, type Emitter } from '../output.js';
import type { JsonSchema } from '../json-schema.js';
import type { Model } from '../model.js';

/** The HTTP API of the token service: OpenAPI 3.1 for tools, a page for people. */
export const openapi: Emitter = {
  name: 'OpenAPI',
  folders: ['docs/reference'],
  emitShared(model) {
    // Types of other subjects have no service. That of the protocol cannot vanish unseen: the file is checked.
    if (!model.types.some(({ name }) => name === 'TokenRequest')) return [];
    return [
      { path: 'docs/reference/openapi.json', text: `${JSON.stringify(documentOf(model), undefined, 2)}\n` },
      { path: 'docs/reference/http-api.md', text: pageOf(model) },
    ];
  },
};

/** A route of the service: what it takes, what it answers, and the names of the codes that it refuses with. */
type Operation = {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  /** Types of which the body is one, as JSON or MessagePack; `form` for a form with a token. */
  readonly body?: readonly string[] | 'form';
  readonly auth: readonly ('basicAuth' | 'none')[];
  readonly success: { readonly status: number; readonly description: string; readonly schema: JsonSchema | string };
  readonly codes: readonly string[];
};

const STATUS: JsonSchema = {
  type: 'object',
  properties: { status: { type: 'string', enum: ['ok'] } },
  required: ['status'],
};

const INTROSPECTION: JsonSchema = {
  type: 'object',
  description: 'Of a token that is not valid, `active` alone (RFC 7662).',
  properties: {
    active: { type: 'boolean' },
    token_type: { type: 'string' },
    client_id: { type: 'string', description: 'Name of the key that issued it.' },
    sub: { type: 'string', description: 'Identity of the bearer.' },
    iat: { type: 'integer', description: 'Seconds since the epoch.' },
    exp: { type: 'integer', description: 'Seconds since the epoch.' },
    'x-ably-capability': { type: 'string', description: 'Canonical text.' },
    'x-ably-clientId': { type: 'string' },
  },
  required: ['active'],
};

const BODY_CODES = ['BAD_REQUEST', 'INVALID_REQUEST_BODY', 'INVALID_PARAMETER_VALUE', 'MALFORMED_CREDENTIALS'];
const KEY_CODES = ['INVALID_CREDENTIALS', 'BASIC_AUTH_WITHOUT_TLS', 'NOT_FOUND'];
const SERVICE_CODES = ['RATE_LIMITED', 'INTERNAL_ERROR', 'SERVICE_UNAVAILABLE'];

const OPERATIONS: readonly Operation[] = [
  {
    id: 'requestToken',
    method: 'post',
    path: '/keys/{keyName}/requestToken',
    summary: 'Exchanges a signed TokenRequest, or an unsigned one with Basic auth of the key, for a token.',
    body: ['TokenRequest', 'UnsignedTokenRequest'],
    auth: ['none', 'basicAuth'],
    success: { status: 201, description: 'The token.', schema: 'TokenDetails' },
    codes: [
      ...BODY_CODES,
      'INVALID_CLIENT_ID',
      ...KEY_CODES,
      'TIMESTAMP_NOT_CURRENT',
      'NONCE_REPLAYED',
      'CAPABILITY_NOT_PERMITTED',
      'TOKEN_UNRECOGNISED',
      ...SERVICE_CODES,
    ],
  },
  {
    id: 'revokeTokens',
    method: 'post',
    path: '/keys/{keyName}/revokeTokens',
    summary: 'Revokes tokens of the key, with the key.',
    body: ['TokenRevocationRequest'],
    auth: ['basicAuth'],
    success: { status: 200, description: 'What became of each target.', schema: 'TokenRevocationResult' },
    codes: [
      ...BODY_CODES,
      ...KEY_CODES,
      'WRONG_KEY_FOR_REVOCATION',
      'TOKEN_UNRECOGNISED',
      'REVOCATION_NEEDS_KEY',
      'REVOCATION_NOT_ENABLED',
      ...SERVICE_CODES,
    ],
  },
  {
    id: 'introspect',
    method: 'post',
    path: '/introspect',
    summary: 'Tells whether a token is valid, and what it grants, to any key of its app (RFC 7662).',
    body: 'form',
    auth: ['basicAuth'],
    success: { status: 200, description: 'What the token grants.', schema: INTROSPECTION },
    codes: [
      'INVALID_REQUEST_BODY',
      'MALFORMED_CREDENTIALS',
      ...KEY_CODES,
      'TOKEN_UNRECOGNISED',
      'REVOCATION_NEEDS_KEY',
      ...SERVICE_CODES,
    ],
  },
  {
    id: 'time',
    method: 'get',
    path: '/time',
    summary: 'Tells the time of the service.',
    auth: ['none'],
    success: {
      status: 200,
      description: 'One number: milliseconds since the epoch.',
      schema: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 1 },
    },
    codes: ['BASIC_AUTH_WITHOUT_TLS', ...SERVICE_CODES],
  },
  {
    id: 'livez',
    method: 'get',
    path: '/livez',
    summary: 'Tells that the process answers.',
    auth: ['none'],
    success: { status: 200, description: 'It does.', schema: STATUS },
    codes: ['BASIC_AUTH_WITHOUT_TLS', 'INTERNAL_ERROR'],
  },
  {
    id: 'readyz',
    method: 'get',
    path: '/readyz',
    summary: 'Tells whether tokens can be issued: the store takes writes and has not lost its memory.',
    auth: ['none'],
    success: { status: 200, description: 'They can.', schema: STATUS },
    codes: ['BASIC_AUTH_WITHOUT_TLS', 'INTERNAL_ERROR', 'SERVICE_UNAVAILABLE'],
  },
];

/** Where a code has another status than the one that it has elsewhere. */
const STATUSES: Readonly<Record<string, readonly number[]>> = { NOT_FOUND: [401, 404] };

function documentOf(model: Model): object {
  const schemas = [...new Set(OPERATIONS.flatMap(typesOf))];
  return {
    'x-generated': generatedFrom('schemas/src'),
    openapi: '3.1.0',
    info: {
      title: 'Token service of Ably Auth',
      version: '1.0.0',
      summary: 'Issues, revokes and checks tokens by the protocol of Ably’s token authentication.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:8080', description: '`ably-auth serve`' }],
    paths: Object.fromEntries(
      OPERATIONS.map((operation) => [operation.path, { [operation.method]: operationOf(operation, model) }]),
    ),
    components: {
      securitySchemes: { basicAuth: { type: 'http', scheme: 'basic', description: 'Key name and key secret.' } },
      schemas: Object.fromEntries([
        ...schemas.map((name) => [name, typeOf(name, model).schema]),
        ['Error', { type: 'object', properties: { error: typeOf('ErrorInfo', model).schema }, required: ['error'] }],
      ]),
    },
  };
}

function operationOf(operation: Operation, model: Model): object {
  const { id, summary, auth, body, path, success, codes } = operation;
  const examples = typeof success.schema === 'string' ? examplesOf([success.schema], model) : {};
  return {
    operationId: id,
    summary,
    tags: ['tokens'],
    ...(path.includes('{keyName}') && {
      parameters: [
        {
          name: 'keyName',
          in: 'path',
          required: true,
          description: 'Name of the key: the part of the API key before the first colon.',
          schema: { type: 'string', pattern: model.patterns['KEY_NAME']?.regex.source },
          example: 'appId.keyId',
        },
      ],
    }),
    security: auth.map((scheme) => (scheme === 'none' ? {} : { [scheme]: [] })),
    ...(body !== undefined && { requestBody: { required: true, content: bodyContent(body, model) } }),
    responses: {
      [success.status]: {
        description: success.description,
        content: contentOf(typeof success.schema === 'string' ? refTo(success.schema) : success.schema, examples),
      },
      ...Object.fromEntries(Array.from(byStatus(codes, model), ([status, names]) => [status, refusal(names, model)])),
    },
  };
}

function bodyContent(body: readonly string[] | 'form', model: Model): object {
  if (body !== 'form') {
    const [only, ...others] = body.map(refTo);
    return contentOf(others.length === 0 ? (only as object) : { anyOf: body.map(refTo) }, examplesOf(body, model));
  }
  const schema = {
    type: 'object',
    properties: { token: { type: 'string', minLength: 1 }, token_type_hint: { type: 'string' } },
    required: ['token'],
  };
  return { 'application/x-www-form-urlencoded': { schema } };
}

function contentOf(schema: object, examples: object): object {
  const withExamples = Object.keys(examples).length === 0 ? { schema } : { schema, examples };
  return { 'application/json': withExamples, 'application/x-msgpack': { schema } };
}

function refusal(names: readonly string[], model: Model): object {
  const described = names.map((name) => {
    const { code, meaning } = codeOf(name, model);
    return `${code}: ${meaning}.`;
  });
  return { description: described.join(' '), content: contentOf(refTo('Error'), {}) };
}

/** The codes of an operation by HTTP status, in their order. */
function byStatus(codes: readonly string[], model: Model): ReadonlyMap<number, readonly string[]> {
  const statuses = new Map<number, string[]>();
  for (const name of codes) {
    for (const status of STATUSES[name] ?? [codeOf(name, model).statusCode]) {
      statuses.set(status, [...(statuses.get(status) ?? []), name]);
    }
  }
  return new Map([...statuses].sort(([a], [b]) => a - b));
}

function examplesOf(types: readonly string[], model: Model): object {
  const valid = types.flatMap((name) =>
    typeOf(name, model)
      .examples.filter(({ issue }) => issue === undefined)
      .map((example) => [`${name}-${example.name}`, { summary: example.about, value: example.value }]),
  );
  return Object.fromEntries(valid);
}

function typesOf({ body, success }: Operation): readonly string[] {
  return [...(Array.isArray(body) ? body : []), ...(typeof success.schema === 'string' ? [success.schema] : [])];
}

function refTo(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function typeOf(name: string, { types }: Model) {
  const type = types.find((each) => each.name === name);
  if (type === undefined) throw new Error(`OpenAPI: there is no type ${name}`);
  return type;
}

function codeOf(name: string, { errorCodes }: Model) {
  const entry = errorCodes[name];
  if (entry === undefined) throw new Error(`OpenAPI: there is no error code ${name}`);
  return entry;
}

function pageOf(model: Model): string {
  const sections = OPERATIONS.map((operation) => {
    const { method, path, summary, body, success, codes, auth } = operation;
    const link = (name: string) => `[${name}](${name}.md)`;
    const rows = Array.from(byStatus(codes, model)).flatMap(([status, names]) =>
      names.map(
        (name) => `| ${status} | [${codeOf(name, model).code}](error-codes.md) | ${codeOf(name, model).meaning} |`,
      ),
    );
    const takes = body === 'form' ? 'a form with `token`' : body?.map(link).join(' or ');
    const answers = typeof success.schema === 'string' ? link(success.schema) : success.description;
    return [
      `## ${method.toUpperCase()} ${path}`,
      `${summary} ${takes === undefined ? '' : `Takes ${takes}. `}Answers ${success.status}: ${answers}`.trim(),
      auth.includes('basicAuth')
        ? `Basic auth${auth.includes('none') ? ', unless the request is signed' : ''}.`
        : 'No authentication.',
      ['| status | code | refused because |', '| --: | --: | --- |', ...rows].join('\n'),
    ].join('\n\n');
  });
  return `<!-- ${generatedFrom('schemas/src')} -->

# HTTP API of the token service

As OpenAPI 3.1: [openapi.json](openapi.json). Bodies are JSON or MessagePack (\`application/x-msgpack\`); answers are what
\`Accept\` prefers. A refusal is \`{ "error": … }\` with an [ErrorInfo](ErrorInfo.md).

${sections.join('\n\n')}
`;
}
