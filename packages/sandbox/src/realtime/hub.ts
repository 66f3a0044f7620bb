import type { HeaderReader, Principal, TokenService, TokenServiceOptions } from '@ably-auth/server';
import { refuseBasic, report, toAblyAuthError } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { NOT_FOUND, TOKEN_REVOKED } from '@ably-auth/validation/error-codes';
import type { Apps } from '../apps.js';
import type { SandboxClock } from '../clock.js';
import {
  CONNECTION_EXPIRED,
  CONNECTION_LOST,
  CONNECTION_NOT_RECOVERABLE,
  TOO_MANY_CONNECTIONS,
} from '../error-codes.js';
import { HANDSHAKE_MAX_MS, type SandboxLimits } from '../limits.js';
import type { MemoryBudget } from '../memory-budget.js';
import { Connection } from './connection.js';
import { connectRefusal, isTokenError, readHandshake, type Handshake } from './handshake.js';
import type { Link } from './link.js';
import { ACTION, toWireError } from './protocol.js';

/** What a connection costs beside what waits for it, in bytes. */
const CONNECTION_OVERHEAD = 32_768;

/** How often the clocks are looked at, in ms: that of the sandbox may jump. */
const TICK_MS = 100;

export type HubOptions = {
  readonly apps: Apps;
  readonly clock: SandboxClock;
  readonly limits: SandboxLimits;
  readonly budget: MemoryBudget;
  readonly uptime: () => number;
  readonly authenticate: TokenService['authenticate'];
  /** Whether a key needs a socket with TLS: what a proxy says of it does not count here. */
  readonly requireTls: boolean;
  /** The error that a test asked for, for this connection. */
  readonly plannedRefusal: () => AblyAuthError | undefined;
  readonly onEvent: TokenServiceOptions['onEvent'];
};

/** The connections of a sandbox. */
export class Hub {
  readonly #options: HubOptions;
  readonly #connections = new Map<string, Connection>();
  readonly #links = new Set<Link>();
  /** When to check the tokens of a key again. */
  #checks: { readonly keyName: string; readonly at: number }[] = [];
  /** Counts revocations: one may come while a connection authenticates. */
  #revocations = 0;
  #pending = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** The connections, open or resumable. */
  get connections(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  find(connectionId: string): Connection | undefined {
    return this.#connections.get(connectionId);
  }

  /** The connection of a key. */
  withKey(key: string): Connection | undefined {
    const found = this.find(key.split('!', 1)[0] as string);
    return found?.keys.includes(key) ? found : undefined;
  }

  /** Takes a WebSocket: what is wrong with it, it hears after the upgrade, since SDKs do not read an HTTP answer. */
  async accept(link: Link, query: URLSearchParams, headers: HeaderReader, isSecure: boolean): Promise<void> {
    const { apps, requireTls, uptime } = this.#options;
    const started = uptime();
    this.#follow(link);
    const tooSlow = setTimeout(() => link.terminate(), HANDSHAKE_MAX_MS);
    this.#pending++;
    try {
      const planned = this.#options.plannedRefusal();
      if (planned !== undefined) throw planned;
      this.#requireRoom();
      const handshake = readHandshake(query, headers);
      if (requireTls && !isSecure) refuseBasic(handshake.headers);
      const revocations = this.#revocations;
      const principal = await this.#options.authenticate({ headers: handshake.headers });
      const channels = await apps.channelsOf(principal.appId);
      if (!link.isOpen) return;
      const { connection, error } = this.#resumed(handshake, principal);
      const opened = connection ?? this.#make(channels, handshake, principal);
      opened.open(link, handshake, principal, error);
      if (revocations !== this.#revocations) void this.check(opened);
      this.#report(undefined, uptime() - started);
    } catch (thrown) {
      const error = connectRefusal(toAblyAuthError(thrown), (appId) => apps.isAppId(appId), query);
      this.#report(error, uptime() - started);
      const isPassing = error.statusCode >= 500 || error.statusCode === 429;
      link.send({ action: isPassing ? ACTION.DISCONNECTED : ACTION.ERROR, error: toWireError(error) });
      link.close(isTokenError(error) ? 1000 : 1008);
    } finally {
      this.#pending--;
      clearTimeout(tooSlow);
    }
  }

  /** Does what is due by the clock of the sandbox. */
  tick(): void {
    const now = this.#options.clock.now();
    for (const connection of this.connections) connection.tick(now);
    const due = this.#checks.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#checks = this.#checks.filter(({ at }) => at > now);
    for (const { keyName } of due) this.#checkKey(keyName);
  }

  /** Tokens of a key were revoked: drops the connections that use them, or asks for other tokens until then. */
  revoked(keyName: string, appliesAt: number): void {
    this.#revocations++;
    const { clock, authenticate } = this.#options;
    if (appliesAt <= clock.now()) return this.#checkKey(keyName);
    this.#checks.push({ keyName, at: appliesAt });
    for (const connection of this.#ofKey(keyName)) {
      void clock
        .at(appliesAt, async () => authenticate({ headers: connection.credentials }))
        .catch((thrown: unknown) => {
          if (toAblyAuthError(thrown).code === TOKEN_REVOKED.code && connection.isOpen) connection.prompt();
        });
    }
  }

  /** Authenticates a connection again, and drops it where that fails. */
  async check(connection: Connection): Promise<void> {
    const { token } = connection;
    try {
      await this.#options.authenticate({ headers: connection.credentials });
    } catch (thrown) {
      const error = toAblyAuthError(thrown);
      // Renewed or closed meanwhile; or a store is away, which says nothing about the token.
      if (!connection.isOpen || connection.token !== token || error.statusCode >= 500) return;
      if (isTokenError(error)) connection.disconnect(error);
      else connection.fail(error);
    }
  }

  /** An app was deleted: its connections end. */
  appDeleted(appId: string): void {
    for (const connection of this.connections) {
      if (connection.principal.appId !== appId) continue;
      connection.fail(new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, 'app: deleted'));
    }
  }

  /** Disconnects everyone, and cuts off after a while who does not close. */
  async shutDown(graceMs: number): Promise<void> {
    for (const connection of this.connections) {
      if (connection.isOpen) connection.disconnect(new AblyAuthError(CONNECTION_LOST, 'sandbox: shutting down'));
      connection.end();
    }
    const cutOff = setTimeout(() => this.#links.forEach((link) => link.terminate()), graceMs);
    await Promise.all([...this.#links].map((link) => link.closed));
    clearTimeout(cutOff);
  }

  #checkKey(keyName: string): void {
    for (const connection of this.#ofKey(keyName)) void this.check(connection);
  }

  #ofKey(keyName: string): readonly Connection[] {
    return this.connections.filter(({ isOpen, principal }) => isOpen && principal.keyName === keyName);
  }

  /** The connection that a client asks to go on with, or why it cannot (RTN15b, RTN15c). */
  #resumed({ resume }: Handshake, principal: Principal): { connection?: Connection; error?: AblyAuthError } {
    if (resume === undefined) return {};
    if (!/^[\w-]{12}![\w-]{16}$/.test(resume)) {
      return { error: new AblyAuthError(CONNECTION_NOT_RECOVERABLE, 'resume: invalid connection key') };
    }
    const found = this.withKey(resume);
    if (found === undefined) {
      return { error: new AblyAuthError(CONNECTION_EXPIRED, 'resume: the connection is over, or unknown') };
    }
    const { appId, clientId } = found.principal;
    if (appId === principal.appId && clientId === principal.clientId) return { connection: found };
    return { error: new AblyAuthError(CONNECTION_NOT_RECOVERABLE, 'resume: the connection is that of somebody else') };
  }

  #make(channels: Connection['channels'], handshake: Handshake, principal: Principal): Connection {
    const { budget, limits, clock, uptime, authenticate } = this.#options;
    const ofApp = this.connections.filter((each) => each.principal.appId === principal.appId);
    if (ofApp.length >= limits.connectionsPerApp) this.#makeRoom(ofApp);
    budget.take(CONNECTION_OVERHEAD);
    const ended = (connection: Connection) => {
      if (this.#connections.delete(connection.id)) budget.give(CONNECTION_OVERHEAD);
    };
    const context = { now: () => clock.now(), uptime, authenticate, ended };
    const connection = new Connection(context, channels, handshake, principal);
    this.#connections.set(connection.id, connection);
    return connection;
  }

  /** @throws {AblyAuthError} 80021 */
  #requireRoom(): void {
    const { connections } = this.#options.limits;
    if (this.#pending > connections) throw tooMany();
    if (this.#connections.size >= connections) this.#makeRoom(this.connections);
  }

  /** Forgets the oldest connection that is only resumable. @throws {AblyAuthError} 80021 if all are open */
  #makeRoom(among: readonly Connection[]): void {
    const oldest = among.find(({ isOpen }) => !isOpen);
    if (oldest === undefined) throw tooMany();
    oldest.end();
  }

  #report(error: AblyAuthError | undefined, durationMs: number): void {
    const why =
      error === undefined ? { status: 101 } : { status: error.statusCode, code: error.code, message: error.message };
    const cause = error?.cause === undefined ? {} : { cause: error.cause };
    report(this.#options.onEvent, {
      route: 'connect',
      method: 'GET',
      path: '/',
      requestId: crypto.randomUUID(),
      bytes: 0,
      ...why,
      ...cause,
      durationMs,
    });
  }

  /** Knows a WebSocket until it is closed. */
  #follow(link: Link): void {
    this.#links.add(link);
    this.#timer ??= setInterval(() => {
      this.tick();
      for (const each of this.#links) each.heartbeat();
      if (this.#links.size > 0 || this.#connections.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    }, TICK_MS).unref();
    void link.closed.then(() => this.#links.delete(link));
  }
}

function tooMany(): AblyAuthError {
  return new AblyAuthError(TOO_MANY_CONNECTIONS, 'connections: as many as the sandbox may have');
}
