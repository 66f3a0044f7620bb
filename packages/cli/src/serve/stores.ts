import { createMemoryStore, type SealingKey, type Store } from '@ably-auth/server';
import type { RedisStoreEvent } from '@ably-auth/server/redis';
import { NotStarted, UsageError } from '../failure.js';
import type { RedisConfig } from './config-file.js';
import { describe } from './log.js';

/** Where the service keeps what it must remember. */
export type OpenStore = {
  readonly store: Store;
  readonly sealingKeys: readonly SealingKey[];
  /** For people: `memory`, or the address of Redis. */
  readonly name: string;
  /** The connection to Redis, for what else counts there. */
  readonly redis?: object;
  close(): void;
};

/** What a store in Redis is opened with. */
export type RedisSettings = RedisConfig & {
  readonly isNewStore: boolean;
  /** What all instances must have in common, beside the sealing keys. */
  readonly configuration: () => unknown;
  readonly onEvent: (event: RedisStoreEvent) => void;
};

/** A store in memory, or in Redis; the sealing keys given, or else those that all instances share. */
export async function openStore(
  settings: RedisSettings | undefined,
  sealingKeys: readonly SealingKey[],
): Promise<OpenStore> {
  if (settings === undefined) {
    return { store: createMemoryStore(), sealingKeys, name: 'memory', close: () => undefined };
  }
  const { url, durable = false, isNewStore, configuration, onEvent } = settings;
  const prefix = settings.prefix === undefined ? {} : { prefix: settings.prefix };
  const { connectRedis, createRedisStore, sharedSealingKeys } = await import('@ably-auth/server/redis');
  let redis: Awaited<ReturnType<typeof connectRedis>> | undefined;
  try {
    redis = await connectRedis(url);
    const used = sealingKeys.length > 0 ? sealingKeys : await sharedSealingKeys(redis, settings.prefix);
    const store = await createRedisStore({
      redis,
      ...prefix,
      isNewStore,
      isDurable: durable,
      // Those that this instance seals with: after a loss, one that starts later may have made others.
      configuration: () => JSON.stringify([configuration(), used]),
      onEvent,
    });
    return {
      store,
      sealingKeys: used,
      name: `Redis at ${addressOf(url)}`,
      redis,
      close: () => redis?.disconnect(),
    };
  } catch (error) {
    redis?.disconnect(); // a connection that stays open keeps the process alive
    if (error instanceof TypeError) throw new UsageError(`Redis: ${error.message}`);
    throw new NotStarted(`Redis at ${addressOf(url)}: ${describe(error)}`);
  }
}

/** Hosts and ports alone: the URL may hold a password. */
function addressOf(url: string): string {
  return /^[\w+]+:\/\/(?:[^@]*@)?([^/]*)/.exec(url)?.[1] ?? 'an unknown address';
}
