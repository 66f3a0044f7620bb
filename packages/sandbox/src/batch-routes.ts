import { answer, negotiate, readValue, toAblyAuthError, type Route } from '@ably-auth/server/internal';
import { membersOf, publishTo } from './on-channels.js';
import { isObject, refusal } from './read-messages.js';
import { writeMember } from './realtime/presence.js';
import { toWireError } from './realtime/protocol.js';
import type { SandboxContext } from './routes.js';
import { isEarlyVersion } from './version.js';

/** Most channels of one batch. */
const BATCH_MAX_CHANNELS = 100;

/** The routes that ask about several channels at once, each of which is answered for itself (RSC22, RSC24). */
export function batchRoutes(context: SandboxContext): readonly Route[] {
  const { apps, authenticate, now, hub } = context;
  return [
    {
      name: 'batchPublish',
      method: 'POST',
      path: '/messages',
      async handle(incoming) {
        const body = await readValue(incoming);
        const principal = await authenticate(incoming);
        const channels = await apps.channelsOf(principal.appId);
        const specs = readSpecs(body);
        const asker = { principal, channels, now, hub: hub() };
        const results = specs.map(({ channels: names, messages }) =>
          forEach(names, (name) => publishTo(name, messages, asker)),
        );
        const answered = isEarlyVersion(incoming.headers) ? results : results.map(counted); // RSC22b
        return answer(201, Array.isArray(body) ? answered : answered[0], incoming.headers);
      },
    },
    {
      name: 'batchPresence',
      method: 'GET',
      path: '/presence',
      async handle(incoming, { query }) {
        const principal = await authenticate(incoming);
        const channels = await apps.channelsOf(principal.appId);
        const type = negotiate(incoming.headers.get('accept'));
        const names = readNames((query.get('channels') ?? '').split(','), 'channels');
        const results = forEach(names, (channel) => {
          const members = membersOf(channel, { principal, channels });
          return { channel, presence: members.map((member) => writeMember(member, type)) };
        });
        return answer(200, counted(results), incoming.headers);
      },
    },
  ];
}

type Result = { readonly channel: string } & (object | { readonly error: object });

/** What came of each channel: one that is refused does not stop the others. */
function forEach(channels: readonly string[], work: (channel: string) => Result): readonly Result[] {
  return channels.map((channel) => {
    try {
      return work(channel);
    } catch (thrown) {
      return { channel, error: toWireError(toAblyAuthError(thrown)) };
    }
  });
}

/** BAR2 */
function counted(results: readonly Result[]): object {
  const failureCount = results.filter((result) => 'error' in result).length;
  return { successCount: results.length - failureCount, failureCount, results };
}

type Spec = { readonly channels: readonly string[]; readonly messages: unknown };

/** Reads what is to be published where: one BatchPublishSpec, or a list (BSP2). @throws {AblyAuthError} 40001 */
function readSpecs(body: unknown): readonly Spec[] {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  const specs = list.map((spec, i) => {
    if (!isObject(spec)) throw refusal(`specs[${i}]`, 'not an object');
    const { channels, messages } = spec;
    return { channels: readNames(Array.isArray(channels) ? channels : [channels], `specs[${i}].channels`), messages };
  });
  readNames(
    specs.flatMap(({ channels }) => channels),
    'specs',
  );
  return specs;
}

function readNames(names: readonly unknown[], place: string): readonly string[] {
  if (names.length === 0 || names.length > BATCH_MAX_CHANNELS) {
    throw refusal(place, `expected 1 to ${BATCH_MAX_CHANNELS} channels`);
  }
  if (names.every((name) => typeof name === 'string')) return names;
  throw refusal(place, 'expected names of channels');
}
