import { parseCapability } from '@ably-auth/capability';
import { describe, expect, it } from 'vitest';
import { requirePermission, type Principal } from './index.js';

const who = (clientId?: string, method: Principal['method'] = 'ably-token'): Principal => ({
  method,
  keyName: 'appId.keyId',
  appId: 'appId',
  capability: parseCapability({ 'chat:*': ['publish'] }),
  ...(clientId === undefined ? {} : { clientId }),
});

it('refuses what the capability does not permit', () => {
  for (const [resource, operation] of [
    ['chat:room', 'subscribe'],
    ['news', 'publish'],
    ['[meta]chat:room', 'publish'],
  ] as const) {
    expect(() => requirePermission(who('alice'), resource, operation)).toThrow(
      expect.objectContaining({ code: 40160 }),
    );
  }
});

describe('the identity', () => {
  it.each([
    ['of an identified token goes without saying', who('alice'), undefined, 'alice'],
    ['of an identified token may be said', who('alice'), 'alice', 'alice'],
    ['of an anonymous token is absent', who(), undefined, undefined],
    ['of a wildcard token is absent unless it is said (RSA8f3)', who('*'), undefined, undefined],
    ['of a wildcard token is the one that is said (RSA8f4)', who('*'), 'bob', 'bob'],
    ['of a key is the one that is said', who(undefined, 'basic'), 'bob', 'bob'],
    ['of a key with an identity goes without saying', who('alice', 'basic'), undefined, 'alice'],
  ])('%s', (_, principal, clientId, expected) => {
    expect(requirePermission(principal, 'chat:room', 'publish', clientId)).toBe(expected);
  });

  it.each([
    ['of another than an identified token', who('alice'), 'bob'],
    ['with an anonymous token (RSA8f1)', who(), 'bob'],
    ['of another than the one claimed with a key', who('alice', 'basic'), 'bob'],
    ['that is empty', who('*'), ''],
    ['that is the wildcard', who('*'), '*'],
  ])('%s is refused', (_, principal, clientId) => {
    expect(() => requirePermission(principal, 'chat:room', 'publish', clientId)).toThrow(
      expect.objectContaining({ code: 40012 }),
    );
  });

  it('is refused with what was expected, and what to do', () => {
    const refused = (clientId: string) => () => requirePermission(who('alice'), 'chat:room', 'publish', clientId);
    expect(refused('bob')).toThrow(
      expect.objectContaining({
        message: 'clientId: expected the identity of the credentials',
        remediation: 'Leave the clientId out, or use a token for this identity.',
      }),
    );
    expect(refused('*')).toThrow('clientId: expected one identity, without control characters');
  });
});

it.each(['bob\n', 'bob\0', '\u007f', 'b'.repeat(1025), '\ud800'])(
  'refuses the clientId %j, as in a TokenRequest',
  (clientId) => {
    for (const principal of [who('*'), who(undefined, 'basic')]) {
      expect(() => requirePermission(principal, 'chat:room', 'publish', clientId)).toThrow(
        expect.objectContaining({ code: 40012 }),
      );
    }
  },
);
