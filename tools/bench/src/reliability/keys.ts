import type { ServiceKey } from '@ably-auth/server';

export const KEY = 'appId.keyId:keySecret';
export const KEY_NAME = 'appId.keyId';

/** The keys of every service in the trials. */
export const KEYS: readonly ServiceKey[] = [{ key: KEY, capability: { '[*]*': ['*'] }, revocableTokens: true }];
