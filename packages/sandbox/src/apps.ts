import { canonicalizeCapability } from '@ably-auth/capability';
import { hostKey, type HostedKey, type KeyDirectory } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { NOT_FOUND } from '@ably-auth/validation/error-codes';
import type { AppSetup, Namespace } from './app-setup.js';
import { AppChannels } from './app-channels.js';
import type { SandboxLimits } from './limits.js';
import { full, type MemoryBudget } from './memory-budget.js';
import type { NewPresence, PresenceMessage } from './realtime/presence.js';

/** The client options that lead to the sandbox. */
export type Endpoint = { readonly endpoint: string; readonly port: number; readonly tls: boolean };

/** A new key, as the answer of `POST /apps` has it: the only time that its secret is shown. */
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

/** A new app, as `POST /apps` answers it; without an endpoint if that is not known. */
export type ProvisionedApp = {
  readonly accountId: string;
  readonly appId: string;
  readonly keys: readonly [ProvisionedKey, ...ProvisionedKey[]];
  readonly namespaces: readonly Namespace[];
} & Partial<Endpoint>;

type App = { readonly keys: ReadonlyMap<string, HostedKey>; readonly channels: AppChannels; readonly bytes: number };

/** What a setup costs once it is read, as a multiple of its own length: capabilities become trees. */
const SETUP_FACTOR = 32;
const APP_OVERHEAD = 4096;

/** The apps of a sandbox: those that were provisioned, and those of keys that it was configured with. */
export class Apps implements KeyDirectory {
  readonly #provisioned = new Map<string, App>();
  readonly #configured: KeyDirectory | undefined;
  readonly #channelsOfConfigured = new Map<string, AppChannels>();
  readonly #limits: SandboxLimits;
  readonly #budget: MemoryBudget;

  constructor(configured: KeyDirectory | undefined, limits: SandboxLimits, budget: MemoryBudget) {
    this.#configured = configured;
    this.#limits = limits;
    this.#budget = budget;
  }

  find(keyName: string): HostedKey | undefined | Promise<HostedKey | undefined> {
    const app = this.#provisioned.get(keyName.slice(0, keyName.indexOf('.')));
    return app === undefined ? this.#configured?.find(keyName) : app.keys.get(keyName);
  }

  hosts(appId: string): boolean | Promise<boolean> {
    return this.#provisioned.has(appId) || (this.#configured?.hosts(appId) ?? false);
  }

  /** Whether a text has the form that the ids of provisioned apps have. */
  isAppId(text: string): boolean {
    return /^[0-9a-f]{16}$/.test(text);
  }

  /** Makes an app with new keys. @throws {AblyAuthError} 50003 if there are too many */
  provision(setup: AppSetup, now: number): ProvisionedApp {
    if (this.#provisioned.size >= this.#limits.apps) throw full('another app');
    const appId = hex(8);
    const keys = new Map<string, HostedKey>();
    const described = setup.keys.map((each, i): ProvisionedKey => {
      const id = `${i}${hex(4)}`;
      const value = hex(24);
      const keyName = `${appId}.${id}`;
      const keyStr = `${keyName}:${value}`;
      const key = hostKey({ ...each, key: keyStr });
      keys.set(keyName, key);
      const capability = canonicalizeCapability(key.capability);
      return { id, value, keyName, keySecret: value, keyStr, capability, revocableTokens: key.revocableTokens };
    });
    // Taken last: a key that is refused takes nothing.
    const { channels: fixtures, ...counted } = setup;
    const bytes = APP_OVERHEAD + SETUP_FACTOR * JSON.stringify(counted).length;
    const channels = new AppChannels(this.#limits, this.#budget);
    try {
      for (const { name, presence } of fixtures) {
        channels.open(name).enter(presence.map((member, i) => toFixture(member, i, now)));
      }
      this.#budget.take(bytes);
    } catch (error) {
      channels.clear();
      throw error;
    }
    this.#provisioned.set(appId, { keys, channels, bytes });
    return {
      accountId: 'sandbox',
      appId,
      keys: described as [ProvisionedKey, ...ProvisionedKey[]],
      namespaces: setup.namespaces,
    };
  }

  /** Deletes a provisioned app, its keys and its messages. @throws {AblyAuthError} 40400 if there is no such app */
  delete(appId: string): void {
    const app = this.#provisioned.get(appId);
    if (app === undefined) throw noSuchApp();
    this.#provisioned.delete(appId);
    app.channels.clear();
    this.#budget.give(app.bytes);
  }

  /** The channels of an app. @throws {AblyAuthError} 40400 if it was deleted meanwhile */
  async channelsOf(appId: string): Promise<AppChannels> {
    const found = this.#provisioned.get(appId)?.channels ?? this.#channelsOfConfigured.get(appId);
    if (found !== undefined) return found;
    if (!(await this.#configured?.hosts(appId))) throw noSuchApp();
    const channels = this.#channelsOfConfigured.get(appId) ?? new AppChannels(this.#limits, this.#budget);
    this.#channelsOfConfigured.set(appId, channels);
    return channels;
  }
}

/** A member that no connection entered. */
function toFixture({ clientId = '', ...member }: NewPresence, index: number, timestamp: number): PresenceMessage {
  return { ...member, clientId, connectionId: 'fixtures', id: `fixtures:${index}:0`, timestamp };
}

function noSuchApp(): AblyAuthError {
  return new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, 'app: no such app, or it was deleted');
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
