import { describe, expect, it } from 'vitest';
import { hostKey } from './index.js';
import { appIdOf, toKeyDirectory } from './keys.js';
import { KEY, KEY_NAME, TestService } from './service.testing.js';

const untyped = (value: unknown) => value as Parameters<typeof toKeyDirectory>[0];

describe('a hosted key', () => {
  it('permits everything on ordinary channels, and has no revocable tokens, by default', () => {
    const key = hostKey({ key: KEY });
    expect(key).toMatchObject({ name: KEY_NAME, appId: 'appId', capability: { '*': ['*'] }, revocableTokens: false });
    expect(Object.isFrozen(key)).toBe(true);
    expect(hostKey({ key: KEY, revocableTokens: true }).revocableTokens).toBe(true);
  });

  it('has one secret, which only reveal() shows', () => {
    const key = hostKey({ key: KEY });
    expect([key.hasSecret('keySecret'), key.hasSecret('keySecre'), key.reveal()]).toEqual([true, false, KEY]);
    expect(JSON.stringify(key)).not.toContain('keySecret');
  });

  it('verifies a request of any time: the service decides what is current', async () => {
    const request = new TestService().sign({ timestamp: 0 });
    const verified = await hostKey({ key: KEY })
      .signer(() => Number.MAX_SAFE_INTEGER)
      .verifyTokenRequest(request);
    expect(verified.request.timestamp).toBe(0);
  });

  it.each([
    [{}, 'key appId.keyId: the capability is empty, so the key could do nothing', expect.any(String)],
    [
      { a: ['fly'] },
      'key appId.keyId: capability: expected operations that Ably documents, got "fly"',
      'Correct the name of the operation, or remove it from the capability.',
    ],
  ])('cannot have the capability %j', (capability, message, remediation: unknown) => {
    expect(() => hostKey({ key: KEY, capability })).toThrow(
      expect.objectContaining({ code: 40000, message, remediation }) as Error,
    );
  });
});

describe('a directory of keys', () => {
  it('knows the keys of a list, and the apps that they belong to', async () => {
    const directory = toKeyDirectory([{ key: KEY }, { key: 'other.keyId:x' }]);
    expect([(await directory.find(KEY_NAME))?.name, await directory.find('appId.none')]).toEqual([KEY_NAME, undefined]);
    expect([await directory.hosts('appId'), await directory.hosts('other'), await directory.hosts('none')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is not a list where a key stands twice', () => {
    expect(() => toKeyDirectory([{ key: KEY }, { key: `${KEY_NAME}:other` }])).toThrow(
      'keys: appId.keyId is given twice',
    );
  });

  it('fails as a part of the service', async () => {
    const away = async (): Promise<never> => {
      throw new Error('away');
    };
    const directory = toKeyDirectory({ find: away, hosts: away });
    await expect(directory.find(KEY_NAME)).rejects.toThrow('service: key directory unavailable');
    await expect(directory.hosts('appId')).rejects.toThrow('service: key directory unavailable');
  });

  it.each([[[]], [{}], [null], [undefined], [KEY], [{ find: () => undefined }], [{ hosts: () => true }]])(
    'is not %j',
    (keys) => {
      expect(() => toKeyDirectory(untyped(keys))).toThrow(
        new TypeError('keys: expected a list of keys, or a directory with find and hosts'),
      );
    },
  );
});

it.each([
  ['app-1_.key-2_', 'app-1_'],
  ['a', undefined],
  ['.b', undefined],
  ['a.', undefined],
  ['a.b.c', undefined],
  [' a.b', undefined],
  ['a.b ', undefined],
])('finds in %j the app %s', (name, appId) => {
  expect(appIdOf(name)).toBe(appId);
});
