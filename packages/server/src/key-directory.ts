import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { HostedKey, hostKey, type ServiceKey } from './service-key.js';
import { failClosed } from './stores.js';

/** Where a service finds its keys, when they are not a fixed list. */
export type KeyDirectory = {
  /** The key of this name; undefined if there is none. */
  find(keyName: string): HostedKey | undefined | Promise<HostedKey | undefined>;
  /** Whether the service hosts this app: a JWT for another one is refused with 40400. */
  hosts(appId: string): boolean | Promise<boolean>;
};

/** A directory of the keys, which may be one already. @throws {TypeError} if they are neither */
export function toKeyDirectory(keys: readonly ServiceKey[] | KeyDirectory): KeyDirectory {
  if (isDirectory(keys)) return failClosed('key', keys);
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new TypeError('keys: expected a list of keys, or a directory with find and hosts');
  }
  const byName = new Map<string, HostedKey>();
  for (const each of keys as readonly ServiceKey[]) {
    const key = hostKey(each);
    if (byName.has(key.name)) throw new AblyAuthError(BAD_REQUEST, `keys: ${key.name} is given twice`);
    byName.set(key.name, key);
  }
  const apps = new Set([...byName.values()].map(({ appId }) => appId));
  return { find: (keyName) => byName.get(keyName), hosts: (appId) => apps.has(appId) };
}

function isDirectory(keys: readonly ServiceKey[] | KeyDirectory): keys is KeyDirectory {
  const { find, hosts } = Object(keys) as Partial<KeyDirectory>;
  return typeof find === 'function' && typeof hosts === 'function';
}
