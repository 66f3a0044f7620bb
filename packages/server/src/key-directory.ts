import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { guard } from './internal/guard.js';
import { HostedKey, hostKey, type ServiceKey } from './service-key.js';

/** Where a service finds its keys, when they are not a fixed list. */
export type KeyDirectory = {
  /** The key of this name; undefined says that there is none. */
  find(keyName: string): HostedKey | undefined | Promise<HostedKey | undefined>;
  /** Whether the service hosts this app: a JWT for another one is refused with 40400. */
  hosts(appId: string): boolean | Promise<boolean>;
};

/** A directory of the keys given, or the directory given. */
export function toKeyDirectory(keys: readonly ServiceKey[] | KeyDirectory): KeyDirectory {
  if ('find' in keys && 'hosts' in keys) return guard('key', keys);
  if (!Array.isArray(keys) || keys.length === 0) throw new TypeError('keys: expected one key or more, or a directory');
  const byName = new Map<string, HostedKey>();
  for (const each of keys as readonly ServiceKey[]) {
    const key = hostKey(each);
    if (byName.has(key.name)) throw new AblyAuthError(BAD_REQUEST, `keys: ${key.name} is given twice`);
    byName.set(key.name, key);
  }
  const apps = new Set([...byName.values()].map(({ appId }) => appId));
  return { find: (keyName) => byName.get(keyName), hosts: (appId) => apps.has(appId) };
}
