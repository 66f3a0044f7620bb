import { inspect } from 'node:util';
import { errorCodes } from '@ably-auth/schemas/error-codes';
import { registry } from '@ably-auth/schemas';
import { describe, expect, it } from 'vitest';
import { allTypes } from './all-types.testing.js';
import * as errorCodesModule from './gen/error-codes.js';
import { AblyAuthError, assertTokenParams, assertTokenRequest, type Issue } from './index.js';

const errorCode = { code: 40101, statusCode: 401, remediation: 'Sign with the right key.' };

const issueAt = (path: string, more: Partial<Issue> = {}): Issue => ({
  path,
  rule: 'thing.type',
  keyword: 'type',
  code: 40001,
  statusCode: 400,
  message: 'expected a string, got 1',
  remediation: 'Pass a string.',
  ...more,
});

describe('AblyAuthError', () => {
  const error = new AblyAuthError(errorCode, 'mac: expected another MAC');

  it('is an Error with a name of its own', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('AblyAuthError');
    expect(String(error)).toBe('AblyAuthError: mac: expected another MAC');
    expect(error.stack).toMatch(/^AblyAuthError: mac: expected another MAC\n {4}at /);
  });

  it('has the members of ErrorInfo (TI1, TI5)', () => {
    expect(Object.entries(error)).toEqual(Object.entries({ ...errorCode, href: 'https://help.ably.io/error/40101' }));
    expect(error.message).toBe('mac: expected another MAC');
  });

  it('is serialised with these members and no others', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...errorCode,
      message: 'mac: expected another MAC',
      href: 'https://help.ably.io/error/40101',
    });
    const issues = [issueAt('$.a')];
    expect(JSON.parse(JSON.stringify(new AblyAuthError(errorCode, 'x', { issues, reason: 'r' })))).toEqual({
      ...errorCode,
      message: 'x',
      href: 'https://help.ably.io/error/40101',
      path: '$.a',
      issues,
      reason: 'r',
    });
  });

  it('is inspected with message, code and remediation', () => {
    const shown = inspect(error);
    expect(shown).toMatch(/^AblyAuthError: mac: expected another MAC\n/);
    expect(shown).toContain('code: 40101');
    expect(shown).toContain("remediation: 'Sign with the right key.'");
    expect(shown).not.toContain('name:');
  });

  it('keeps its cause, where there is one, out of its JSON', () => {
    const cause = new Error('socket');
    const caused = new AblyAuthError(errorCode, 'x', { cause });
    expect(caused.cause).toBe(cause);
    expect(Object.keys(caused)).not.toContain('cause');
    expect(Object.hasOwn(error, 'cause')).toBe(false);
    expect(Object.hasOwn(new AblyAuthError(errorCode, 'x', { cause: undefined }), 'cause')).toBe(true);
  });

  it('may have a better remediation than its code', () => {
    expect(new AblyAuthError(errorCode, 'x', { remediation: 'Trim it.' }).remediation).toBe('Trim it.');
  });

  it('has the path that it is given, else that of its first issue, else none', () => {
    const issues = [issueAt('$.b'), issueAt('$.c')];
    expect(new AblyAuthError(errorCode, 'x', { issues, path: '$.a' }).path).toBe('$.a');
    expect(new AblyAuthError(errorCode, 'x', { issues }).path).toBe('$.b');
    expect(error).not.toHaveProperty('path');
  });

  it('takes every known code', () => {
    const constants = new Map(Object.entries(errorCodesModule));
    expect([...constants.keys()].sort()).toEqual(Object.keys(errorCodes).sort());
    for (const [name, { code, statusCode, remediation }] of Object.entries(errorCodes)) {
      const known = new AblyAuthError(constants.get(name) ?? errorCode, 'x');
      expect(known).toMatchObject({ code, statusCode, remediation, href: `https://help.ably.io/error/${code}` });
    }
  });
});

describe('AblyAuthError.from', () => {
  it('has code, status, path, message and remediation of the first issue, and all issues', () => {
    const issues = [issueAt('$', { code: 40012, remediation: 'Pass it.' }), issueAt('$.x', { code: 40003 })];
    const error = AblyAuthError.from(issues, 'TokenParams');
    expect(error).toMatchObject({ code: 40012, statusCode: 400, path: '$', remediation: 'Pass it.' });
    expect(error.message).toBe('TokenParams: expected a string, got 1');
    expect(error.issues).toBe(issues);
  });

  it('cuts a long name in the message, not in the path', () => {
    const name = '"😀'.repeat(50);
    const path = `$["a"].${'b'.repeat(60)}.${'c'.repeat(60)}[${JSON.stringify(name)}][0]["short"]`;
    const error = AblyAuthError.from([issueAt(path, { message: 'x' })], 'T');
    const cut = `\\"😀`.repeat(32);
    expect(error.message).toBe(`T["a"].${'b'.repeat(60)}.${'c'.repeat(60)}["${cut}…"][0]["short"]: x`);
    expect(error.path).toBe(path);
  });
});

describe('assert', () => {
  const whole = allTypes.filter(({ entry }) => entry.isPart !== true);

  it.each(whole)('throws the error of the issues: $name', ({ name, assert, validate, examples }) => {
    for (const { value } of examples.filter(({ valid }) => !valid)) {
      const result = validate(value);
      const issues = result.ok ? [] : result.issues;
      const { code, statusCode, path, remediation } = issues[0] ?? issueAt('none');
      expect(() => assert?.(value)).toThrow(AblyAuthError);
      expect(() => assert?.(value)).toThrow(
        expect.objectContaining({ issues, code, statusCode, path, remediation }) as Error,
      );
      expect(() => assert?.(value)).toThrow(new RegExp(`^${name}[.[:]`));
    }
  });

  it('says what is wrong and where, and quotes no secret', () => {
    expect(() => assertTokenParams({ capability: { news: [] } })).toThrow(
      'TokenParams.capability["news"]: expected a list of 1 to 64 operations, got an empty list',
    );
    expect(() => assertTokenParams({ client_id: 'alice' })).toThrow(
      'TokenParams.client_id: not a member of TokenParams; did you mean clientId?',
    );
    const secret = 's3cret';
    for (const value of [secret, { keyName: secret, mac: secret, nonce: secret, ttl: secret }, [secret]]) {
      expect(() => assertTokenRequest(value)).toThrow(
        expect.toSatisfy((error: unknown) => !`${String(error)}${JSON.stringify(error)}`.includes(secret)),
      );
    }
  });

  it('exists for every type that people hold', () => {
    expect(whole.map(({ assert, validate }) => [typeof assert, typeof validate])).toEqual(
      whole.map(() => ['function', 'function']),
    );
    expect(allTypes).toHaveLength(registry.length);
  });
});
