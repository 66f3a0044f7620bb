import { requirePermission, type TokenService } from '@ably-auth/server';
import { answer, CROSS_ORIGIN, negotiate, readBody, readValue, type Route } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS } from '@ably-auth/validation/error-codes';
import type { Apps, Endpoint, ProvisionedApp } from './apps.js';
import { readAppSetup } from './app-setup.js';
import { readChannelName } from './channel-name.js';
import type { Page } from './channel.js';
import { linksOf, readHistoryQuery } from './history-query.js';
import type { SandboxLimits } from './limits.js';
import type { Hub } from './realtime/hub.js';
import { writeMessage, type NewMessage } from './message.js';
import { requireOwnOrigin } from './origin.js';
import { readMessages } from './read-messages.js';

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
    publish(context),
    history(context, 'messages'),
    history(context, 'history'),
    channelStatus(context),
    stats(context),
  ];
}

/** Makes an app, as the provisioner of Ably's own sandbox does. Nobody has a key yet, so that anyone may ask for one. */
function createApp({ apps, limits, url }: SandboxContext): Route {
  return {
    name: 'createApp',
    method: 'POST',
    path: '/apps',
    async handle(incoming) {
      requireOwnOrigin(incoming.headers);
      const setup = readAppSetup(await readBody(incoming), limits.keysPerApp);
      const app: ProvisionedApp = { ...apps.provision(setup), ...endpointOf(url, incoming.headers.get('host')) };
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

/** Publishes messages: all of a request, or none. */
function publish({ apps, now, authenticate }: SandboxContext): Route {
  return {
    name: 'publish',
    method: 'POST',
    path: '/channels/:channel/messages',
    async handle(incoming, { params }) {
      // Read before anything is refused: a client that still sends may not hear why.
      const body = await readValue(incoming);
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      const messages = readMessages(body).map((message): NewMessage => {
        const { clientId: named, ...rest } = message;
        const clientId = requirePermission(principal, channel, 'publish', named); // RSA7a1, RSA8f1 to RSA8f4
        return clientId === undefined ? rest : { ...rest, clientId };
      });
      const published = (await apps.channelsOf(principal.appId)).open(channel).publish(messages, now());
      const serials = published.map(({ serial = null }) => serial);
      return answer(201, { channel, messageId: published[0]?.id, serials }, incoming.headers);
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

/** Without Realtime nobody is ever attached. */
const NOBODY = {
  connections: 0,
  publishers: 0,
  subscribers: 0,
  presenceConnections: 0,
  presenceMembers: 0,
  presenceSubscribers: 0,
};

/** Describes a channel as ChannelDetails. */
function channelStatus({ authenticate }: SandboxContext): Route {
  return {
    name: 'channelStatus',
    method: 'GET',
    path: '/channels/:channel',
    async handle(incoming, { params }) {
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      requirePermission(principal, channel, 'channel-metadata');
      // Asking for it makes a channel active.
      const status = { isActive: true, occupancy: { metrics: NOBODY } };
      return answer(200, { channelId: channel, name: channel, status }, incoming.headers);
    },
  };
}

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
