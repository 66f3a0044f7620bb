import { threeResourcesText } from '../samples.js';

/** The servers of the bench: the service with either store, and a server that reads the body and answers a constant. */
export type Competitor = 'constant' | 'memory' | 'redis';

export const KEY = 'xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2';

/** What every request asks for. */
export const PARAMS = { clientId: 'alice', capability: threeResourcesText } as const;
