import { readFileSync } from 'node:fs';
import { AblyAuthError, type TokenParams, type TokenRequest } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { parseApiKey } from './api-key.js';
import { computeMac, createSigner, createTokenRequest, signText, verifyTokenRequest } from './sync.js';

// The rules that no JSON Schema can say, each with the same call before and after its remediation was followed; those
// of JSON text are in packages/validation.

const key = 'appId.keyId:s3cret';
const now = 1_750_000_000_000;
const published = JSON.parse(readFileSync(new URL('../../../schemas/json/registry.json', import.meta.url), 'utf8')) as {
  readonly rules: Readonly<Record<string, { readonly remediation: string }>>;
};

const create = (capability: TokenParams['capability']) => () =>
  createTokenRequest(capability === undefined ? {} : { capability }, { key });
const verify = (request: TokenRequest, clock: number) => () => verifyTokenRequest(request, { key, now: () => clock });
const signed = createSigner(key, { now: () => now }).createTokenRequest({ ttl: 60_000 });
const changed = { ...signed, ttl: 120_000 };

/** Rule, a call that breaks it, and one that does what the remediation says. */
const cases: readonly (readonly [rule: string, bad: () => unknown, fixed: () => unknown])[] = [
  ['capability.wildcard', create({ a: ['*', 'publish'] }), create({ a: ['*'] })],
  ['capability.wildcard', create('{"a":["publish","*"]}'), create('{"a":["publish"]}')],
  ['capability.empty', create({}), create({ a: ['publish'] })],
  ['capability.empty', create('{}'), create('{"a":["publish"]}')],
  ['apiKey.whiteSpace', () => parseApiKey(`${key}\n`), () => parseApiKey(`${key}\n`.trim())],
  ['apiKey.colon', () => parseApiKey('appId.keyId'), () => parseApiKey(key)],
  ['apiKey.name', () => parseApiKey('keyId:s3cret'), () => parseApiKey(key)],
  ['apiKey.secret', () => parseApiKey('appId.keyId:'), () => parseApiKey(key)],
  ['mac.match', verify(changed, now), verify({ ...changed, mac: computeMac(signText(changed), 's3cret') }, now)],
  ['timestamp.current', verify(signed, now + 200_000), verify(signed, now)],
];

describe('a rule beyond JSON Schema', () => {
  it('has a case here, unless it is one of JSON text or of a JWT', () => {
    const ids = Object.keys(published.rules).filter((rule) => !/^(?:json|jwtParams)\./.test(rule));
    expect([...new Set(cases.map(([rule]) => rule))].toSorted()).toEqual(ids.toSorted());
  });

  it.each(cases)('%s is named with its remediation, which holds', (rule, bad, fixed) => {
    const [issue] = issuesOf(bad);
    expect(issue?.rule).toBe(rule);
    expect(issue?.remediation).toBe(published.rules[rule]?.remediation);
    expect(fixed).not.toThrow();
  });
});

function issuesOf(call: () => unknown): AblyAuthError['issues'] & {} {
  try {
    call();
  } catch (error) {
    if (error instanceof AblyAuthError) return error.issues ?? [];
    throw error;
  }
  throw new Error('the call was accepted');
}
