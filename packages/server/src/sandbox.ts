import { buildService } from './internal/build-service.js';
import { toKeyDirectory } from './key-directory.js';
import { Apps } from './sandbox/apps.js';
import { appRoutes } from './sandbox/app-routes.js';
import { channelStatusRoute } from './sandbox/channel-status.js';
import type { SandboxContext } from './sandbox/context.js';
import { historyRoutes } from './sandbox/history.js';
import { DEFAULT_LIMITS, type SandboxLimits } from './sandbox/limits.js';
import { MemoryBudget } from './sandbox/memory-budget.js';
import { publishRoute } from './sandbox/publish.js';
import { statsRoute } from './sandbox/stats.js';
import type { TokenService, TokenServiceOptions } from './token-service.js';

export type { SandboxLimits } from './sandbox/limits.js';
export type { ProvisionedApp, ProvisionedKey } from './sandbox/provisioned-app.js';

/** What a sandbox is made of: the options of a token service, whose keys it does not need. */
export type SandboxOptions = Omit<TokenServiceOptions, 'keys'> & {
  /** Keys that are there from the start, beside those of the apps that are provisioned; none by default. */
  readonly keys?: TokenServiceOptions['keys'];
  /** Where clients reach the sandbox; by default where the request that provisions reached it, without TLS. */
  readonly url?: string;
  /** What bounds it, where the defaults do not do. */
  readonly limits?: Partial<SandboxLimits>;
};

/**
 * Makes a sandbox for tests of SDKs: a token service that makes apps (`POST /apps`, `DELETE /apps/:appId`) and keeps
 * their channels in memory (`GET /channels/:name`, `POST` and `GET /channels/:name/messages`, `GET
 * /channels/:name/history`, `GET /stats`), with authentication, capability and identity enforced. Whoever reaches it
 * may make an app: let it listen on this machine alone. It has no Realtime.
 *
 * @param options stores, clock (ms since the epoch), keys and limits where the defaults do not do
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40101 if a key is no API key, 40000 if its capability is not valid
 * @example
 * import { createSandbox, type ProvisionedApp } from '@ably-auth/server/sandbox';
 * const sandbox = createSandbox();
 * const response = await sandbox.fetch(
 *   new Request('http://localhost/apps', { method: 'POST', body: '{"keys":[{}]}' }),
 * );
 * const { keys } = (await response.json()) as ProvisionedApp;
 * console.log(response.status, keys[0].capability); // 201 {"*":["*"]}
 */
export function createSandbox(options: SandboxOptions = {}): TokenService {
  const { keys, url, limits: given, ...serviceOptions } = options;
  const limits = { ...DEFAULT_LIMITS, ...given };
  const configured = keys === undefined ? undefined : toKeyDirectory(keys);
  const apps = new Apps(configured, limits, new MemoryBudget(limits.totalBytes));
  const { now = Date.now } = options;
  return buildService({ ...serviceOptions, keys: apps }, ({ authenticate }) => {
    const context: SandboxContext = {
      apps,
      limits,
      now,
      authenticate,
      url: url === undefined ? undefined : new URL(url),
    };
    return [
      ...appRoutes(context),
      publishRoute(context),
      ...historyRoutes(context),
      channelStatusRoute(context),
      statsRoute(context),
    ];
  });
}
