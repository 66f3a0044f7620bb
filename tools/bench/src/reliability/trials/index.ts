import type { Trial } from '../trial.js';
import { badInput } from './bad-input.js';
import { clocks } from './clocks.js';
import { duplicates } from './duplicates.js';
import { failover } from './failover.js';
import { memoryFull } from './memory-full.js';
import { redisFrozen, redisKilled } from './redis-killed.js';
import { rolling } from './rolling.js';
import { serviceKilled } from './service-killed.js';
import { soak } from './soak.js';
import { evicted, flushed, restartedEmpty } from './store-lost.js';

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
