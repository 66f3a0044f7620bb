import { afterEach, beforeEach, vi } from 'vitest';
import { Auth, type ClientAuthOptions } from '../index.js';
import { AuthConnection, type ConnectionStatus, type StateChange } from '../realtime/index.js';

/** A frame, as the test writes or compares it. */
// oxlint-disable-next-line typescript/no-explicit-any -- of any shape
type Frame = Record<string, any>;

export const [CONNECTED, DISCONNECTED, ERROR, ATTACH, ATTACHED, AUTH] = [4, 6, 9, 10, 11, 17];

/** A CONNECTED frame; the number tells several apart. */
export function connectedFrame(number = 1, details: Frame = {}): Frame {
  const connectionKey = `connection-key-${number}`;
  return {
    action: CONNECTED,
    connectionId: `connection-id-${number}`,
    connectionDetails: { connectionKey, maxIdleInterval: 15_000, connectionStateTtl: 120_000, ...details },
  };
}

export function errorFrame(code: number, statusCode: number, action = ERROR): Frame {
  return { action, error: { code, statusCode, message: 'refused' } };
}

/** A WebSocket whose other end is the test. */
export class MockSocket {
  readonly url: URL;
  readonly sent: Frame[] = [];
  readonly #answer: (frame: Frame, socket: MockSocket) => void;
  readonly #listeners: Record<string, ((event: { data: unknown }) => void)[]> = {};

  constructor(url: string, answer: (frame: Frame, socket: MockSocket) => void) {
    this.url = new URL(url);
    this.#answer = answer;
  }

  addEventListener(type: string, listener: (event: { data: unknown }) => void): void {
    (this.#listeners[type] ??= []).push(listener);
  }

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    queueMicrotask(() => this.#answer(frame, this));
  }

  close(): void {
    queueMicrotask(() => this.#tell('close', undefined));
  }

  /** What the service sends. */
  receive(frame: Frame): void {
    this.#tell('message', JSON.stringify(frame));
  }

  #tell(type: string, data: unknown): void {
    for (const listener of this.#listeners[type] ?? []) listener({ data });
  }
}

/** The service of a test: answers each connection with CONNECTED unless the test says otherwise. */
class MockService {
  readonly sockets: MockSocket[] = [];
  readonly connections: AuthConnection[] = [];
  onOpen: (socket: MockSocket, count: number) => void = (socket) => socket.receive(connectedFrame());
  onFrame: (frame: Frame, socket: MockSocket) => void = () => undefined;

  get socket(): MockSocket {
    return this.sockets.at(-1) as MockSocket;
  }

  /** Tokens in the URLs of the connections, in their order. */
  get tokens(): (string | null)[] {
    return this.sockets.map(({ url }) => url.searchParams.get('accessToken'));
  }

  client(options: ClientAuthOptions) {
    const open = (socket: MockSocket) => {
      this.sockets.push(socket);
      queueMicrotask(() => this.onOpen(socket, this.sockets.length));
    };
    const answer = (frame: Frame, socket: MockSocket) => this.onFrame(frame, socket);
    const WebSocket = class extends MockSocket {
      constructor(url: string) {
        super(url, answer);
        open(this);
      }
    };
    const auth = new Auth(options);
    const connection = new AuthConnection(auth, { WebSocket });
    this.connections.push(connection);
    const changes: StateChange[] = [];
    connection.on((change) => void changes.push(change));
    return { auth, connection, changes };
  }

  /** A client whose tokens are token-1, token-2 and so on. */
  counting(options: ClientAuthOptions = {}) {
    const asked: unknown[] = [];
    const authCallback = async (params: unknown) => {
      asked.push(params);
      return { token: `token-${asked.length}`, expires: Date.now() + 3_600_000 };
    };
    return { asked, ...this.client({ authCallback, ...options }) };
  }

  /** Such a client, which connects. */
  connecting(options?: ClientAuthOptions) {
    const client = this.counting(options);
    client.connection.connect();
    return client;
  }

  /** Such a client, which is connected and has told of no change since. */
  async connected(options: ClientAuthOptions = {}) {
    const client = this.connecting(options);
    await reached(client.connection, 'connected');
    client.changes.length = 0;
    return client;
  }
}

/** The service of a file, another one for each test, with real timers after it. */
export function useService(): MockService {
  const service = new MockService();
  beforeEach(() => void Object.assign(service, new MockService()));
  afterEach(() => {
    // A connection that tries again would open sockets in the next test.
    for (const connection of service.connections) connection.close();
    vi.useRealTimers();
  });
  return service;
}

/** An authCallback that gives a token once. */
export function tokenOnce(then: () => Promise<never>): NonNullable<ClientAuthOptions['authCallback']> {
  let isFirst = true;
  return async () => {
    if (!isFirst) return then();
    isFirst = false;
    return { token: 'token-1' };
  };
}

/** An authCallback that fails as an auth server does that refuses. */
export const refusedBy = (code: number, statusCode: number) => async (): Promise<never> => {
  throw Object.assign(new Error('no token'), { code, statusCode });
};

/** Waits for a state, unless it is there already. */
export function reached(connection: AuthConnection, state: ConnectionStatus): Promise<void> {
  return new Promise((resolve) => {
    if (connection.state === state) return resolve();
    const stop = connection.on(({ current }) => {
      if (current !== state) return;
      stop();
      resolve();
    });
    return undefined;
  });
}
