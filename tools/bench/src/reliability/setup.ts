import { createSigner } from '@ably-auth/core/sync';
import { createTokenService } from '@ably-auth/server';
import { connectRedis, createRedisStore, sharedSealingKeys } from '@ably-auth/server/redis';
import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { inParallel } from './client.js';
import { KEY, KEYS } from './keys.js';
import { DURABLE, RedisProcess } from '@ably-auth/redis-process';
import { ServiceChild } from './service-child.js';

/** Two services, each a process, on one Redis. */
export type Setup = {
  readonly redis: RedisProcess;
  readonly services: readonly [ServiceChild, ServiceChild];
  /** How many of these tokens a third service does not take. */
  readonly countRefused: (tokens: readonly string[]) => Promise<number>;
};

/** Prepares a trial, and always clears it. */
export async function withSetup<Result>(play: (setup: Setup) => Promise<Result>): Promise<Result> {
  const redis = await RedisProcess.start(DURABLE);
  const started: ServiceChild[] = [];
  const start = async () => {
    const service = await ServiceChild.start(redis.url, 'durable');
    started.push(service);
    return service;
  };
  try {
    const services = [await start(), await start()] as const;
    return await play({ redis, services, countRefused: (tokens) => countRefused(redis.url, tokens) });
  } finally {
    await Promise.all(started.map((service) => service.kill()));
    await redis.remove();
  }
}

/** Makes and sends requests until it is ended: so many made at a time, so many on their way. */
export function startLoad(made: number, width: number, send: (request: TokenRequest) => Promise<unknown>) {
  const over = new AbortController();
  const load = async () => {
    while (!over.signal.aborted) await inParallel(signMany(made), width, send);
  };
  const running = load();
  return async () => {
    over.abort();
    await running;
  };
}

async function countRefused(url: string, tokens: readonly string[]): Promise<number> {
  const redis = await connectRedis(url);
  const sealingKeys = await sharedSealingKeys(redis);
  const store = await createRedisStore({ redis, isDurable: true });
  const service = createTokenService({ keys: KEYS, store, sealingKeys });
  let refused = 0;
  for (const token of tokens) {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    await service.authenticate({ headers }).catch(() => refused++);
  }
  redis.disconnect();
  return refused;
}

const signer = createSigner(KEY);
const LARGE = JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`channel:${i}`, ['publish']])));

/** Signed requests; the token of one in twenty is so large that it lies in Redis. */
export function signMany(count: number, params: TokenParams = {}): TokenRequest[] {
  return Array.from({ length: count }, (_, i) =>
    signer.createTokenRequest({ clientId: `client-${i}`, ...(i % 20 === 0 ? { capability: LARGE } : {}), ...params }),
  );
}
