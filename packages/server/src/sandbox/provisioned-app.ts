import type { Namespace } from './app-setup.js';
import type { WhereReached } from './where-reached.js';

/** A new key, as whoever made the app is told of it: the only time that its secret is told. */
export type ProvisionedKey = {
  /** The part of the key name behind the dot. */
  readonly id: string;
  /** The secret. */
  readonly value: string;
  readonly keyName: string;
  readonly keySecret: string;
  /** The whole key. */
  readonly keyStr: string;
  /** Canonical text. */
  readonly capability: string;
  readonly revocableTokens: boolean;
};

/** A new app, as `POST /apps` answers it; where clients reach it is absent where that is not known. */
export type ProvisionedApp = {
  readonly accountId: string;
  readonly appId: string;
  readonly keys: readonly [ProvisionedKey, ...ProvisionedKey[]];
  readonly namespaces: readonly Namespace[];
} & Partial<WhereReached>;
