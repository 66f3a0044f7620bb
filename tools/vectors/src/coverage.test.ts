import { ROOT } from '@ably-auth/checks/tool';
import { referenceAnswer } from '@ably-auth/conformance/reference';
import { rules } from '@ably-auth/schemas/rules';
import { vectorFiles } from '@ably-auth/schemas/vectors';
import { describe, expect, it } from 'vitest';
import { flags } from './cases/flags.js';
import { readStored } from './store.js';
import { testsOf, type VectorFile } from './vector.js';

const files = readStored(ROOT).map(({ text }) => JSON.parse(text) as VectorFile);
const tests = files.flatMap(testsOf);

/** Cases of the universal test specification: token types, and parameters of token requests. */
const UTS = [
  'rest/unit/RSA5/ttl-null-when-unspecified-0',
  'rest/unit/RSA5b/explicit-ttl-preserved-0',
  'rest/unit/RSA5c/ttl-from-default-params-0',
  'rest/unit/RSA5d/explicit-ttl-overrides-default-0',
  'rest/unit/RSA6/capability-null-when-unspecified-0',
  'rest/unit/RSA6b/explicit-capability-preserved-0',
  'rest/unit/RSA6c/capability-from-default-params-0',
  'rest/unit/RSA6d/explicit-capability-overrides-default-0',
  'rest/unit/TD/token-details-from-json-0',
  'rest/unit/TD1/token-details-attributes-0',
  'rest/unit/TE/token-request-from-json-2',
  'rest/unit/TE/token-request-mac-signature-0',
  'rest/unit/TE/token-request-to-json-1',
  'rest/unit/TE1/token-request-attributes-0',
  'rest/unit/TK/token-params-to-query-string-0',
  'rest/unit/TK1/token-params-attributes-0',
];

describe('the set', () => {
  it('has the operations that schemas/src/vector-operations.ts defines', () => {
    const defined = vectorFiles.map(({ name }) => name).toSorted();
    expect(files.map(({ operation }) => operation).toSorted()).toEqual(defined);
  });

  it('has acceptances and refusals of every operation that can refuse', () => {
    const neverRefuse = new Set([
      'permits',
      'covers',
      'mac',
      'token-params-query',
      'forward-token-request',
      'auth-url-request',
    ]);
    for (const file of files) {
      const results = new Set(testsOf(file).map(({ result }) => result));
      expect([file.operation, results.has('valid')]).toEqual([file.operation, true]);
      expect([file.operation, results.has('invalid')]).toEqual([file.operation, !neverRefuse.has(file.operation)]);
    }
  });

  it.each(UTS)('has the fixture %s', (uts) => {
    expect(tests.some((test) => test.uts === uts)).toBe(true);
  });

  it.each(Object.keys(flags))('has a test that catches %s', (flag) => {
    expect(tests.some((test) => test.flags.includes(flag))).toBe(true);
  });

  it('has a test that names each rule beyond JSON Schema', () => {
    const named = new Set(tests.map((test) => (test.result === 'invalid' ? test.error.rule : undefined)));
    expect(Object.keys(rules).filter((rule) => !named.has(rule))).toEqual([]);
  });

  it('names the rule that the packages name', async () => {
    const refused = files.flatMap(({ operation, groups }) =>
      groups.flatMap((group) =>
        group.tests.flatMap((test) =>
          test.result === 'invalid' && test.error.rule !== undefined ? [{ operation, ...test }] : [],
        ),
      ),
    );
    expect(refused.length).toBeGreaterThan(400);
    for (const { id, operation, input, error } of refused) {
      const answer = await referenceAnswer(operation, input);
      expect([id, 'error' in answer ? answer.error.rule : undefined]).toEqual([id, error.rule]);
    }
  });

  it('has the two pairs of requests that share a MAC, and refuses all four', () => {
    const pairs = [
      ['client-id-that-holds-the-rest', 'nonce-that-holds-the-rest'],
      ['client-id-after-line-feed', 'capability-that-ends-in-line-feed'],
      ['lone-surrogate-in-client-id', 'another-lone-surrogate-in-client-id'],
    ] as const;
    for (const pair of pairs) {
      const found = pair.map((name) => tests.find(({ id }) => id === `verify-token-request/injection/${name}`));
      const requests = found.map(
        (test) => JSON.parse(test?.input['text'] as string) as { mac: string; clientId: string },
      );
      expect(found.map((test) => test?.result)).toEqual(['invalid', 'invalid']);
      expect(requests[0]?.mac).toBe(requests[1]?.mac);
      expect(requests[0]?.clientId).not.toBe(requests[1]?.clientId);
    }
  });
});
