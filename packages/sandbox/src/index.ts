import type { TokenService, TokenServiceOptions } from '@ably-auth/server';
import { buildService, toKeyDirectory } from '@ably-auth/server/internal';
import { requireOptions } from '@ably-auth/validation/internal';
import { Apps } from './apps.js';
import { readLimits, type SandboxLimits } from './limits.js';
import { MemoryBudget } from './memory-budget.js';
import { sandboxRoutes } from './routes.js';

export type { ProvisionedApp, ProvisionedKey } from './apps.js';
export type { SandboxLimits } from './limits.js';

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
 * /channels/:name/history`, `GET /stats`), with authentication, capability and identity enforced. Anyone who reaches it may
 * make an app: let it listen on this machine alone. It has no Realtime.
 *
 * @param options stores, clock (ms since the epoch), keys and limits where the defaults do not do
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
export function createSandbox(options: SandboxOptions = {}): TokenService {
  requireOptions(options, '{ keys, url, limits, … }');
  const { keys, url, limits: given = {}, ...serviceOptions } = options;
  const limits = readLimits(given);
  if (url !== undefined && !URL.canParse(url)) throw new TypeError('url: expected a URL');
  const configured = keys === undefined ? undefined : toKeyDirectory(keys);
  const apps = new Apps(configured, limits, new MemoryBudget(limits.totalBytes));
  return buildService({ ...serviceOptions, keys: apps }, (service) =>
    sandboxRoutes({ ...service, apps, limits, url: url === undefined ? undefined : new URL(url) }),
  );
}
