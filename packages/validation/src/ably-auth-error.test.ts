import { inspect } from 'node:util';
import { errorCodes } from '@ably-auth/schemas/error-codes';
import { describe, expect, it } from 'vitest';
import * as errorCodesModule from './gen/error-codes.js';
import { AblyAuthError, type Issue } from './index.js';

const kind = { code: 40101, statusCode: 401, remediation: 'Sign with the right key.' };

describe('AblyAuthError', () => {
  const error = new AblyAuthError(kind, 'mac: is wrong');

  it('is an Error with a name of its own', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('AblyAuthError');
    expect(String(error)).toBe('AblyAuthError: mac: is wrong');
    expect(error.stack).toMatch(/^AblyAuthError: mac: is wrong\n {4}at /);
  });

  it('has the members of ErrorInfo (TI1, TI5)', () => {
    expect(Object.entries(error)).toEqual(Object.entries({ ...kind, href: 'https://help.ably.io/error/40101' }));
    expect(error.message).toBe('mac: is wrong');
  });

  it('is serialised with these members and no others', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...kind,
      message: 'mac: is wrong',
      href: 'https://help.ably.io/error/40101',
    });
    const issue: Issue = { path: '$', keyword: 'type', code: 40001, message: 'must be a string' };
    expect(JSON.parse(JSON.stringify(new AblyAuthError(kind, 'x', { issues: [issue], reason: 'r' })))).toEqual({
      ...kind,
      message: 'x',
      href: 'https://help.ably.io/error/40101',
      issues: [issue],
      reason: 'r',
    });
  });

  it('is inspected with message, code and remediation', () => {
    const shown = inspect(error);
    expect(shown).toMatch(/^AblyAuthError: mac: is wrong\n/);
    expect(shown).toContain('code: 40101');
    expect(shown).toContain("remediation: 'Sign with the right key.'");
    expect(shown).not.toContain('name:');
  });

  it('keeps its cause, where there is one, out of its JSON', () => {
    const cause = new Error('socket');
    const caused = new AblyAuthError(kind, 'x', { cause });
    expect(caused.cause).toBe(cause);
    expect(Object.keys(caused)).not.toContain('cause');
    expect(Object.hasOwn(error, 'cause')).toBe(false);
    expect(Object.hasOwn(new AblyAuthError(kind, 'x', { cause: undefined }), 'cause')).toBe(true);
  });

  it('may give better advice than its code', () => {
    expect(new AblyAuthError(kind, 'x', { remediation: 'Trim it.' }).remediation).toBe('Trim it.');
  });

  it('takes every known code', () => {
    const constants = new Map(Object.entries(errorCodesModule));
    expect([...constants.keys()].sort()).toEqual(Object.keys(errorCodes).sort());
    for (const [name, { code, statusCode, remediation }] of Object.entries(errorCodes)) {
      const known = new AblyAuthError(constants.get(name) ?? kind, 'x');
      expect(known).toMatchObject({ code, statusCode, remediation, href: `https://help.ably.io/error/${code}` });
    }
  });
});
