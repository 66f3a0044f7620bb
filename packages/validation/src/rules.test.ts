import { describe, expect, it } from 'vitest';
import { allTypes, readJson, typeNamed } from './all-types.testing.js';
import { decode } from './decode.js';
import type { Issue } from './index.js';
import type { Schema } from './json-schema-arbitrary.testing.js';

type Words = { readonly remediation: string; readonly remediations?: Readonly<Record<string, string>> };
type Registry = {
  readonly types: readonly { readonly name: string; readonly shapes: Readonly<Record<string, string>> }[];
  readonly shapes: Readonly<Record<string, Words>>;
  readonly rules: Readonly<Record<string, Words>>;
};
const published = readJson('json/registry.json') as Registry;

const text = (length: number) => 'x'.repeat(length);
const many = (length: number) => Array.from({ length }, () => 'x');
const resources = (length: number) => Object.fromEntries(many(length).map((_, at) => [`r${at}`, ['*']]));
const request = {
  keyName: 'appId.keyId',
  timestamp: 1_750_000_000_000,
  nonce: '0123456789abcdef',
  mac: 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=',
};
const error = { code: 40000, statusCode: 400, message: 'x' };
const success = { target: 'clientId:a', appliesAt: 1, issuedBefore: 1 };
const batch = { successCount: 0, failureCount: 0 };
const claims = { iat: 1, exp: 2 };
const header = { alg: 'HS256', kid: 'appId.keyId' };

/** Rule, type, a value that breaks the rule, and the same value after the remediation was followed. */
type Case = readonly [rule: string, type: string, bad: unknown, fixed: unknown];

/** The same for one member of a type, where the rest of the value is right. */
const member =
  (type: string, name: string, rest: object = {}) =>
  (rule: string, bad: unknown, fixed: unknown): Case => [
    rule,
    type,
    { ...rest, [name]: bad },
    { ...rest, [name]: fixed },
  ];

/** Every type that is an object refuses what is not one, members that it hides, and members that it lacks. */
const objectCases = allTypes
  .filter(({ schema }) => schema.properties)
  .flatMap(({ name, schema, examples }): Case[] => {
    const valid = examples.find((example) => example.valid)?.value as object;
    const [first = ''] = Object.keys(valid);
    const hidden = Object.defineProperty({ ...valid }, first, { enumerable: false });
    const closed: Case[] =
      schema.additionalProperties === false
        ? [[`${name}.additionalProperties`, name, { ...valid, other: 1 }, valid]]
        : [];
    return [[`${name}.type`, name, [], valid], [`${name}.hidden`, name, hidden, valid], ...closed];
  });

const ttl = member('TokenParams', 'ttl');
const capability = member('TokenParams', 'capability');
const clientId = member('TokenParams', 'clientId');
const nonce = member('TokenParams', 'nonce');
const signed = member('TokenRequest', 'capability', request);
const token = member('TokenDetails', 'token');
const options = (name: string) => member('AuthOptions', name);
const map = options('authHeaders');
const target = member('TokenRevocationTargetSpecifier', 'type', { value: 'x' });
const targets = member('TokenRevocationRequest', 'targets');
const results = member('TokenRevocationResult', 'results', batch);

const cases: readonly Case[] = [
  ...objectCases,
  ['apiKey.type', 'ApiKey', 1, 'a.b:c'],
  ['apiKey.maxLength', 'ApiKey', `a.b:${text(400)}`, 'a.b:c'],
  ['apiKey.pattern', 'ApiKey', 'a.b:c\n', 'a.b:c'],
  ['capability.type', 'Capability', [], { a: ['x'] }],
  ['capability.maxProperties', 'Capability', resources(5001), { 'r:*': ['*'] }],
  ['capability.propertyNames', 'Capability', { '': ['x'] }, { a: ['x'] }],
  ['operations.type', 'Capability', { a: 'x' }, { a: ['x'] }],
  ['operations.minItems', 'Capability', { a: [], b: ['x'] }, { b: ['x'] }],
  ['operations.maxItems', 'Capability', { a: many(65) }, { a: ['x'] }],
  ['operation.type', 'Capability', { a: [1] }, { a: ['publish'] }],
  ['operation.minLength', 'Capability', { a: [''] }, { a: ['publish'] }],
  ['operation.maxLength', 'Capability', { a: [text(65)] }, { a: ['*'] }],
  ttl('ttl.type', '1h', 3_600_000),
  ttl('ttl.minimum', 0, undefined),
  ttl('ttl.maximum', 86_400_001, 86_400_000),
  capability('capabilityText.minLength', '', '{"a":["x"]}'),
  capability('capabilityText.maxLength', text(131_073), '{"r:*":["*"]}'),
  member('UnsignedTokenRequest', 'capability', { keyName: 'a.b', timestamp: 0 })(
    'capabilityText.type',
    {},
    '{"a":["x"]}',
  ),
  clientId('clientId.type', 1, 'alice'),
  clientId('clientId.minLength', '', undefined),
  clientId('clientId.maxLength', text(1025), text(1024)),
  clientId('clientId.pattern', 'a\n', 'a'),
  clientId('clientId.wellFormed', '\ud83d', 'a'),
  member('TokenParams', 'timestamp')('timestamp.type', new Date(0), 0),
  member('TokenParams', 'timestamp')('timestamp.minimum', -1, 0),
  member('TokenParams', 'timestamp')('timestamp.maximum', 2 ** 53, 2 ** 53 - 1),
  member('TokenRequest', 'timestamp', request)('timestamp.required', undefined, 0),
  nonce('nonce.type', 1, request.nonce),
  nonce('nonce.minLength', text(15), text(16)),
  nonce('nonce.maxLength', text(257), text(256)),
  nonce('nonce.pattern', `${text(16)}\n`, text(16)),
  nonce('nonce.wellFormed', `${text(16)}\ud83d`, text(16)),
  member('TokenRequest', 'nonce', request)('nonce.required', undefined, request.nonce),
  member('TokenRequest', 'keyName', request)('keyName.required', undefined, 'appId.keyId'),
  member('TokenRequest', 'keyName', request)('keyName.type', 1, 'appId.keyId'),
  member('TokenRequest', 'keyName', request)('keyName.maxLength', `a.${text(127)}`, 'appId.keyId'),
  member('TokenRequest', 'keyName', request)('keyName.pattern', 'appId.keyId:secret', 'appId.keyId'),
  signed('signedCapabilityText.type', {}, '{"a":["x"]}'),
  signed('signedCapabilityText.minLength', '', '{"a":["x"]}'),
  signed('signedCapabilityText.maxLength', text(131_073), '{"r:*":["*"]}'),
  signed('signedCapabilityText.pattern', '{\n"a":["x"]}', '{"a":["x"]}'),
  signed('signedCapabilityText.wellFormed', '\ud83d', '{"a":["x"]}'),
  member('TokenRequest', 'mac', request)('mac.required', undefined, request.mac),
  member('TokenRequest', 'mac', request)('mac.type', 1, request.mac),
  member('TokenRequest', 'mac', request)('mac.pattern', 'c0ffee', request.mac),
  token('token.required', undefined, 'x'),
  token('token.type', 1, 'x'),
  token('token.minLength', '', 'x'),
  token('token.maxLength', text(131_073), 'x'),
  member('TokenDetails', 'capability', { token: 'x' })('grantedCapability.type', {}, '{"a":["x"]}'),
  member('ErrorInfo', 'message', error)('text.type', 1, 'x'),
  member('ErrorInfo', 'message', error)('text.required', undefined, 'x'),
  options('authUrl')('filledText.type', 1, 'https://example.com'),
  options('authUrl')('filledText.minLength', '', 'https://example.com'),
  member('TokenRevocationTargetSpecifier', 'value', { type: 'channel' })('filledText.required', undefined, 'x'),
  options('authMethod')('authMethod.type', 1, 'GET'),
  options('authMethod')('authMethod.enum', 'get', 'GET'),
  map('stringMap.type', [], { a: 'x' }),
  map('mapValue.type', { a: 1 }, { a: '1' }),
  options('queryTime')('flag.type', 'true', true),
  options('authCallback')('AuthOptions.authCallback.type', 'x', () => undefined),
  member('ErrorInfo', 'code', error)('count.required', undefined, 40000),
  member('ErrorInfo', 'code', error)('count.type', '1', 1),
  member('ErrorInfo', 'code', error)('count.minimum', -1, 0),
  member('ErrorInfo', 'code', error)('count.maximum', 2 ** 53, 40000),
  member('ErrorInfo', 'statusCode', error)('httpStatus.required', undefined, 400),
  member('ErrorInfo', 'statusCode', error)('httpStatus.type', '400', 400),
  member('ErrorInfo', 'statusCode', error)('httpStatus.minimum', 99, 400),
  member('ErrorInfo', 'statusCode', error)('httpStatus.maximum', 600, 500),
  member('ErrorInfo', 'cause', error)('openObject.type', 'x', {}),
  target('revocationType.required', undefined, 'channel'),
  target('revocationType.type', 1, 'channel'),
  target('revocationType.minLength', '', 'channel'),
  target('revocationType.pattern', 'clientId:alice', 'clientId'),
  target('revocationType.wellFormed', '\ud83d', 'clientId'),
  targets('revocationTargets.required', undefined, ['channel:a']),
  targets('revocationTargets.type', 'channel:a', ['channel:a']),
  targets('revocationTargets.minItems', [], ['channel:a']),
  targets('revocationTargets.maxItems', many(101), many(100)),
  results('batchResults.required', undefined, []),
  results('batchResults.type', {}, []),
  results('batchResult.anyOf', [{ target: 'x' }], [success]),
  member('TokenRevocationFailureResult', 'error', { target: 'x' })('ErrorInfo.required', undefined, error),
  member('AblyJwtHeader', 'alg', header)('algorithm.required', undefined, 'HS256'),
  member('AblyJwtHeader', 'alg', header)('algorithm.type', 1, 'HS256'),
  member('AblyJwtHeader', 'alg', header)('algorithm.const', 'none', 'HS256'),
  member('AblyJwtHeader', 'typ', header)('jwtType.type', 1, 'JWT'),
  member('AblyJwtHeader', 'typ', header)('jwtType.const', 'jwt', 'JWT'),
  member('AblyJwtClaims', 'exp', claims)('numericDate.required', undefined, 2),
  member('AblyJwtClaims', 'exp', claims)('numericDate.type', '2', 2),
  member('AblyJwtClaims', 'exp', claims)('numericDate.minimum', -1, 2),
  member('AblyJwtClaims', 'exp', claims)('numericDate.maximum', 2 ** 53, 2),
];

const issuesOf = (type: string, value: unknown): readonly Issue[] =>
  decode(typeNamed(type).decoder, value, 'strict').issues;

const keywordOf = (rule: string) => rule.slice(rule.lastIndexOf('.') + 1);

/** What leaves no value: something is missing, of another type, or too much to be read. */
const UNREADABLE = new Set('type hidden required const enum anyOf maxItems maxProperties'.split(' '));

/** The remediation that the registry publishes for a rule; that of a whole type is not published. */
function publishedRemediation(rule: string): string | undefined {
  const dot = rule.lastIndexOf('.');
  const words = published.shapes[rule.slice(0, dot)];
  return words?.remediations?.[rule.slice(dot + 1)] ?? words?.remediation;
}

describe('every rule of the schemas', () => {
  it.each(cases)('%s is broken by a %s, and kept once its remediation was followed', (rule, type, bad, fixed) => {
    const found = issuesOf(type, bad).find((issue) => issue.rule === rule);
    expect(found).toMatchObject({ code: expect.any(Number), statusCode: expect.any(Number) });
    expect(found?.remediation).toMatch(/^[A-Z].+\.$/);
    const remediation = publishedRemediation(rule);
    if (remediation !== undefined) expect(found?.remediation).toBe(remediation);
    expect(found?.message).toMatch(/^expected .+, got .+|^not a member of /);
    expect(decode(typeNamed(type).decoder, bad, 'strict').value === undefined).toBe(UNREADABLE.has(keywordOf(rule)));
    expect(issuesOf(type, fixed)).toEqual([]);
  });

  const deep = `{"token":${'['.repeat(9)}${']'.repeat(9)}}`;

  it.each([
    ['json.size', '$', `{"token":"${text(131_072)}"}`, '{"token":"x"}'],
    ['json.depth', '$', deep, '{"token":"x"}'],
    ['json.syntax', '$', "{'token':'x'}", '{"token":"x"}'],
    ['json.duplicate', '$.token', '{"token":"x","token":"x"}', '{"token":"x"}'],
    ['json.wellFormed', '$.token', '{"token":"\\ud83d"}', '{"token":"\\ud83d\\ude00"}'],
  ])('%s is broken at %s by a text, and kept once its remediation was followed', (rule, path, bad, fixed) => {
    const read = (value: string) => decode(typeNamed('TokenDetails').decoder, value, 'lenient').issues;
    expect(read(bad)).toMatchObject([
      { path, rule, keyword: 'type', code: 40001, remediation: published.rules[rule]?.remediation },
    ]);
    expect(read(fixed)).toEqual([]);
  });

  it('is checked here, or where the signed text, the key or the params of a JWT are read', () => {
    expect(Object.keys(published.rules).filter((rule) => !rule.startsWith('json.'))).toEqual([
      'capability.wildcard',
      'capability.empty',
      'jwtParams.member',
      'apiKey.whiteSpace',
      'apiKey.colon',
      'apiKey.name',
      'apiKey.secret',
      'mac.match',
      'timestamp.current',
    ]);
  });

  it('is in the table', () => {
    const known = new Set(cases.map(([rule]) => rule));
    expect([...expectedRules()].filter((rule) => !known.has(rule))).toEqual([]);
    for (const [rule] of cases) {
      const id = rule.slice(0, rule.lastIndexOf('.'));
      expect(id in published.shapes || allTypes.some(({ name }) => id.startsWith(name)), rule).toBe(true);
    }
  });

  it('has no remediation that leaves a capability out without saying that this grants everything', () => {
    const aboutCapability = cases.filter(([rule]) => /capability|operation/i.test(rule));
    expect(aboutCapability.length).toBeGreaterThan(12);
    const remediations = [
      ...cases.flatMap(([, type, bad]) => issuesOf(type, bad).filter(({ path }) => /capab/.test(path))),
      ...issuesOf('TokenParams', { capabilities: {} }),
      ...issuesOf('TokenParams', { Capability: {} }),
      ...issuesOf('TokenRequest', { ...request, capability: null }),
    ].map(({ remediation }) => remediation);
    for (const remediation of remediations) {
      if (/\b(leav|omit|drop|remove it)/i.test(remediation)) {
        expect(remediation).toMatch(/leaving the capability out grants everything that the key has/);
      }
    }
  });
});

/** The rules that the keywords of the published schemas make: their ids are those of the shapes at their places. */
function expectedRules(): Set<string> {
  const rules = new Set<string>();
  for (const { name, shapes } of published.types) {
    const { schema } = typeNamed(name);
    for (const [pointer, id] of Object.entries(shapes)) {
      const place = schemaAt(schema, pointer);
      const keywords = Object.keys(place).filter((keyword) => CHECKED.has(keyword));
      for (const keyword of keywords) rules.add(`${id}.${keyword}`);
      if (place.pattern?.startsWith('^[^') === true) rules.add(`${id}.wellFormed`);
      const parent = /^(.*)\/properties\/([^/]+)$/.exec(pointer);
      if (parent && schemaAt(schema, parent[1] ?? '').required?.includes(parent[2] ?? '')) rules.add(`${id}.required`);
    }
  }
  return rules;
}

const CHECKED = new Set(
  'type const enum anyOf pattern minimum maximum minLength maxLength minItems maxItems maxProperties propertyNames'.split(
    ' ',
  ),
);

function schemaAt(schema: Schema, pointer: string): Schema {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], schema) as Schema;
}
