import { createHmac } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Json, JsonObject, Test } from './vector.js';

/** Whether an answer wins a test: by verdict and value. `undefined` is a refusal. */
export function wins(test: Test, output: JsonObject | undefined): boolean {
  if (output === undefined || test.result === 'invalid') return output === undefined && test.result === 'invalid';
  switch (test.id.split('/')[0]) {
    case 'create-token-request':
      return winsCreated(test.input, test.output, output);
    case 'auth-url-request':
      return canonicalJson(comparable(output)) === canonicalJson(comparable(test.output));
    case 'create-jwt':
    case 'embed-token':
      return canonicalJson(withoutOrder(output)) === canonicalJson(withoutOrder(test.output));
    case 'revocation-result':
      return holds(output, test.output);
    default:
      return canonicalJson(output) === wantedText(test, test.output);
  }
}

// Some outputs are large, and are compared with those of many implementations.
const wantedTexts = new WeakMap<Test, string>();

function wantedText(test: Test, output: JsonObject): string {
  const text = wantedTexts.get(test) ?? canonicalJson(output);
  wantedTexts.set(test, text);
  return text;
}

/** Whether a value has all that another has: what is not known yet may be dropped or kept. */
function holds(given: Json | undefined, wanted: Json): boolean {
  if (typeof wanted !== 'object' || wanted === null) return given === wanted;
  if (typeof given !== 'object' || given === null || Array.isArray(given) !== Array.isArray(wanted)) return false;
  if (Array.isArray(wanted) && Object.keys(given).length !== wanted.length) return false;
  return Object.entries(wanted).every(([name, value]: [string, Json]) => holds((given as JsonObject)[name], value));
}

/** A decoded JWT whose capability text may be written in any order. */
function withoutOrder({ header, claims }: JsonObject) {
  const { 'x-ably-capability': text, ...others } = claims as JsonObject;
  if (typeof text !== 'string') return { header, claims };
  const entries = Object.entries(JSON.parse(text) as Record<string, string[]>);
  const capability = Object.fromEntries(entries.map(([name, operations]) => [name, operations.toSorted()]));
  return { header, claims: others, capability };
}

/** A created request: its members as the test says, null for absent; its MAC over its own members. */
function winsCreated(input: JsonObject, sought: JsonObject, request: JsonObject): boolean {
  const names = [
    'keyName',
    'ttl',
    'capability',
    'clientId',
    ...['timestamp', 'nonce', 'mac'].filter((name) => name in sought),
  ];
  if (names.some((name) => (request[name] ?? null) !== (sought[name] ?? null))) return false;
  if (
    !Number.isSafeInteger(request['timestamp']) ||
    typeof request['nonce'] !== 'string' ||
    request['nonce'].length < 16
  )
    return false;
  const fields = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'].map((name) => request[name] ?? '');
  const key = asText(input['key']);
  const secret = key.slice(key.indexOf(':') + 1);
  const text = fields
    .map(
      (field) => `${asText(field)}
`,
    )
    .join('');
  return request['mac'] === createHmac('sha256', secret).update(text).digest('base64');
}

/** Query and form as decoded pairs in one order; header names as they are. */
function comparable({ method, url, headers, body }: JsonObject) {
  const [base, ...query] = asText(url).split('?');
  return { method, base, query: pairs(query.join('?')), headers, form: body === null ? null : pairs(asText(body)) };
}

function pairs(text: string): string[] {
  return [...new URLSearchParams(text)].map((pair) => JSON.stringify(pair)).toSorted();
}

function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
