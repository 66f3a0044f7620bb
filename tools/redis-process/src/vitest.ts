import { describe } from 'vitest';
import { hasRedis } from './index.js';

/** A group of tests that need a Redis. Without redis-server they are skipped, and the title says why. */
export const describeWithRedis: (name: string, tests: () => void) => void = hasRedis()
  ? (name, tests) => describe(name, tests)
  : (name, tests) => describe.skip(`${name} (skipped: redis-server is not installed)`, tests);
