import { requirePermission, type Principal } from '@ably-auth/server';
import { toAblyAuthError } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST, CAPABILITY_NOT_PERMITTED } from '@ably-auth/validation/error-codes';
import type { AppChannels } from '../app-channels.js';
import { readChannelName } from '../channel-name.js';
import type { Channel } from '../channel.js';
import { ATTACHMENTS_PER_CONNECTION } from '../limits.js';
import { randomText } from '../message.js';
import { Attachment, type AttachedConnection } from './attachment.js';
import { PRESENCE } from './presence.js';
import { ACTION, FLAG, toWireError } from './protocol.js';
import type { ClientFrame } from './read-frame.js';
import { rewound } from './rewind.js';

/** The connection that attaches. */
export type AttachingConnection = AttachedConnection & {
  readonly principal: Principal;
  readonly channels: AppChannels;
};

/** The mode without which an attached channel refuses an operation. */
const MODE_FLAGS = { publish: FLAG.PUBLISH, presence: FLAG.PRESENCE };

/** What a connection is attached to, and where it has members. */
export class Attachments {
  readonly #connection: AttachingConnection;
  readonly #now: () => number;
  readonly #attached = new Map<string, Attachment>();
  /** Channels where it may have members. */
  readonly #entered = new Set<Channel>();

  constructor(connection: AttachingConnection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  get names(): readonly string[] {
    return [...this.#attached.keys()];
  }

  /**
   * The channel that a frame publishes or enters on. Where it is attached, the modes count as well.
   *
   * @throws {AblyAuthError} 40010, 40160, 50003
   */
  open(name: string, operation: 'publish' | 'presence'): { readonly channel: Channel; readonly resource: string } {
    const resource = readChannelName(name);
    const { principal, channels } = this.#connection;
    requirePermission(principal, resource, operation);
    const attachment = this.#attached.get(name);
    if (attachment !== undefined && (attachment.modes & MODE_FLAGS[operation]) === 0) {
      const mode = operation.toUpperCase();
      throw new AblyAuthError(CAPABILITY_NOT_PERMITTED, `channel: attached without the mode ${mode}`, {
        remediation: `Attach with the mode ${mode} as well, or with no modes, which stands for all.`,
      });
    }
    return { channel: attachment?.channel ?? channels.open(resource), resource };
  }

  attach(frame: ClientFrame): void {
    const { channel: name = '', channelSerial } = frame;
    try {
      const known = this.#attached.get(name);
      if (known === undefined && this.#attached.size >= ATTACHMENTS_PER_CONNECTION) {
        throw new AblyAuthError(BAD_REQUEST, `attach: over ${ATTACHMENTS_PER_CONNECTION} channels of one connection`, {
          remediation: 'Detach from other channels first, or open another connection.',
        });
      }
      const resource = readChannelName(name);
      const { principal, channels } = this.#connection;
      const attachment = new Attachment(this.#connection, channels.open(resource), { name, resource }, frame);
      attachment.grant(principal);
      this.#forget(name);
      this.#attached.set(name, attachment);
      const { channel, params, modes } = attachment;
      const missed = channelSerial === undefined ? undefined : channel.since(channelSerial);
      const isNew = known === undefined && channelSerial === undefined && (frame.flags & FLAG.ATTACH_RESUME) === 0;
      const backlog = isNew ? rewound(channel, params, this.#now()) : [];
      const hasMembers = channel.presence.size > 0 && (modes & FLAG.PRESENCE_SUBSCRIBE) !== 0;
      const status =
        (hasMembers ? FLAG.HAS_PRESENCE : 0) |
        (backlog.length > 0 ? FLAG.HAS_BACKLOG : 0) |
        (known !== undefined || missed !== undefined ? FLAG.RESUMED : 0);
      const { serial } = channel;
      this.#connection.send({
        action: ACTION.ATTACHED,
        channel: name,
        channelSerial: serial,
        flags: modes | status,
        params,
      });
      // After ATTACHED: what comes before it, a client drops (RTL17). What an attachment that goes on missed is nothing.
      for (const message of known === undefined ? (missed ?? backlog) : []) {
        attachment.deliver({
          id: message.id.replace(/:\d+$/, ''),
          messages: [message],
          serial: message.serial,
          timestamp: message.timestamp,
        });
      }
      attachment.sync();
      channel.subscribers.add(attachment);
    } catch (thrown) {
      this.#refuse(name, toAblyAuthError(thrown));
    }
  }

  detach({ channel: name = '' }: ClientFrame): void {
    const attachment = this.#attached.get(name);
    if (attachment !== undefined) this.#leave(attachment.channel);
    this.#forget(name);
    this.#connection.send({ action: ACTION.DETACHED, channel: name });
  }

  sync({ channel: name = '' }: ClientFrame): void {
    this.#attached.get(name)?.sync();
  }

  /** Notes that the connection may have members on a channel. */
  entered(channel: Channel): void {
    this.#entered.add(channel);
  }

  /** Grants each attachment what the principal may do now; those with nothing left end (RTC8a1). */
  grantAll(): void {
    for (const [name, attachment] of this.#attached) {
      try {
        attachment.grant(this.#connection.principal);
        if ((attachment.modes & FLAG.PRESENCE) === 0) this.#leave(attachment.channel);
      } catch (thrown) {
        this.#leave(attachment.channel);
        this.#refuse(name, toAblyAuthError(thrown));
      }
    }
  }

  /** Without a WebSocket nothing is delivered; members stay until the connection ends. */
  detachAll(): void {
    for (const name of this.names) this.#forget(name);
  }

  /** Lets its members leave. */
  leaveAll(): void {
    for (const channel of this.#entered) this.#leave(channel);
  }

  #forget(name: string): void {
    const attachment = this.#attached.get(name);
    attachment?.channel.subscribers.delete(attachment);
    this.#attached.delete(name);
  }

  #refuse(name: string, error: AblyAuthError): void {
    this.#forget(name);
    this.#connection.send({ action: ACTION.ERROR, channel: name, error: toWireError(error) }); // RTL14
  }

  #leave(channel: Channel): void {
    if (!this.#entered.delete(channel)) return;
    const timestamp = this.#now();
    channel.enter(
      channel.presence.of(this.#connection.id).map((member) => {
        // Not an id of the connection: it is the service that says so (RTP2b1).
        const id = `${randomText(9)}:0:0`;
        return { ...member, action: PRESENCE.LEAVE, id, timestamp };
      }),
    );
  }
}
