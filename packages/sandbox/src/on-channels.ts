import { requirePermission, type HeaderReader, type Principal } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { AppChannels } from './app-channels.js';
import { readChannelName } from './channel-name.js';
import type { Channel } from './channel.js';
import { FORCED_REFUSAL, INVALID_CONNECTION_KEY, MESSAGE_TOO_LARGE } from './error-codes.js';
import type { NewMessage } from './message.js';
import { readMessages } from './read-messages.js';
import type { Hub } from './realtime/hub.js';
import type { PresenceMessage } from './realtime/presence.js';
import { FLAG } from './realtime/protocol.js';

/** The bearer who asks, and the channels of their app. */
export type Asker = { readonly principal: Principal; readonly channels: AppChannels };

/** What a publish answers. */
export type Published = {
  readonly channel: string;
  readonly messageId: string | undefined;
  readonly serials: readonly (string | null)[];
};

/**
 * Refuses a publish for what stands before its body: a length that cannot be right, or the param by which Ably's own
 * service lets a test see a refusal.
 *
 * @throws {AblyAuthError} 40009, 40099
 */
export function requirePublishable(headers: HeaderReader, query: URLSearchParams): void {
  const length = Number(headers.get('content-length') ?? 0);
  if (length > TOKEN_TEXT_MAX_BYTES) throw new AblyAuthError(MESSAGE_TOO_LARGE, `body: ${length} bytes`);
  if (query.get('_forceNack') === 'true')
    throw new AblyAuthError(FORCED_REFUSAL, 'publish: refused as _forceNack asks');
}

/**
 * Publishes messages by REST: all of a body, or none.
 *
 * @throws {AblyAuthError} 40010, 40160, 40012, 40006; what `readMessages` throws
 */
export function publishTo(
  name: string,
  body: unknown,
  { principal, channels, now, hub }: Asker & { readonly now: () => number; readonly hub: Hub },
): Published {
  const channel = readChannelName(name);
  const messages = readMessages(body).map((message): NewMessage => {
    const { clientId: named, connectionKey, ...rest } = message;
    const connection = connectionKey === undefined ? undefined : hub.withKey(connectionKey); // TM2h
    if (connectionKey !== undefined && connection?.principal.appId !== principal.appId) {
      throw new AblyAuthError(INVALID_CONNECTION_KEY, 'connectionKey: not the key of a connection of this app');
    }
    requirePermission(principal, channel, 'publish', connection === undefined ? named : undefined); // RSA7a1, RSA8f1 to RSA8f4
    const publisher = connection?.principal ?? principal;
    const clientId = requirePermission(publisher, channel, 'publish', named);
    return {
      ...rest,
      ...(clientId === undefined ? {} : { clientId }),
      ...(connection === undefined ? {} : { connectionId: connection.id }),
    };
  });
  const published = channels.open(channel).publish(messages, now());
  return { channel, messageId: published[0]?.id, serials: published.map(({ serial = null }) => serial) };
}

/** Who is present on a channel. @throws {AblyAuthError} 40010, 40160 */
export function membersOf(name: string, { principal, channels }: Asker): readonly PresenceMessage[] {
  const channel = readChannelName(name);
  requirePermission(principal, channel, 'subscribe');
  return channels.find(channel)?.presence.all() ?? [];
}

/** How many are attached to a channel, and what they may do (CHM2). */
export function occupancyOf(channel: Channel | undefined): Readonly<Record<string, number>> {
  const attached = [...(channel?.subscribers ?? [])];
  const having = (mode: number) => attached.filter(({ modes }) => (modes & mode) !== 0).length;
  return {
    connections: attached.length,
    publishers: having(FLAG.PUBLISH),
    subscribers: having(FLAG.SUBSCRIBE),
    presenceConnections: having(FLAG.PRESENCE),
    presenceMembers: channel?.presence.size ?? 0,
    presenceSubscribers: having(FLAG.PRESENCE_SUBSCRIBE),
  };
}
