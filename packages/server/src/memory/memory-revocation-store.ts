import { mergeRevocation } from '../internal/merge-revocation.js';
import { REVOCATION_KEPT_MS } from '../internal/revocation-kept.js';
import type { Revocation, RevocationStore } from '../revocation-store.js';
import { ExpiringEntries, type MemoryStoreOptions } from './expiring-entries.js';

/**
 * Remembers revocations in the memory of this process.
 *
 * @param options `maxEntries`, the most targets at one time, 1 000 000 by default: a full store refuses further
 *   revocations with 50003; `clock` in ms
 * @example
 * import { createMemoryRevocationStore } from '@ably-auth/server';
 * const store = createMemoryRevocationStore();
 * await store.revoke('appId.keyId', ['clientId:alice'], { issuedBefore: 1000, appliesAt: 1000 });
 * console.log(await store.isRevoked('appId.keyId', ['clientId:alice'], { issued: 999, now: 1000 })); // true
 */
export function createMemoryRevocationStore(options: MemoryStoreOptions = {}): RevocationStore {
  const revocations = new ExpiringEntries<readonly Revocation[]>(options);
  return {
    async revoke(keyName, targets, revocation) {
      for (const target of targets) {
        const key = `${keyName}\n${target}`;
        revocations.set(key, mergeRevocation(revocations.get(key) ?? [], revocation), REVOCATION_KEPT_MS);
      }
    },
    async isRevoked(keyName, targets, { issued, now }) {
      if (revocations.size === 0) return false;
      return targets.some((target) =>
        revocations
          .get(`${keyName}\n${target}`)
          ?.some(({ issuedBefore, appliesAt }) => issued < issuedBefore && appliesAt <= now),
      );
    },
  };
}
