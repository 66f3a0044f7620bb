import { createTokenService } from '@ably-auth/server';
import { listen } from '@ably-auth/server/node';
import { connectRedis, createRedisStores, sharedSealingKeys } from '@ably-auth/server/redis';
import { KEYS } from './keys.js';

// A service in a process of its own: `node --expose-gc service-process.js [<url of Redis>]`.

/** What the parent may tell and ask. */
export type Question = { readonly clockOffsetMs: number } | 'heap';

let clockOffsetMs = 0;
const [, , url] = process.argv;

process.on('disconnect', () => process.exit());
process.on('message', (question: Question) => {
  if (question === 'heap') {
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
  } else {
    ({ clockOffsetMs } = question);
    process.send?.(clockOffsetMs);
  }
});

const redis = url === undefined ? undefined : await connectRedis(url);
const shared = redis && { ...createRedisStores({ redis }), sealingKeys: await sharedSealingKeys(redis) };
const service = createTokenService({ keys: KEYS, now: () => Date.now() + clockOffsetMs, ...shared });
process.send?.((await listen(service, { port: 0 })).url);
