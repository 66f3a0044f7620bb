import { requirePermission, type TokenService } from '@ably-auth/server';
import {
  answer,
  CROSS_ORIGIN,
  negotiate,
  readBody,
  readValue,
  unknownRoute,
  type Route,
} from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS } from '@ably-auth/validation/error-codes';
import type { Apps, Endpoint, ProvisionedApp } from './apps.js';
import { readAppSetup } from './app-setup.js';
import { readChannelName } from './channel-name.js';
import type { Page } from './channel.js';
import { linksOf, readHistoryQuery } from './history-query.js';
import type { SandboxLimits } from './limits.js';
import type { Hub } from './realtime/hub.js';
import { writeMember } from './realtime/presence.js';
import { batchRoutes } from './batch-routes.js';
import { writeMessage } from './message.js';
import { membersOf, occupancyOf, publishTo } from './on-channels.js';
import { requireOwnOrigin } from './origin.js';

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
    presence(context),
    ...batchRoutes(context),
    requestTokenByGet,
    history(context, 'messages'),
    history(context, 'history'),
    channelStatus(context),
    stats(context),
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
    async handle(incoming, { params }) {
      // Read before anything is refused: a client that still sends may not hear why.
      const body = await readValue(incoming);
      const principal = await authenticate(incoming);
      const channels = await apps.channelsOf(principal.appId);
      const published = publishTo(params['channel'] as string, body, { principal, channels, now, hub: hub() });
      return answer(201, published, incoming.headers);
    },
  };
}

const NOTHING: Page = { messages: [], next: undefined };

/** Reads messages back, page by page; two paths of Ably's REST API lead here. */
function history({ apps, authenticate }: SandboxContext, path: 'messages' | 'history'): Route {
  return {
    name: 'history',
    method: 'GET',
    path: `/channels/:channel/${path}`,
    async handle(incoming, { params, query }) {
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      requirePermission(principal, channel, 'history');
      const asked = readHistoryQuery(query);
      const { messages, next } = (await apps.channelsOf(principal.appId)).find(channel)?.history(asked) ?? NOTHING;
      const type = negotiate(incoming.headers.get('accept'));
      const items = messages.map((message) => writeMessage(message, type));
      return answer(200, items, incoming.headers, { link: linksOf(path, query, next) });
    },
  };
}

/** Lists who is present. */
function presence({ apps, authenticate }: SandboxContext): Route {
  return {
    name: 'presence',
    method: 'GET',
    path: '/channels/:channel/presence',
    async handle(incoming, { params, query }) {
      const principal = await authenticate(incoming);
      const channels = await apps.channelsOf(principal.appId);
      const members = membersOf(params['channel'] as string, { principal, channels });
      const only = (name: 'clientId' | 'connectionId') => query.get(name);
      const asked = members.filter(
        ({ clientId, connectionId }) =>
          (only('clientId') ?? clientId) === clientId && (only('connectionId') ?? connectionId) === connectionId,
      );
      const { limit } = readHistoryQuery(query);
      const type = negotiate(incoming.headers.get('accept'));
      const items = asked.slice(0, limit).map((member) => writeMember(member, type));
      return answer(200, items, incoming.headers, { link: linksOf('presence', query, undefined) });
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

/** An empty page of statistics: what counts is who may ask. They are about the app, so about resource `*`. */
function stats({ authenticate }: SandboxContext): Route {
  return {
    name: 'stats',
    method: 'GET',
    path: '/stats',
    async handle(incoming) {
      requirePermission(await authenticate(incoming), '*', 'stats');
      return answer(200, [], incoming.headers);
    },
  };
}
