import { AblyAuthError, type AuthOptions, type TokenDetails, type TokenParams } from '@ably-auth/validation';
import { INCOMPATIBLE_CREDENTIALS } from '@ably-auth/validation/error-codes';
import { accessOf, type Auth, type AuthAccess } from '../auth.js';
import { NO_TOKEN } from './error-codes.js';
import { connectionUrl, readFrame } from './frames.js';
import { INITIAL, type ChannelStatus, type ConnectionStatus, type Effect, type Input, type State } from './machine.js';
import type { StateChange, Timeouts, Timer } from './machine.js';
import { readOptions, type ConnectionOptions, type WebSocketLike } from './options.js';
import { step } from './step.js';

/** Takes changes of the connection, or of a channel. */
export type Listener<Change> = (change: Change) => void;

/** A change of a channel. */
export type ChannelChange = {
  readonly channel: string;
  readonly current: ChannelStatus;
  readonly reason: AblyAuthError | undefined;
};

/**
 * Keeps a connection of Ably Realtime authenticated: obtains a token before it connects, renews it before and after it
 * expires, and sends a new one on a live connection. It neither publishes nor subscribes.
 *
 * @example
 * import { Auth } from '@ably-auth/client';
 * import { AuthConnection } from '@ably-auth/client/realtime';
 * const auth = new Auth({ authUrl: 'https://example.com/auth' });
 * const connection = new AuthConnection(auth, { WebSocket: class { send() {} close() {} addEventListener() {} } });
 * connection.on(({ event, reason }) => console.log(event, reason?.code));
 * console.log(connection.state); // initialized
 */
export class AuthConnection {
  readonly #auth: Auth;
  readonly #access: AuthAccess;
  readonly #WebSocket: new (url: string) => WebSocketLike;
  readonly #timeouts: Timeouts;
  #state: State = INITIAL;
  #listeners: readonly Listener<StateChange>[] = [];
  #channelListeners: readonly Listener<ChannelChange>[] = [];
  readonly #sockets = new Map<number, WebSocketLike>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #calls = new Map<number, Call>();
  #nextCall = 1;
  /** Inputs that came while another one was worked on. */
  readonly #inputs: Input[] = [];
  #isWorking = false;

  /**
   * @param auth where credentials come from
   * @param options the `WebSocket` to use, and how long things take at most, in ms
   * @throws {TypeError} if the options are wrong, or there is no `WebSocket`
   */
  constructor(auth: Auth, options: ConnectionOptions = {}) {
    const { WebSocket, timeouts } = readOptions(options);
    this.#auth = auth;
    this.#access = accessOf(auth);
    this.#WebSocket = WebSocket;
    this.#timeouts = timeouts;
  }

  /** The state of the connection (RTN4). */
  get state(): ConnectionStatus {
    return this.#state.status;
  }

  /** Why it is not connected, or what went wrong on it last; null: nothing (RTN25). */
  get errorReason(): AblyAuthError | null {
    return this.#state.errorReason ?? null;
  }

  /** The id that the service gave the connection; null without one. */
  get id(): string | null {
    return this.#state.id ?? null;
  }

  /** A secret of this connection. */
  get key(): string | null {
    return this.#state.key ?? null;
  }

  /** Takes every change of state, and `update` where the connection stays connected. @returns stops it */
  on(listener: Listener<StateChange>): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  /** Takes every change of a channel. @returns stops it */
  onChannel(listener: Listener<ChannelChange>): () => void {
    this.#channelListeners = [...this.#channelListeners, listener];
    return () => {
      this.#channelListeners = this.#channelListeners.filter((each) => each !== listener);
    };
  }

  /** Connects, and again until close(). */
  connect(): void {
    this.#feed({ type: 'connect' });
  }

  close(): void {
    this.#feed({ type: 'close' });
  }

  /**
   * Obtains a token and puts it to use: on a live connection at once, else by connecting (RTC8).
   *
   * @param params what the token is asked for, as for `Auth.authorize`
   * @param options how to obtain it, as for `Auth.authorize`
   * @returns the token, once the service has taken it
   * @throws {AblyAuthError} why there is no token; why the service refuses it; 50003 after `timeouts.callMs`
   */
  async authorize(params?: TokenParams | null, options?: AuthOptions | null): Promise<TokenDetails> {
    const asked = { params, options };
    await this.#call((call) => ({ type: 'authorize', call }), asked);
    return this.#auth.tokenDetails as TokenDetails;
  }

  /**
   * Attaches to a channel, which shows what the token permits.
   *
   * @param channel its name
   * @throws {AblyAuthError} 40160 if the token does not permit it; 80017 if the connection is over
   */
  async attach(channel: string): Promise<void> {
    await this.#call((call) => ({ type: 'attach', call, channel }));
  }

  channelState(channel: string): ChannelStatus {
    return this.#state.channels.get(channel)?.status ?? 'initialized';
  }

  #call(input: (call: number) => Input, asked: Call['asked'] = {}): Promise<void> {
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { asked, resolve, reject });
      this.#feed(input(call));
    });
  }

  /** Works on one input after the other: a listener may cause the next one. */
  #feed(input: Input): void {
    this.#inputs.push(input);
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) {
        const { state, effects } = step(this.#state, next, {
          uptime: performance.now(),
          random: Math.random(),
          canRenew: this.#access.canRenew(),
          clientId: this.#access.clientId,
          timeouts: this.#timeouts,
        });
        this.#state = state;
        for (const effect of effects) this.#do(effect);
      }
    } finally {
      this.#isWorking = false;
    }
  }

  #do(effect: Effect): void {
    switch (effect.type) {
      case 'obtain':
        void this.#obtain(effect.attempt, effect.how);
        return;
      case 'dropToken':
        return this.#access.drop(effect.token);
      case 'open':
        return this.#open(effect.transport, effect.token, effect.resume);
      case 'send':
        return this.#sockets.get(effect.transport)?.send(JSON.stringify(effect.frame));
      case 'closeTransport':
        this.#sockets.get(effect.transport)?.close();
        this.#sockets.delete(effect.transport);
        return;
      case 'identify':
        return this.#access.identify(effect.clientId);
      case 'emit':
        return tell(this.#listeners, effect.change);
      case 'emitChannel':
        return tell(this.#channelListeners, { channel: effect.channel, current: effect.status, reason: effect.error });
      case 'settle': {
        const call = this.#calls.get(effect.call);
        this.#calls.delete(effect.call);
        return effect.error === undefined ? call?.resolve() : call?.reject(effect.error);
      }
      case 'setTimer':
        return this.#setTimer(effect.timer, effect.ms, effect.call);
      case 'clearTimer':
        clearTimeout(this.#timers.get(timerName(effect.timer, effect.call)));
    }
  }

  async #obtain(attempt: number, how: Extract<Effect, { type: 'obtain' }>['how']): Promise<void> {
    try {
      const token = await this.#tokenFor(how);
      this.#feed({ type: 'obtained', attempt, token });
    } catch (thrown) {
      const error =
        thrown instanceof AblyAuthError ? thrown : new AblyAuthError(NO_TOKEN, 'authorize: failed', { cause: thrown });
      const isCallers = thrown !== error || error.issues !== undefined || error.code === INCOMPATIBLE_CREDENTIALS.code;
      this.#feed({ type: 'notObtained', attempt, error, isCallers: isCallers || !this.#access.canRenew() });
    }
  }

  async #tokenFor(how: Extract<Effect, { type: 'obtain' }>['how']): Promise<string | undefined> {
    if (how === 'current') return this.#access.currentToken();
    const { params, options } = (how === 'prompted' ? undefined : this.#calls.get(how.call)?.asked) ?? {};
    return (await this.#auth.authorize(params, options)).token;
  }

  #open(transport: number, token: string | undefined, resume: string | undefined): void {
    const { baseUrl, key, clientId } = this.#access;
    const lost = () => {
      this.#sockets.delete(transport);
      this.#feed({ type: 'lost', transport });
    };
    let socket: WebSocketLike;
    try {
      socket = new this.#WebSocket(connectionUrl(baseUrl, { key, token, clientId, resume }));
    } catch {
      return lost(); // of what cannot be a URL the platform says so at once
    }
    this.#sockets.set(transport, socket);
    socket.addEventListener('message', ({ data }) => {
      const frame = readFrame(data);
      if (frame !== undefined) this.#feed({ type: 'frame', transport, frame });
    });
    socket.addEventListener('close', lost);
    socket.addEventListener('error', lost);
  }

  #setTimer(timer: Timer, ms: number, call: number | undefined): void {
    const name = timerName(timer, call);
    clearTimeout(this.#timers.get(name));
    const fire = () => {
      this.#timers.delete(name);
      this.#feed(call === undefined ? { type: 'timer', timer } : { type: 'timer', timer, call });
    };
    this.#timers.set(name, setTimeout(fire, ms));
  }
}

type Call = {
  readonly asked: {
    readonly params?: TokenParams | null | undefined;
    readonly options?: AuthOptions | null | undefined;
  };
  resolve(): void;
  reject(error: AblyAuthError): void;
};

function timerName(timer: Timer, call: number | undefined): string {
  return call === undefined ? timer : `${timer} ${call}`;
}

/** A listener that throws stops neither the others nor the connection; its error goes where unhandled ones go. */
function tell<Change>(listeners: readonly Listener<Change>[], change: Change): void {
  for (const listener of listeners) {
    try {
      listener(change);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
