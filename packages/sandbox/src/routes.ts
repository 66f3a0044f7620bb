import { requirePermission, type TokenService } from '@ably-auth/server';
import { answer, CROSS_ORIGIN, readBody, readValue, unknownRoute, type Route } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS } from '@ably-auth/validation/error-codes';
import type { Apps, Endpoint, ProvisionedApp } from './apps.js';
import { readAppSetup } from './app-setup.js';
import { readChannelName } from './channel-name.js';
import type { SandboxLimits } from './limits.js';
import type { Hub } from './realtime/hub.js';
import { batchRoutes } from './batch-routes.js';
import { listRoutes } from './list-routes.js';
import { occupancyOf, publishTo, requirePublishable } from './on-channels.js';
import { requireOwnOrigin } from './origin.js';
import { statsRoutes } from './stats-routes.js';

/** What the routes of a sandbox work on. */
export type SandboxContext = Pick<TokenService, 'authenticate'> & {
  readonly apps: Apps;
  readonly limits: SandboxLimits;
  readonly now: () => number;
  readonly hub: () => Hub;
  /** Where clients reach the sandbox, if not where their requests go. */
  readonly url: URL | undefined;
};

/** The routes that a sandbox adds to those of the token service. */
export function sandboxRoutes(context: SandboxContext): readonly Route[] {
  return [
    createApp(context),
    deleteApp(context),
    publish(context, 'messages'),
    publish(context, 'publish'),
    ...listRoutes(context),
    ...batchRoutes(context),
    requestTokenByGet,
    channelStatus(context),
    ...statsRoutes(context),
  ];
}

/** Makes an app, as the provisioner of Ably's own sandbox does. Nobody has a key yet, so that anyone may ask for one. */
function createApp({ apps, limits, now, url }: SandboxContext): Route {
  return {
    name: 'createApp',
    method: 'POST',
    path: '/apps',
    async handle(incoming) {
      requireOwnOrigin(incoming.headers);
      const setup = readAppSetup(await readBody(incoming), limits.keysPerApp);
      const app: ProvisionedApp = { ...apps.provision(setup, now()), ...endpointOf(url, incoming.headers.get('host')) };
      return answer(201, app, incoming.headers);
    },
  };
}

/** Where clients reach the sandbox: the URL that it was given, else the one that this request came to, without TLS. */
function endpointOf(url: URL | undefined, host: string | null): Partial<Endpoint> {
  const reached = url ?? (host !== null && URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined);
  if (reached === undefined) return {};
  const tls = reached.protocol === 'https:';
  return { endpoint: reached.hostname, port: reached.port === '' ? (tls ? 443 : 80) : Number(reached.port), tls };
}

function deleteApp({ apps, authenticate, hub }: SandboxContext): Route {
  return {
    name: 'deleteApp',
    method: 'DELETE',
    path: '/apps/:appId',
    async handle(incoming, { params: { appId } }) {
      const principal = await authenticate(incoming);
      if (principal.method !== 'basic' || principal.appId !== appId) {
        throw new AblyAuthError(INVALID_CREDENTIALS, 'Authorization header: expected a key of the app in the path', {
          remediation: 'Send Basic auth with one of the keys of the app.',
        });
      }
      apps.delete(appId);
      hub().appDeleted(appId);
      return { status: 204, headers: CROSS_ORIGIN, body: '' };
    },
  };
}

/** Publishes messages; two paths of Ably's REST API lead here. */
function publish({ apps, now, hub, authenticate }: SandboxContext, path: 'messages' | 'publish'): Route {
  return {
    name: 'publish',
    method: 'POST',
    path: `/channels/:channel/${path}`,
    async handle(incoming, { params, query }) {
      requirePublishable(incoming.headers, query);
      // Read before anything else is refused: a client that still sends may not hear why.
      const body = await readValue(incoming);
      const principal = await authenticate(incoming);
      const channels = await apps.channelsOf(principal.appId);
      const published = publishTo(params['channel'] as string, body, { principal, channels, now, hub: hub() });
      return answer(201, published, incoming.headers);
    },
  };
}

/** Describes a channel as ChannelDetails. */
function channelStatus({ apps, authenticate }: SandboxContext): Route {
  return {
    name: 'channelStatus',
    method: 'GET',
    path: '/channels/:channel',
    async handle(incoming, { params }) {
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      requirePermission(principal, channel, 'channel-metadata');
      const metrics = occupancyOf((await apps.channelsOf(principal.appId)).find(channel));
      // Asking for it makes a channel active.
      const status = { isActive: true, occupancy: { metrics } };
      return answer(200, { channelId: channel, name: channel, status }, incoming.headers);
    },
  };
}

/** Suites take this path for one that is not there; the token service names the methods that it has. */
const requestTokenByGet: Route = {
  name: 'requestTokenByGet',
  method: 'GET',
  path: '/keys/:keyName/requestToken',
  handle() {
    throw unknownRoute();
  },
};
