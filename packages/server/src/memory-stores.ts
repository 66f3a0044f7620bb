import { ExpiringEntries, type MemoryStoreOptions } from './expiring-entries.js';
import { mergeRevocation, REVOCATION_KEPT_MS, type Revocation, type RevocationStore } from './revocation-store.js';
import { requireMs, type NonceStore, type TokenStore } from './stores.js';

/**
 * Keeps spent nonces in the memory of this process, for a service of one instance. They are lost when it ends.
 *
 * @param options `maxEntries`, 1 000 000 by default (about 200 bytes each): a full store refuses with 50003 and never
 *   forgets a live nonce; `clock` in ms
 * @throws {TypeError} if an option is wrong
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

/**
 * Keeps revocations in the memory of this process.
 *
 * @param options `maxEntries`, the most targets at one time, 1 000 000 by default: a full store refuses further
 *   revocations with 50003; `clock` in ms
 * @throws {TypeError} if an option is wrong
 * @example
 * import { createMemoryRevocationStore } from '@ably-auth/server';
 * const store = createMemoryRevocationStore();
 * await store.revoke('appId.keyId', ['clientId:alice'], { issuedBefore: 1000, appliesAt: 1000 });
 * console.log(await store.isRevoked('appId.keyId', ['clientId:alice'], { issued: 999, now: 1000 })); // true
 */
export function createMemoryRevocationStore(options: MemoryStoreOptions = {}): RevocationStore {
  const revocations = new ExpiringEntries<readonly Revocation[]>(options);
  return {
    async revoke(keyName, targets, { issuedBefore, appliesAt }) {
      const revocation = {
        issuedBefore: requireMs('issuedBefore', issuedBefore),
        appliesAt: requireMs('appliesAt', appliesAt),
      };
      for (const target of targets) {
        const key = `${keyName}\n${target}`;
        revocations.set(key, mergeRevocation(revocations.get(key) ?? [], revocation), REVOCATION_KEPT_MS);
      }
    },
    async isRevoked(keyName, targets, { issued, now }) {
      requireMs('issued', issued);
      requireMs('now', now);
      if (revocations.size === 0) return false;
      return targets.some((target) =>
        revocations
          .get(`${keyName}\n${target}`)
          ?.some(({ issuedBefore, appliesAt }) => issued < issuedBefore && appliesAt <= now),
      );
    },
  };
}

/**
 * Keeps the claims of large tokens in the memory of this process: only it knows them, and they are lost when it ends.
 *
 * @param options `maxEntries`, 10 000 by default (up to 128 KiB each): a full store refuses further large tokens with
 *   50003; `clock` in ms
 * @throws {TypeError} if an option is wrong
 * @example
 * import { createMemoryTokenStore } from '@ably-auth/server';
 * const store = createMemoryTokenStore();
 * await store.put('id', '{}', 60_000);
 * console.log(await store.get('id')); // {}
 */
export function createMemoryTokenStore(options: MemoryStoreOptions = {}): TokenStore {
  const tokens = new ExpiringEntries<string>(options, 10_000);
  return {
    async put(id, claims, keepMs) {
      tokens.set(id, claims, keepMs);
    },
    async get(id) {
      return tokens.get(id);
    },
  };
}
