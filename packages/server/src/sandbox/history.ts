import { authorize } from '../authorize.js';
import { answer } from '../http/answer.js';
import { negotiate } from '../http/media-type.js';
import type { Route } from '../http/router.js';
import type { Page } from './channel.js';
import { readChannelName } from './channel-name.js';
import type { SandboxContext } from './context.js';
import { linksOf, readHistoryQuery } from './history-query.js';
import { writeMessage } from './write-message.js';

const NOTHING: Page = { messages: [], next: undefined };

/** Reads messages back, page by page; both paths of Ably's REST API lead here. */
export function historyRoutes({ apps, authenticate }: SandboxContext): readonly Route[] {
  return ['messages', 'history'].map((path) => ({
    name: 'history',
    method: 'GET',
    path: `/channels/:channel/${path}`,
    async handle(incoming, { params, query }) {
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      authorize(principal, channel, 'history');
      const asked = readHistoryQuery(query);
      const { messages, next } = (await apps.channelsOf(principal.appId)).find(channel)?.history(asked) ?? NOTHING;
      const type = negotiate(incoming.headers.get('accept'));
      const items = messages.map((message) => writeMessage(message, type));
      return answer(200, items, incoming.headers, { link: linksOf(path, query, next) });
    },
  }));
}
