export { createTokenService } from './create-token-service.js';
export type { Incoming, Outgoing } from './http/exchange.js';
export { hostKey, type HostedKey, type KeyDirectory, type ServiceKey } from './keys.js';
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.js';
export { requirePermission, type HeaderReader, type Principal } from './principal.js';
export type { RateLimiter } from './rate-limit.js';
export type { Admission, RevocationOutcome, RevocationRequest, Store } from './store.js';
export type { ServiceEvent, TokenService, TokenServiceOptions } from './token-service.js';
export { createSealingKey, type SealingKey } from './tokens/sealing-key.js';
