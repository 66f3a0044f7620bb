import { requirePermission, type HeaderReader, type Principal, type TokenService } from '@ably-auth/server';
import { toAblyAuthError } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INCOMPATIBLE_CREDENTIALS, INVALID_CREDENTIALS, TOKEN_EXPIRED } from '@ably-auth/validation/error-codes';
import type { AppChannels } from '../app-channels.js';
import { INBOUND_RATE_EXCEEDED, PRESENCE_WITHOUT_IDENTITY } from '../error-codes.js';
import { FRAME_MAX_BYTES, FRAMES_PER_SECOND, IDLE_MAX_MS, PUBLISH_MAX_BYTES, RESUMABLE_MS } from '../limits.js';
import { randomText, type NewMessage } from '../message.js';
import { isObject, readMessages } from '../read-messages.js';
import { Attachments } from './attachments.js';
import { reauthRefusal, type Handshake } from './handshake.js';
import type { Link } from './link.js';
import { readPresence } from './presence.js';
import { ACTION, toWireError, type ServerFrame } from './protocol.js';
import type { ClientFrame } from './read-frame.js';
import { promptTime, TokenBucket } from './timing.js';

/** What a connection needs of the sandbox. */
export type ConnectionContext = {
  readonly now: () => number;
  /** A clock that only runs forwards, in ms, for what has nothing to do with the sandbox's time. */
  readonly uptime: () => number;
  readonly authenticate: TokenService['authenticate'];
  /** Called once a connection is over for good. */
  readonly ended: (connection: Connection) => void;
};

/** A connection of a client: who it is, what it is attached to, and the WebSocket that carries it now. */
export class Connection {
  readonly id = randomText(9);
  readonly channels: AppChannels;
  /** The newest key, and the one before: a client may not have heard of the newest. */
  keys: readonly string[] = [];
  principal: Principal;
  /** The token that it authenticated with last; undefined with Basic auth. */
  token: string | undefined;
  /** When it can no longer be resumed, by the clock of the sandbox; undefined while it is open. */
  resumableUntil: number | undefined;
  readonly #context: ConnectionContext;
  readonly #attachments: Attachments;
  readonly #rate: TokenBucket;
  #handshake: Handshake;
  #link: Link | undefined;
  /** When to ask for another token; undefined: not at all. */
  #promptAt: number | undefined;
  #promptedAt = Number.NEGATIVE_INFINITY;
  /** AUTH frames are answered in their order. */
  #authenticating: Promise<void> = Promise.resolve();

  constructor(context: ConnectionContext, channels: AppChannels, handshake: Handshake, principal: Principal) {
    this.#context = context;
    this.channels = channels;
    this.#handshake = handshake;
    this.principal = principal;
    this.token = handshake.token;
    this.#attachments = new Attachments(this, context.now);
    this.#rate = new TokenBucket(FRAMES_PER_SECOND, context.uptime);
  }

  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  get echo(): boolean {
    return this.#handshake.echo;
  }

  get link(): Link | undefined {
    return this.#link;
  }

  /** The headers that it authenticated with last. */
  get credentials(): HeaderReader {
    return this.token === undefined ? this.#handshake.headers : this.#handshake.headersWith(this.token);
  }

  get channelNames(): readonly string[] {
    return this.#attachments.names;
  }

  /** Opens it, or goes on with it, on a WebSocket. */
  open(link: Link, handshake: Handshake, principal: Principal, error?: AblyAuthError): void {
    const replaced = this.#link;
    this.#link = link;
    replaced?.terminate();
    this.#handshake = handshake;
    this.token = handshake.token;
    this.resumableUntil = undefined;
    this.#attachments.detachAll();
    this.#adopt(principal, error);
    link.start(
      (frame) => this.#receive(frame),
      (problem) => this.fail(problem),
      () => this.#lost(link),
    );
  }

  send(frame: ServerFrame): void {
    this.#link?.send(frame);
  }

  /** Asks for another token, drops a connection whose token expired, as the clock of the sandbox says. */
  tick(now: number): void {
    if (!this.isOpen) {
      const { resumableUntil = now } = this;
      if (resumableUntil - RESUMABLE_MS + this.#handshake.remainPresentFor <= now) this.#attachments.leaveAll();
      if (resumableUntil <= now) this.end();
      return;
    }
    const { expires } = this.principal;
    if (expires !== undefined && expires <= now) {
      const message = `token expired ${now - expires} ms ago`;
      this.disconnect(new AblyAuthError(TOKEN_EXPIRED, message)); // RTN22a, RTN15h
    } else if (this.#promptAt !== undefined && this.#promptAt <= now) this.prompt();
  }

  /** Asks the client for another token (RTN22). */
  prompt(): void {
    this.#promptAt = undefined;
    this.#promptedAt = this.#context.now();
    this.send({ action: ACTION.AUTH });
  }

  /** Ends the WebSocket; the client may resume. */
  disconnect(error: AblyAuthError): void {
    this.#drop({ action: ACTION.DISCONNECTED, error: toWireError(error) }, 1000);
    this.#lost(undefined);
  }

  /** Ends the connection for good, with an error. */
  fail(error: AblyAuthError): void {
    this.#drop({ action: ACTION.ERROR, error: toWireError(error) }, 1008);
    this.end();
  }

  /** Forgets the connection: its members leave. */
  end(): void {
    this.#link?.close(1000);
    this.#link = undefined;
    this.#attachments.detachAll();
    this.#attachments.leaveAll();
    this.#context.ended(this);
  }

  /** The identity that a message or a member has; undefined: anonymous. @throws {AblyAuthError} 40160, 40012 */
  identityFor(resource: string, operation: string, named: string | undefined): string | undefined {
    return requirePermission(this.principal, resource, operation, named);
  }

  #lost(link: Link | undefined): void {
    if (link !== undefined && link !== this.#link) return; // another one has taken its place
    this.#link = undefined;
    this.#attachments.detachAll();
    this.resumableUntil = this.#context.now() + RESUMABLE_MS;
  }

  #drop(frame: ServerFrame, closeCode: number): void {
    this.send(frame);
    this.#link?.close(closeCode);
    this.#link = undefined;
  }

  /** Takes over what a token or a key grants, and says so. */
  #adopt(principal: Principal, error?: AblyAuthError): void {
    const now = this.#context.now();
    this.principal = principal;
    this.#promptAt = promptTime(principal.expires, now, this.#promptedAt);
    this.keys = [`${this.id}!${randomText(12)}`, ...this.keys.slice(0, 1)];
    const identity = principal.clientId ?? (principal.method === 'basic' ? '*' : undefined);
    this.send({
      action: ACTION.CONNECTED,
      connectionId: this.id,
      connectionDetails: {
        clientId: identity,
        connectionKey: this.keys[0] as string,
        maxMessageSize: PUBLISH_MAX_BYTES,
        maxFrameSize: FRAME_MAX_BYTES,
        maxInboundRate: FRAMES_PER_SECOND,
        connectionStateTtl: RESUMABLE_MS,
        maxIdleInterval: IDLE_MAX_MS,
        serverId: 'sandbox',
      },
      timestamp: now,
      ...(error === undefined ? {} : { error: toWireError(error) }),
    });
    this.#attachments.grantAll(); // RTC8a1: CONNECTED first, then what is lost
    this.tick(now);
  }

  #receive(frame: ClientFrame): void {
    const isPublish = frame.action === ACTION.MESSAGE || frame.action === ACTION.PRESENCE;
    if (!this.#rate.take()) {
      const error = new AblyAuthError(INBOUND_RATE_EXCEEDED, `frames: over ${FRAMES_PER_SECOND} in a second`);
      if (isPublish) this.#refuse(frame, error);
      else this.fail(error);
      return;
    }
    switch (frame.action) {
      case ACTION.HEARTBEAT:
        return this.send({ action: ACTION.HEARTBEAT, id: frame.id }); // RTN13e
      case ACTION.DISCONNECT:
        return this.#link?.close(1000);
      case ACTION.CLOSE:
        this.#drop({ action: ACTION.CLOSED }, 1000);
        return this.end();
      case ACTION.AUTH:
        this.#authenticating = this.#authenticating.then(() => this.#reauthenticate(frame.accessToken));
        return undefined;
      case ACTION.ATTACH:
        return this.#attachments.attach(frame);
      case ACTION.DETACH:
        return this.#attachments.detach(frame);
      case ACTION.SYNC:
        return this.#attachments.sync(frame);
      case ACTION.MESSAGE:
      case ACTION.PRESENCE:
        try {
          const serials = frame.action === ACTION.MESSAGE ? this.#publish(frame) : this.#enter(frame);
          return this.send({ action: ACTION.ACK, msgSerial: frame.msgSerial, count: 1, res: [{ serials }] });
        } catch (thrown) {
          return this.#refuse(frame, toAblyAuthError(thrown));
        }
      default: // of another service of Ably's, or of a later version
    }
  }

  #refuse({ msgSerial }: ClientFrame, error: AblyAuthError): void {
    this.send({ action: ACTION.NACK, msgSerial, count: 1, error: toWireError(error) });
  }

  #publish(frame: ClientFrame): readonly (string | null)[] {
    const { channel, resource } = this.#attachments.open(frame.channel ?? '', 'publish');
    const messages = readMessages(frame.messages.map(asText)).map((message): NewMessage => {
      const { clientId: named, connectionKey: _, ...rest } = message;
      const clientId = this.identityFor(resource, 'publish', named); // RSA7a1, RTL6g
      return { ...rest, ...(clientId === undefined ? {} : { clientId }), connectionId: this.id };
    });
    const published = channel.publish(messages, this.#context.now(), `${this.id}:${frame.msgSerial}`);
    return published.map(({ serial = null }) => serial);
  }

  #enter(frame: ClientFrame): readonly (string | null)[] {
    const { channel, resource } = this.#attachments.open(frame.channel ?? '', 'presence');
    const timestamp = this.#context.now();
    const changes = readPresence(frame.presence).map(({ clientId: named, ...rest }, i) => {
      const clientId = this.identityFor(resource, 'presence', named);
      if (clientId === undefined) {
        throw new AblyAuthError(PRESENCE_WITHOUT_IDENTITY, 'presence: expected a clientId, got none'); // RTP8j
      }
      return { ...rest, id: `${this.id}:${frame.msgSerial}:${i}`, clientId, connectionId: this.id, timestamp };
    });
    channel.enter(changes); // before the ACK, since clients ask at once who is there
    this.#attachments.entered(channel);
    return changes.map(() => null);
  }

  async #reauthenticate(token: string | undefined): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    try {
      if (token === undefined) throw new AblyAuthError(INVALID_CREDENTIALS, 'AUTH: expected auth.accessToken'); // RTC8a
      const headers = this.#handshake.headersWith(token);
      const principal = await this.#context.authenticate({ headers });
      requireSameIdentity(this.principal, principal);
      if (link !== this.#link) return; // closed meanwhile
      this.token = token;
      this.#adopt(principal);
    } catch (thrown) {
      if (link !== this.#link) return;
      const error = reauthRefusal(toAblyAuthError(thrown));
      if (error.statusCode >= 500) this.disconnect(error);
      else this.fail(error); // RTC8a2
    }
  }
}

/** RTC8a2: a token may change what a connection may do, not who it is. With the wildcard it may become one identity. */
function requireSameIdentity(now: Principal, renewed: Principal): void {
  if (now.appId !== renewed.appId) {
    throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'AUTH: the token is for another app than the connection');
  }
  const isFree = now.clientId === '*' || (now.method === 'basic' && now.clientId === undefined);
  if (isFree || now.clientId === renewed.clientId) return;
  throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'AUTH: the token is for another clientId than the connection');
}

/** Some SDKs publish an object as it is: its JSON text stands for it, as if its client had encoded it. */
function asText(message: unknown): unknown {
  if (!isObject(message)) return message;
  const { data, encoding } = message;
  const isNative = typeof data === 'object' && data !== null && !(data instanceof Uint8Array);
  return isNative && (encoding ?? '') === '' ? { ...message, data: JSON.stringify(data), encoding: 'json' } : message;
}
