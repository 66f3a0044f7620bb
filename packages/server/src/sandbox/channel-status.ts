import { authorize } from '../authorize.js';
import { answer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { readChannelName } from './channel-name.js';
import type { SandboxContext } from './context.js';

/** Without Realtime nobody is ever attached. */
const NOBODY = {
  connections: 0,
  publishers: 0,
  subscribers: 0,
  presenceConnections: 0,
  presenceMembers: 0,
  presenceSubscribers: 0,
};

/** Tells of a channel as ChannelDetails. */
export function channelStatusRoute({ authenticate }: Pick<SandboxContext, 'authenticate'>): Route {
  return {
    name: 'channelStatus',
    method: 'GET',
    path: '/channels/:channel',
    async handle(incoming, { params }) {
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      authorize(principal, channel, 'channel-metadata');
      // Asking for it makes a channel active.
      const status = { isActive: true, occupancy: { metrics: NOBODY } };
      return answer(200, { channelId: channel, name: channel, status }, incoming.headers);
    },
  };
}
