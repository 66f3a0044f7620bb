import type { NonceStore } from '../nonce-store.js';
import { ExpiringEntries, type MemoryStoreOptions } from './expiring-entries.js';

/**
 * Keeps spent nonces in the memory of this process, for a service of one instance. They are lost when it ends.
 *
 * @param options `maxEntries`, 1 000 000 by default (about 200 bytes each): a full store refuses with 50003 and never
 *   forgets a live nonce; `clock` in ms
 * @example
 * import { createMemoryNonceStore } from '@ably-auth/server';
 * const store = createMemoryNonceStore({ maxEntries: 10_000 });
 * console.log(await store.spend('appId.keyId', 1_750_000_000_000, 'a nonce of sixteen', 60_000)); // true
 * console.log(await store.spend('appId.keyId', 1_750_000_000_000, 'a nonce of sixteen', 60_000)); // false
 */
export function createMemoryNonceStore(options: MemoryStoreOptions = {}): NonceStore {
  const spent = new ExpiringEntries<true>(options);
  return {
    async spend(keyName, timestamp, nonce, keepMs) {
      const key = `${keyName}:${timestamp}:${nonce}`; // a key name has no colon, a timestamp digits alone
      if (spent.get(key)) return false;
      spent.set(key, true, keepMs);
      return true;
    },
  };
}
