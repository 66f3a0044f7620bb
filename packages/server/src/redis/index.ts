export { connectRedis, sharedSealingKeys, type RedisClient } from './connect.js';
export { createRedisStore, type RedisStoreEvent, type RedisStoreOptions } from './store.js';
