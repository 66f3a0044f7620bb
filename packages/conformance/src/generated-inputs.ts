import fc from 'fast-check';
import type { Json, JsonObject } from './vector.js';

// Inputs of the operations, as SDKs meet them: mostly valid, now and then with one of the mistakes that are refused.
// Strings are well-formed Unicode, as I-JSON demands of the lines.

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));

/** Characters that somebody's order or escapes get wrong. */
const tricky = oneOf('aAbZ019_-:*/"\\<>&\'+=é\u0301ﬀ\uffee😀\u2028\u007f\u0001 ');
const character = fc.oneof({ weight: 3, arbitrary: tricky }, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const text = (minLength: number, maxLength: number) => fc.string({ unit: character, minLength, maxLength });

/** Text that a sign text can hold. */
const clean = (minLength: number, maxLength: number) =>
  fc.string({
    unit: fc.oneof(oneOf('abz0:/+%é😀ﬁ '), fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 1 })),
    minLength,
    maxLength,
  });

const integerLike = fc.constantFrom('0', '9', '10', '-1', '4294967295', '1e3', '007');
const segment = fc.oneof(fc.constantFrom('*', 'a', 'b', 'foo', '', 'foo*'), text(1, 3));
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join(':'));
const qualified = fc
  .tuple(fc.constantFrom('', '', '', '[meta]', '[queue]', '[*]'), path)
  .map((parts) => parts.join(''));
const resource = fc.oneof(qualified, integerLike, text(1, 8)).filter((name) => name !== '');

const operation = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('publish', 'subscribe', 'presence', 'history', 'stats', 'push-admin') },
  text(1, 4).filter((name) => name !== '*'),
);
const operations = fc.oneof(
  { weight: 4, arbitrary: fc.array(operation, { minLength: 1, maxLength: 4 }) },
  fc.constant(['*']),
);
const entries = fc.uniqueArray(fc.tuple(resource, operations), { maxLength: 4, selector: ([name]) => name });

/** The text of a capability with its entries in any order, which no object can hold. */
const capabilityText = entries.map(
  (list) => `{${list.map(([name, names]) => `${JSON.stringify(name)}:${JSON.stringify(names)}`).join(',')}}`,
);
const capability = entries.map((list) => Object.fromEntries(list) as JsonObject);
const notEmpty = capabilityText.filter((json) => json !== '{}');

const invalid = fc.constantFrom(
  '{',
  '[]',
  '{"a":[]}',
  '{"a":["*","b"]}',
  '{"a":["b"],"a":["c"]}',
  '{"":["b"]}',
  '{"a":"b"}',
);
const anyText = fc.oneof({ weight: 6, arbitrary: capabilityText }, invalid);

const keyName = fc.constantFrom('appId.keyId', 'a-B_1.0');
const secret = fc.string({ unit: oneOf('abcXYZ019_-:/+=!~'), minLength: 1, maxLength: 24 });
const ttl = fc.oneof(fc.integer({ min: 1, max: 86_400_000 }), fc.constantFrom(1, 999, 1000, 1500, 3_600_000));
const timestamp = fc.integer({ min: 0, max: 4_000_000_000_000 });
const nonce = fc.string({ unit: oneOf('0123456789abcdefXYZ-_+/='), minLength: 16, maxLength: 32 });
const clientId = clean(1, 12);
const key = fc.tuple(keyName, secret).map((parts) => parts.join(':'));

/** An object of which the members may be absent. */
const record = (members: Record<string, fc.Arbitrary<Json>>, required: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc.record(members, { requiredKeys: [...required] });

const fields = { keyName, ttl, capability: notEmpty, clientId, timestamp, nonce };
const REQUIRED = ['keyName', 'timestamp', 'nonce'];

/** The JSON text of a request as SDKs send it: with null, decimal strings, 0 and the empty text. */
const requestText = record(
  {
    keyName,
    ttl: fc.oneof(ttl, ttl.map(String), fc.constantFrom(null, 0)),
    capability: fc.oneof(capabilityText, fc.constantFrom(null, '')),
    clientId: fc.option(clientId),
    timestamp: fc.oneof(timestamp, timestamp.map(String)),
    nonce: clean(1, 20),
    mac: clean(1, 44),
    unknown: fc.constant('member'),
  },
  [...REQUIRED, 'mac'],
).map((request) => ({ text: JSON.stringify(request) }));

const detailsText = record(
  {
    token: clean(1, 20),
    issued: fc.oneof(timestamp, timestamp.map(String)),
    expires: timestamp,
    capability: capabilityText,
    clientId,
    keyName,
    unknown: fc.constant(1),
  },
  ['token'],
).map((details) => ({ text: JSON.stringify(details) }));

/** What to ask in an operation, and what an adapter must be able to do to be asked. */
export type GeneratedInput = { readonly input: fc.Arbitrary<JsonObject>; readonly features?: readonly string[] };

/** How to make inputs, by operation. */
export const INPUTS: Readonly<Record<string, GeneratedInput>> = {
  'canonicalize-capability': { input: anyText.map((given) => ({ text: given })) },
  'parse-capability': { input: anyText.map((given) => ({ text: given })) },
  permits: { input: record({ capability, resource, operation }, ['capability', 'resource', 'operation']) },
  covers: { input: record({ outer: capability, inner: capability }, ['outer', 'inner']) },
  intersect: { input: record({ a: capability, b: capability }, ['a', 'b']) },
  'sign-text': { input: record(fields, REQUIRED).map((request) => ({ request })) },
  mac: { input: record({ text: text(0, 40), secret }, ['text', 'secret']) },
  'create-token-request': {
    input: fc
      .tuple(key, record({ ttl, capability: fc.oneof(notEmpty, capability.filter(hasMembers)), clientId }, []))
      .map(([one, params]) => ({ key: one, params })),
  },
  'read-token-request': { input: requestText },
  'read-token-details': { input: detailsText },
  'parse-api-key': { input: fc.oneof(key, text(0, 12)).map((given) => ({ key: given })) },
};

function hasMembers(object: object): boolean {
  return Object.keys(object).length > 0;
}
