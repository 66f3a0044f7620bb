import { createTokenService } from '@ably-auth/server';
import { listen } from '@ably-auth/server/node';
import { connectRedis, createRedisStore, sharedSealingKeys } from '@ably-auth/server/redis';
import { KEYS } from './keys.js';

// A service in a process of its own: `node --expose-gc service-process.js [<url of Redis> [durable]]`.

/** What the parent may tell and ask. */
export type Question = { readonly clockOffsetMs: number } | 'heap';

let clockOffsetMs = 0;
const [, , url, promise] = process.argv;

// The clock of this process, for all that runs in it.
const real = Date.now;
Date.now = () => real() + clockOffsetMs;

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
const shared = redis && {
  store: await createRedisStore({ redis, isNewStore: true, isDurable: promise === 'durable' }),
  sealingKeys: await sharedSealingKeys(redis),
};
const service = createTokenService({ keys: KEYS, ...shared });
process.send?.((await listen(service, { port: 0 })).url);
