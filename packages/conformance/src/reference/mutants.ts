import { createHmac } from 'node:crypto';
import { computeMac, parseApiKey } from '@ably-auth/core';
import { literalText } from '../compare/create-token-request.js';
import type { Answer } from '../protocol.js';
import { valueText } from '../show-value.js';
import type { Json, JsonObject } from '../vector.js';

/** Makes a wrong answer of a right one. */
export type Mutate = (answer: Answer, input: JsonObject) => Answer | Promise<Answer>;

/**
 * A bug in one operation: one that real SDKs have or had, where there is such, otherwise that each value of the output
 * is another.
 */
export function mutantOf(operation: string): Mutate {
  return MUTANTS[operation] ?? onOutput(changed);
}

const MUTANTS: Readonly<Record<string, Mutate>> = {
  'canonicalize-capability': onOutput(({ text }) => ({ text: spaced(text) })),
  'parse-capability': onOutput(({ capability }) => ({
    capability: Object.fromEntries(Object.entries(capability as JsonObject).slice(0, -1)),
  })),
  intersect: onOutput(({ text }) => ({ text: spaced(text) })),
  mac: onOutput(({ mac }) => ({ mac: Buffer.from(valueText(mac), 'base64').toString('base64url') })),
  // The default that some SDKs sign and send where none was asked for, and a MAC that fits it.
  'create-token-request': onOutput(async ({ request }, { key }) => {
    const defaulted = { ttl: 3_600_000, ...(request as JsonObject) };
    return {
      request: { ...defaulted, mac: await computeMac(literalText(defaulted), parseApiKey(valueText(key)).secret) },
    };
  }),
  'read-token-request': onOutput(({ request }) => ({ request: { ttl: 0, ...(request as JsonObject) } })),
  'read-token-details': onOutput(({ details }) => ({ details: { ...(details as JsonObject), expires: 0 } })),
  'verify-token-request': (_, { text }) => ({ ok: true, output: { request: text as Json } }),
  'forward-token-request': onOutput(({ body, text }) => {
    const sent = (typeof text === 'string' ? JSON.parse(text) : body) as JsonObject;
    return { body: { ...sent, ttl: valueText(sent['ttl']) } };
  }),
  'auth-response-kind': onOutput(() => ({ kind: 'token' })),
  'auth-url-request': onOutput((output) => ({ ...output, method: 'GET', body: null })),
  'token-params-query': onOutput(({ query }) => ({ query: { ttl: '3600000', ...(query as JsonObject) } })),
  'parse-api-key': onOutput(({ name, secret }) => ({
    name: name as Json,
    secret: valueText(secret).split(':')[0] as Json,
  })),
  'revocation-request': onOutput(({ path, body }) => ({
    path: path as Json,
    body: { ...(body as JsonObject), issuedBefore: 0 },
  })),
  'revocation-result': onOutput(({ result }) => ({
    result: { ...(result as JsonObject), failureCount: 0, successCount: 0 },
  })),
  // The whole key for its secret.
  'create-jwt': onOutput(({ token }, { key }) => ({ token: signedAgain(token, valueText(key)) })),
  // Times as they stand in the JWT.
  'verify-jwt': onOutput(({ verified }) => {
    const { issued, expires, ...others } = verified as { readonly issued: number; readonly expires: number };
    return { verified: { ...others, issued: issued / 1000, expires: expires / 1000 } };
  }),
  'embed-token': onOutput(({ token }, { secret }) => ({ token: signedAgain(token, `${valueText(secret)}\n`) })),
  'extract-embedded-token': (answer) =>
    'ok' in answer && !answer.ok ? { ok: true, output: { embedded: null } } : answer,
};

function signedAgain(token: Json | undefined, secret: string): string {
  const input = valueText(token).split('.').slice(0, 2).join('.');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function onOutput(change: (output: JsonObject, input: JsonObject) => JsonObject | Promise<JsonObject>): Mutate {
  return async (answer, input) =>
    'ok' in answer && answer.ok ? { ok: true, output: await change(answer.output, input) } : answer;
}

function changed(output: JsonObject): JsonObject {
  const another = (value: Json) => (typeof value === 'string' ? value.slice(0, -1) : value !== true);
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, another(value)]));
}

/** As Python's json.dumps writes by default. */
function spaced(text: Json | undefined): string {
  return valueText(text).replaceAll('":[', '": [').replaceAll('","', '", "');
}
