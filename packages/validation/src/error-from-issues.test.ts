import { registry } from '@ably-auth/schemas';
import { errorCodes } from '@ably-auth/schemas/error-codes';
import { describe, expect, it } from 'vitest';
import { allTypes, readJson } from './all-types.testing.js';
import { AblyAuthError, assertTokenParams, assertTokenRequest, errorFromIssues, type Issue } from './index.js';

/** Every code that a validator can give: those of the types and of their fields. */
const codes = new Set(
  (readJson('json/registry.json') as { types: { code: number; fields: Record<string, { code?: number }> }[] }).types
    .flatMap((type) => [type.code, ...Object.values(type.fields).map((field) => field.code)])
    .filter((code) => code !== undefined),
);

describe('errorFromIssues', () => {
  it.each([...codes])('has status and remediation of the code %i', (code) => {
    const issue: Issue = { path: '$.a["b c"][0]', keyword: 'type', code, message: 'must be a string' };
    const known = Object.values(errorCodes).find((entry) => entry.code === code);
    const error = errorFromIssues('TokenParams', [issue]);
    expect(error).toMatchObject({ code, statusCode: known?.statusCode, remediation: known?.remediation });
    expect(error.message).toBe('TokenParams.a["b c"][0]: must be a string');
  });

  it('takes code and message of the first issue, and keeps all', () => {
    const issues: Issue[] = [
      { path: '$', keyword: 'type', code: 40012, message: 'must be a plain object' },
      { path: '$.x', keyword: 'type', code: 40003, message: 'must be a string' },
    ];
    const error = errorFromIssues('TokenParams', issues);
    expect(error).toMatchObject({ code: 40012, message: 'TokenParams: must be a plain object' });
    expect(error.issues).toBe(issues);
  });

  it('advises on a member that the type does not have as such, not on the code', () => {
    const issue: Issue = { path: '$.clientID', keyword: 'additionalProperties', code: 40000, message: 'is not known' };
    expect(errorFromIssues('TokenParams', [issue]).remediation).toMatch(/^Leave the member out/);
  });

  it('cuts a long name in the message, not in the path', () => {
    const name = '"😀'.repeat(50);
    const path = `$["a"].${'b'.repeat(60)}.${'c'.repeat(60)}[${JSON.stringify(name)}][0]["short"]`;
    const error = errorFromIssues('T', [{ path, keyword: 'type', code: 40000, message: 'x' }]);
    const cut = `\\"😀`.repeat(32);
    expect(error.message).toBe(`T["a"].${'b'.repeat(60)}.${'c'.repeat(60)}["${cut}…"][0]["short"]: x`);
    expect(error.issues?.[0]?.path).toBe(path);
  });
});

describe('assert', () => {
  it.each(allTypes)('throws the error of the issues: $name', ({ name, assert, validate, examples }) => {
    for (const { value } of examples.filter(({ valid }) => !valid)) {
      const result = validate(value);
      const issues = result.ok ? [] : result.issues;
      expect(() => assert(value)).toThrow(AblyAuthError);
      expect(() => assert(value)).toThrow(expect.objectContaining({ issues, code: issues[0]?.code }));
      expect(() => assert(value)).toThrow(expect.objectContaining({ message: expect.stringMatching(`^${name}[.[:]`) }));
    }
  });

  it('says what is wrong and where, and quotes no value', () => {
    expect(() => assertTokenParams({ capability: { news: [] } })).toThrow(
      'TokenParams.capability["news"]: must not be empty',
    );
    expect(() => assertTokenParams({ client_id: 'alice' })).toThrow(
      'TokenParams.client_id: is not a member of TokenParams; did you mean clientId?',
    );
    const secret = 's3cret';
    for (const value of [secret, { keyName: secret, mac: secret, nonce: secret, ttl: secret }, [secret]]) {
      expect(() => assertTokenRequest(value)).toThrow(
        expect.toSatisfy((error: unknown) => !`${String(error)}${JSON.stringify(error)}`.includes(secret)),
      );
    }
  });

  it('exists for every type of the registry', () => {
    for (const { assert, is, validate } of allTypes) {
      expect([typeof assert, typeof is, typeof validate]).toEqual(['function', 'function', 'function']);
    }
    expect(allTypes).toHaveLength(registry.length);
  });
});
