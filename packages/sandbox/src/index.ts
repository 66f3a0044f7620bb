import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  createMemoryStore,
  type Incoming,
  type Outgoing,
  type Store,
  type TokenService,
  type TokenServiceOptions,
} from '@ably-auth/server';
import {
  answerError,
  buildService,
  fromRequest,
  requireMethods,
  STORE_METHODS,
  toKeyDirectory,
  toResponse,
} from '@ably-auth/server/internal';
import { requireFunction, requireOptions } from '@ably-auth/validation/internal';
import { adminRoutes } from './admin-routes.js';
import { Apps } from './apps.js';
import { SandboxClock } from './clock.js';
import { readLimits, type SandboxLimits } from './limits.js';
import { MemoryBudget } from './memory-budget.js';
import { Overrides } from './overrides.js';
import { bearerOf } from './realtime/handshake.js';
import { Hub } from './realtime/hub.js';
import { createUpgrade } from './realtime/upgrade.js';
import { sandboxRoutes } from './routes.js';

export type { ProvisionedApp, ProvisionedKey } from './apps.js';
export type { SandboxLimits } from './limits.js';

/** What a sandbox is made of: the options of a token service, whose keys it does not need. */
export type SandboxOptions = Omit<TokenServiceOptions, 'keys'> & {
  /** Keys that are there from the start, beside those of the apps that are provisioned; none by default. */
  readonly keys?: TokenServiceOptions['keys'];
  /** Where clients reach the sandbox; by default where the request that provisions reached it, without TLS. */
  readonly url?: string;
  /** What bounds it, where the defaults do not suit. */
  readonly limits?: Partial<SandboxLimits>;
};

/** A sandbox: a token service that takes WebSockets as well. */
export type Sandbox = TokenService & {
  /** Takes a WebSocket: a listener of the `upgrade` event of Node's http server. `listen` adds it by itself. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Disconnects all clients, as `close` of `listen` does.
   *
   * @param graceMs how long they may take to close, in ms
   */
  endUpgraded(graceMs: number): Promise<void>;
};

/**
 * Makes a sandbox for tests of SDKs: a token service that makes apps (`POST /apps`, `DELETE /apps/:appId`), and keeps
 * their channels in memory for REST and Realtime, with authentication, capability and identity enforced. Its routes
 * under `/sandbox` let a test control the clock, connections and tokens. Anyone who can reach it can create an app: let
 * it listen only on this machine.
 *
 * @param options stores, clock (ms since the epoch), keys and limits where the defaults do not suit
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40101 if a key is not a valid API key, 40000 if its capability is not valid
 * @example
 * import { createSandbox, type ProvisionedApp } from '@ably-auth/sandbox';
 * const sandbox = createSandbox();
 * const response = await sandbox.fetch(
 *   new Request('http://localhost/apps', { method: 'POST', body: '{"keys":[{}]}' }),
 * );
 * const { keys } = (await response.json()) as ProvisionedApp;
 * console.log(response.status, keys[0].capability); // 201 {"*":["*"]}
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  requireOptions(options, '{ keys, url, limits, … }');
  const { keys, url, limits: given = {}, now, store: givenStore, ...serviceOptions } = options;
  const limits = readLimits(given);
  if (url !== undefined && !URL.canParse(url)) throw new TypeError('url: expected a URL');
  requireFunction('now', now);
  const budget = new MemoryBudget(limits.totalBytes);
  const apps = new Apps(keys === undefined ? undefined : toKeyDirectory(keys), limits, budget);
  const clock = new SandboxClock(now);
  const store = givenStore ?? createMemoryStore({ now: () => clock.now() });
  requireMethods('store', store, STORE_METHODS);
  const overrides = new Overrides();
  const uptime = () => performance.now();

  const service = buildService(
    {
      ...serviceOptions,
      keys: apps,
      store: reporting(store, (keyName, appliesAt) => hub.revoked(keyName, appliesAt)),
    },
    (inner) => {
      const context = { ...inner, authenticate, apps, limits, hub: () => hub };
      return [
        ...sandboxRoutes({ ...context, url: url === undefined ? undefined : new URL(url) }),
        ...adminRoutes({ clock, overrides, hub: () => hub }),
      ];
    },
    0, // short tokens of two parts, as Ably's: suites look at their shape
  );
  async function authenticate(request: Parameters<TokenService['authenticate']>[0]) {
    overrides.requireToken(bearerOf(request.headers.get('authorization')));
    return service.authenticate(request);
  }
  const hub = new Hub({
    apps,
    clock,
    limits,
    budget,
    uptime,
    authenticate,
    requireTls: serviceOptions.requireTls === true,
    plannedRefusal: () => overrides.take('connect', '/'),
    onEvent: serviceOptions.onEvent,
  });

  async function handle(incoming: Incoming): Promise<Outgoing> {
    hub.tick();
    const isAdmin = incoming.path.startsWith('/sandbox/');
    const refused = isAdmin ? undefined : overrides.take('request', incoming.path);
    return refused === undefined ? service.handle(incoming) : answerError(refused, incoming.headers);
  }
  return {
    handle,
    authenticate,
    fetch: async (request) => toResponse(await handle(fromRequest(request, serviceOptions))),
    upgrade: createUpgrade(hub, { budget, uptime }),
    endUpgraded: (graceMs) => hub.shutDown(graceMs),
    drain: () => service.drain(),
  };
}

/** A store that tells of each revocation, so that connections which it is about end at once. */
function reporting(store: Store, revoked: (keyName: string, appliesAt: number) => void): Store {
  return {
    ...store,
    async revoke(keyName, targets, revocation) {
      const recorded = await store.revoke(keyName, targets, revocation);
      if (recorded.outcome === 'recorded') revoked(keyName, recorded.appliesAt);
      return recorded;
    },
  };
}
