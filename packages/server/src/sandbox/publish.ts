import { authorize } from '../authorize.js';
import { answer } from '../http/answer.js';
import { readValue } from '../http/read-body.js';
import type { Route } from '../http/router.js';
import { readChannelName } from './channel-name.js';
import type { SandboxContext } from './context.js';
import type { Draft } from './message.js';
import { readMessages } from './read-messages.js';

/** Publishes messages: all of a request, or none. */
export function publishRoute({ apps, now, authenticate }: SandboxContext): Route {
  return {
    name: 'publish',
    method: 'POST',
    path: '/channels/:channel/messages',
    async handle(incoming, { params }) {
      // Read before anything is refused: who hears of it while it still sends may not hear why.
      const body = await readValue(incoming);
      const principal = await authenticate(incoming);
      const channel = readChannelName(params['channel'] as string);
      const messages = readMessages(body).map((draft): Draft => {
        const { clientId: named, ...rest } = draft;
        const clientId = authorize(principal, channel, 'publish', named); // RSA7a1, RSA8f1 to RSA8f4
        return clientId === undefined ? rest : { ...rest, clientId };
      });
      const published = (await apps.channelsOf(principal.appId)).open(channel).publish(messages, now());
      return answer(
        201,
        {
          channel,
          messageId: published[0]?.id,
          serials: published.map(({ serial = null }) => serial),
        },
        incoming.headers,
      );
    },
  };
}
