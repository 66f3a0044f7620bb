import { permits } from '@ably-auth/capability';
import type { Principal } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { CAPABILITY_NOT_PERMITTED } from '@ably-auth/validation/error-codes';
import type { Channel, Publication, Subscriber } from '../channel.js';
import { ACTION, FLAG, type ServerFrame } from './protocol.js';
import type { PresenceMessage } from './presence.js';

/** What a capability lets an attachment do. */
const MODES = [
  { operation: 'subscribe', flags: FLAG.SUBSCRIBE | FLAG.PRESENCE_SUBSCRIBE },
  { operation: 'publish', flags: FLAG.PUBLISH },
  { operation: 'presence', flags: FLAG.PRESENCE },
  { operation: 'annotation-publish', flags: FLAG.ANNOTATION_PUBLISH },
];
const ALL_MODES = MODES.reduce((sum, { flags }) => sum | flags, 0);

/** Params that Ably's channels have; others are not answered. */
const PARAMS = new Set(['modes', 'rewind', 'rewindLimit', 'delta', 'occupancy']);

/** The connection that an attachment belongs to. */
export type AttachedConnection = { readonly id: string; readonly echo: boolean; send(frame: ServerFrame): void };

/** A connection's attachment to a channel. */
export class Attachment implements Subscriber {
  /** The name that the client attached by, which may have params in front. */
  readonly name: string;
  /** The name that a capability is asked about. */
  readonly resource: string;
  readonly channel: Channel;
  readonly params: Readonly<Record<string, string>>;
  /** The modes that were asked for and are permitted now. */
  modes = 0;
  readonly #asked: number;
  readonly #connection: AttachedConnection;

  constructor(
    connection: AttachedConnection,
    channel: Channel,
    names: { readonly name: string; readonly resource: string },
    { flags, params }: { readonly flags: number; readonly params: Readonly<Record<string, string>> },
  ) {
    this.name = names.name;
    this.resource = names.resource;
    this.channel = channel;
    this.params = Object.fromEntries(Object.entries(params).filter(([param]) => PARAMS.has(param)));
    this.#asked = askedModes(flags, params['modes']);
    this.#connection = connection;
  }

  /** Grants what the principal may do of what was asked. @throws {AblyAuthError} 40160 if that is nothing */
  grant(principal: Principal): void {
    const granted = MODES.filter(({ operation }) => permits(principal.capability, this.resource, operation));
    this.modes = granted.reduce((sum, { flags }) => sum | flags, 0) & this.#asked;
    if (this.modes !== 0) return;
    const asked = MODES.filter(({ flags }) => (flags & this.#asked) !== 0).map(({ operation }) => operation);
    // Its first words are those of Ably's service, which suites look for.
    const message = `Channel denied access: the capability permits none of ${asked.join(', ')}`;
    throw new AblyAuthError(CAPABILITY_NOT_PERMITTED, message);
  }

  deliver({ id, messages, serial, timestamp }: Publication): void {
    if ((this.modes & FLAG.SUBSCRIBE) === 0) return;
    const connectionId = messages[0]?.connectionId;
    if (!this.#connection.echo && connectionId === this.#connection.id) return;
    this.#connection.send(
      shared(messages, this.name, () => ({
        action: ACTION.MESSAGE,
        id,
        connectionId,
        channel: this.name,
        channelSerial: serial,
        timestamp,
        messages,
      })),
    );
  }

  deliverPresence(changes: readonly PresenceMessage[]): void {
    if ((this.modes & FLAG.PRESENCE_SUBSCRIBE) === 0) return;
    const [{ id, connectionId, timestamp }] = changes as [PresenceMessage];
    this.#connection.send(
      shared(changes, this.name, () => ({
        action: ACTION.PRESENCE,
        id: id.replace(/:\d+$/, ''),
        connectionId,
        channel: this.name,
        channelSerial: this.channel.serial,
        timestamp,
        presence: changes,
      })),
    );
  }

  /** Tells who is present (RTP18): all at once, so that nothing follows the colon. */
  sync(): void {
    if ((this.modes & FLAG.PRESENCE_SUBSCRIBE) === 0 || this.channel.presence.size === 0) return;
    const presence = this.channel.presence.all();
    this.#connection.send({
      action: ACTION.SYNC,
      channel: this.name,
      channelSerial: `${this.channel.serial}:`,
      presence,
    });
  }
}

/** The frame about a value for everyone who attached by one name, so that it is written once. */
function shared(about: object, name: string, make: () => ServerFrame): ServerFrame {
  const frames = FRAMES.get(about) ?? new Map<string, ServerFrame>();
  FRAMES.set(about, frames);
  const frame = frames.get(name) ?? make();
  frames.set(name, frame);
  return frame;
}

const FRAMES = new WeakMap<object, Map<string, ServerFrame>>();

/** No modes at all stands for all of them; those of the params win over those of the flags (RTL4l, RTL4m). */
function askedModes(flags: number, list: string | undefined): number {
  const named = list?.split(',').reduce((sum, mode) => sum | modeFlag(mode.trim().toUpperCase()), 0);
  return (named ?? 0) || flags & ALL_MODES || ALL_MODES;
}

/** The flag of a mode; 0 for any other name, even that of another flag. */
function modeFlag(name: string): number {
  return Object.hasOwn(FLAG, name) ? FLAG[name as keyof typeof FLAG] & ALL_MODES : 0;
}
