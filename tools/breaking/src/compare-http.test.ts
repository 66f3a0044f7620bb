import { describe, expect, it } from 'vitest';
import { compareHttp } from './compare-http.js';
import { readHttp } from './read-http.js';

type Content = Record<string, { schema: object; examples?: object }>;
type Parameter = { name: string; in: string; required?: boolean; schema: { maximum?: number }; style?: string };
type Post = {
  summary: string;
  parameters: Parameter[];
  security: object[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { content: Content; headers?: object }>;
  callbacks?: object;
};

/** A small OpenAPI document. */
const document = () => {
  const content = (name: string): Content => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` }, examples: {} },
    'application/x-msgpack': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const post: Post = {
    summary: 'words',
    parameters: [
      { name: 'keyName', in: 'path', required: true, schema: {} },
      { name: 'limit', in: 'query', schema: { maximum: 10 } },
    ],
    security: [{}, { basicAuth: [] }],
    requestBody: { required: false, content: content('Ask') },
    responses: { 201: { content: content('Done') }, 401: { content: content('Refusal') } },
  };
  const paths: Record<string, Record<string, Post>> = { '/keys/{keyName}/request': { post } };
  return {
    post,
    paths,
    components: {
      schemas: {
        Ask: { type: 'object', description: 'words', properties: { ttl: { type: 'integer', maximum: 2 } } },
        Done: { type: 'object', required: ['token'] },
        Refusal: { type: 'object' },
      },
      securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } },
    },
  };
};
type Document = ReturnType<typeof document>;

const withBody = ({ post }: Document, change: (body: NonNullable<Post['requestBody']>) => void): void => {
  if (post.requestBody) change(post.requestBody);
};
const withAnswer = ({ post }: Document, change: (answer: Post['responses'][string]) => void): void => {
  if (post.responses[201]) change(post.responses[201]);
};

type Case = readonly [what: string, change: (to: Document) => void, forth: readonly string[], back: readonly string[]];

/** A change, and the differences of the changed document from the first one, and the other way round. */
const CASES: readonly Case[] = [
  [
    'another route',
    ({ post, paths }) => (paths['/more'] = { get: post }),
    ['compatible GET /more operation.added'],
    ['breaking GET /more operation.removed'],
  ],
  [
    'another method',
    (to) => (to.paths = { '/keys/{keyName}/request': { put: to.post } }),
    [
      'breaking POST /keys/{keyName}/request operation.removed',
      'compatible PUT /keys/{keyName}/request operation.added',
    ],
    [
      'breaking PUT /keys/{keyName}/request operation.removed',
      'compatible POST /keys/{keyName}/request operation.added',
    ],
  ],
  [
    'an optional parameter',
    ({ post }) => post.parameters.push({ name: 'page', in: 'query', schema: {} }),
    ['compatible query page parameter.added'],
    ['breaking query page parameter.removed'],
  ],
  [
    'a further required parameter',
    ({ post }) => post.parameters.push({ name: 'page', in: 'query', required: true, schema: {} }),
    ['breaking query page parameter.required'],
    ['breaking query page parameter.removed'],
  ],
  [
    'a parameter that is required',
    ({ post }) => Object.assign(post.parameters[1] ?? {}, { required: true }),
    ['breaking query limit parameter.required'],
    ['compatible query limit parameter.optional'],
  ],
  [
    'values of a parameter',
    ({ post }) => Object.assign(post.parameters[1]?.schema ?? {}, { maximum: 9 }),
    ['breaking query limit request.maximum.narrowed'],
    ['compatible query limit request.maximum.widened'],
  ],
  [
    'a way to authenticate',
    ({ post }) => (post.security = [{ basicAuth: [] }]),
    ['breaking security.removed'],
    ['compatible security.added'],
  ],
  [
    'a scheme of authentication',
    (to) => (to.components.securitySchemes.basicAuth.scheme = 'bearer'),
    ['breaking security.removed', 'compatible security.added'],
    ['breaking security.removed', 'compatible security.added'],
  ],
  ['a body', ({ post }) => delete post.requestBody, ['breaking body body.removed'], ['compatible body body.added']],
  [
    'a body that is required',
    (to) => withBody(to, (body) => (body.required = true)),
    ['breaking body body.required'],
    ['compatible body body.optional'],
  ],
  [
    'a media type of the body',
    (to) => withBody(to, ({ content }) => delete content['application/x-msgpack']),
    ['breaking body body.media-type.removed'],
    ['compatible body body.media-type.added'],
  ],
  [
    'values of the body, in what a reference names',
    (to) => (to.components.schemas.Ask.properties.ttl.maximum = 1),
    ['breaking body/properties/ttl request.maximum.narrowed'],
    ['compatible body/properties/ttl request.maximum.widened'],
  ],
  [
    'another status of success',
    ({ post }) => (post.responses[200] = { content: { 'text/plain': { schema: {} } } }),
    ['breaking 200 success.added'],
    ['breaking 200 success.removed'],
  ],
  [
    'another status of a refusal',
    ({ post }) => (post.responses[503] = { content: { 'text/plain': { schema: {} } } }),
    ['compatible 503 refusal.added'],
    ['compatible 503 refusal.removed'],
  ],
  [
    'a media type of an answer',
    (to) => withAnswer(to, ({ content }) => delete content['application/x-msgpack']),
    ['breaking 201 answer.media-type.removed'],
    ['compatible 201 answer.media-type.added'],
  ],
  [
    'what an answer promises',
    (to) => (to.components.schemas.Done.required = []),
    ['breaking 201 answer.required.widened'],
    ['compatible 201 answer.required.narrowed'],
  ],
];

const COMMON = /^(POST \/keys\/\{keyName\}\/request)(, |$)/;
const told = (was: Document, now: Document): string[] =>
  compareHttp(readHttp(was), readHttp(now))
    .map(({ breaking, where, rule }) => {
      const place = rule.startsWith('http.operation') ? where : where.replace(COMMON, '');
      return [breaking ? 'breaking' : 'compatible', place, rule.replace('http.', '')].filter(Boolean).join(' ');
    })
    .sort();

describe('compareHttp', () => {
  it.each(CASES)('tells %s, in both directions', (_, change, forth, back) => {
    const [was, now] = [document(), document()];
    change(now);
    expect(told(was, now)).toEqual(forth);
    expect(told(now, was)).toEqual(back);
  });

  it('finds nothing where only words and examples differ', () => {
    const now = document();
    now.post.summary = 'other words';
    now.components.schemas.Ask.description = 'other words';
    withAnswer(now, ({ content }) => Object.assign(content['application/json'] ?? {}, { examples: { a: 1 } }));
    expect(told(document(), now)).toEqual([]);
  });

  it('resolves references within a schema, and refuses one that leads nowhere', () => {
    const withUnion = (name: string) => {
      const union = document();
      const schema = { anyOf: [{ $ref: '#/components/schemas/Ask' }, { $ref: `#/components/schemas/${name}` }] };
      withBody(union, (body) => (body.content = { 'application/json': { schema } }));
      return union;
    };
    expect(told(withUnion('Done'), withUnion('Refusal'))).toEqual(['compatible body request.anyOf.widened']);
    expect(() => told(withUnion('Done'), withUnion('None'))).toThrow('#/components/schemas/None');
  });
});

describe('readHttp', () => {
  it.each<[string, (to: Document) => void, string]>([
    ['an operation', ({ post }) => (post.callbacks = {}), '"callbacks" cannot be compared'],
    [
      'a parameter',
      ({ post }) => Object.assign(post.parameters[0] ?? {}, { style: 'simple' }),
      '"style" cannot be compared',
    ],
    ['an answer', (to) => withAnswer(to, (answer) => (answer.headers = {})), '"headers" cannot be compared'],
    [
      'a body with a schema for each media type',
      (to) => withBody(to, ({ content }) => (content['application/json'] = { schema: {} })),
      'one schema for all media types',
    ],
  ])('refuses what it does not compare in %s', (_, change, message) => {
    const now = document();
    change(now);
    expect(() => readHttp(now)).toThrow(message);
  });
});
