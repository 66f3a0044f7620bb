import type { TokenStore } from '../token-store.js';
import { ExpiringEntries, type MemoryStoreOptions } from './expiring-entries.js';

/**
 * Keeps the claims of large tokens in the memory of this process: only it knows them, and they end with it.
 *
 * @param options `maxEntries`, 10 000 by default (up to 128 KiB each): a full store refuses further large tokens with
 *   50003; `clock` in ms
 * @example
 * import { createMemoryTokenStore } from '@ably-auth/server';
 * const store = createMemoryTokenStore();
 * await store.put('id', '{}', 60_000);
 * console.log(await store.get('id')); // {}
 */
export function createMemoryTokenStore({ maxEntries = 10_000, ...options }: MemoryStoreOptions = {}): TokenStore {
  const tokens = new ExpiringEntries<string>({ maxEntries, ...options });
  return {
    async put(id, claims, keepMs) {
      tokens.set(id, claims, keepMs);
    },
    async get(id) {
      return tokens.get(id);
    },
  };
}
