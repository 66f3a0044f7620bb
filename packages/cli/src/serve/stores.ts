import type { SealingKey, TokenServiceOptions } from '@ably-auth/server';
import { NotStarted, UsageError } from '../failure.js';
import { describe } from './log.js';

/** Where the service keeps what it must remember. */
export type Stores = {
  readonly options: Pick<TokenServiceOptions, 'nonceStore' | 'revocationStore' | 'tokenStore' | 'sealingKeys'>;
  /** For people: `memory`, or the address of Redis. */
  readonly name: string;
  /** The connection to Redis, for what else counts there. */
  readonly redis?: object;
  close(): void;
};

/** Stores in memory, or in the Redis of this URL; the sealing keys given, or else those that all instances share. */
export async function openStores(url: string | undefined, sealingKeys: readonly SealingKey[]): Promise<Stores> {
  const given = sealingKeys.length === 0 ? {} : { sealingKeys };
  if (url === undefined) return { options: given, name: 'memory', close: () => undefined };
  const address = addressOf(url);
  const { connectRedis, createRedisStores, sharedSealingKeys } = await import('@ably-auth/server/redis');
  let redis: Awaited<ReturnType<typeof connectRedis>> | undefined;
  try {
    redis = await connectRedis(url);
    const shared = sealingKeys.length > 0 ? given : { sealingKeys: await sharedSealingKeys(redis) };
    return {
      options: { ...createRedisStores({ redis }), ...shared },
      name: `Redis at ${address}`,
      redis,
      close: () => redis?.disconnect(),
    };
  } catch (error) {
    redis?.disconnect(); // a connection that stays open keeps the process alive
    throw new NotStarted(`Redis at ${address}: ${describe(error)}`);
  }
}

/** Host and port alone: the URL may hold a password. */
function addressOf(url: string): string {
  if (URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol)) return new URL(url).host;
  throw new UsageError('--redis: expected a URL such as redis://localhost:6379');
}
