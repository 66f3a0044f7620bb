import { requirePermission } from '@ably-auth/server';
import { answer, negotiate, type MediaType, type Route } from '@ably-auth/server/internal';
import { readChannelName } from './channel-name.js';
import type { Channel } from './channel.js';
import { linksOf, readHistoryQuery } from './history-query.js';
import type { HistoryQuery, Page } from './log.js';
import { writeMessage } from './message.js';
import { writeMember, type PresenceMessage } from './realtime/presence.js';
import type { SandboxContext } from './routes.js';

/** Something of a channel that is read page by page. */
type List<Item> = {
  readonly name: string;
  readonly path: string;
  /** What the capability must permit. */
  readonly operation: string;
  readonly find: (channel: Channel, page: HistoryQuery, query: URLSearchParams) => Page<Item>;
  readonly write: (item: Item, type: MediaType) => object;
};

const MESSAGES = {
  name: 'history',
  operation: 'history',
  find: (channel: Channel, page: HistoryQuery) => channel.history(page),
  write: writeMessage,
};

const PRESENCE_HISTORY: List<PresenceMessage> = {
  name: 'presenceHistory',
  path: 'presence/history',
  operation: 'history',
  find: (channel, page) => channel.presenceHistory(page),
  write: writeMember,
};

const PRESENCE: List<PresenceMessage> = {
  name: 'presence',
  path: 'presence',
  operation: 'subscribe',
  find: (channel, { limit, from = 0 }, query) => {
    // ably-ruby writes the names of its own options.
    const clientId = query.get('clientId') ?? query.get('client_id');
    const connectionId = query.get('connectionId') ?? query.get('connection_id');
    const asked = channel.presence
      .all()
      .filter((member) => (clientId ?? member.clientId) === member.clientId)
      .filter((member) => (connectionId ?? member.connectionId) === member.connectionId);
    const next = from + limit;
    return { items: asked.slice(from, next), next: next < asked.length ? next : undefined };
  },
  write: writeMember,
};

/** The routes that read messages, which two paths of Ably's REST API lead to, and members. */
export function listRoutes(context: SandboxContext): readonly Route[] {
  return [
    list(context, { ...MESSAGES, path: 'messages' }),
    list(context, { ...MESSAGES, path: 'history' }),
    list(context, PRESENCE_HISTORY),
    list(context, PRESENCE),
  ];
}

function list<Item>({ apps, authenticate }: SandboxContext, { name, path, operation, find, write }: List<Item>): Route {
  return {
    name,
    method: 'GET',
    path: `/channels/:channel/${path}`,
    async handle(incoming, { params, query }) {
      const principal = await authenticate(incoming);
      const channelName = readChannelName(params['channel'] as string);
      requirePermission(principal, channelName, operation);
      const page = readHistoryQuery(query);
      const channel = (await apps.channelsOf(principal.appId)).find(channelName);
      const { items, next } = channel === undefined ? { items: [], next: undefined } : find(channel, page, query);
      const type = negotiate(incoming.headers.get('accept'));
      const written = items.map((item) => write(item, type));
      const link = linksOf(path.slice(path.lastIndexOf('/') + 1), query, next);
      return answer(200, written, incoming.headers, { link });
    },
  };
}
