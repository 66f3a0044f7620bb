import type { Trial } from './trial.js';
import { badInput } from './trials/bad-input.js';
import { clocks } from './trials/clocks.js';
import { duplicates } from './trials/duplicates.js';
import { failover } from './trials/failover.js';
import { memoryFull } from './trials/memory-full.js';
import { redisFrozen, redisKilled } from './trials/redis-killed.js';
import { rolling } from './trials/rolling.js';
import { serviceKilled } from './trials/service-killed.js';
import { soak } from './trials/soak.js';
import { evicted, flushed, restartedEmpty } from './trials/store-lost.js';

/** Every trial, in the order of the report. */
export const trials: readonly Trial[] = [
  duplicates,
  clocks,
  redisKilled,
  redisFrozen,
  flushed,
  restartedEmpty,
  evicted,
  failover,
  serviceKilled,
  rolling,
  soak,
  badInput,
  memoryFull,
];
