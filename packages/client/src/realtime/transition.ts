import type { AblyAuthError } from '@ably-auth/validation';
import type { Channel, ConnectionStatus, Effect, Obtaining, State, Environment, Timer } from './machine.js';

/** A step under way: the state so far, and what is to be done. */
export class Transition {
  state: State;
  readonly effects: Effect[] = [];
  readonly environment: Environment;

  constructor(state: State, environment: Environment) {
    this.state = state;
    this.environment = environment;
  }

  set(changes: Partial<State>): void {
    this.state = { ...this.state, ...changes };
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  become(status: ConnectionStatus, reason?: AblyAuthError): void {
    const previous = this.state.status;
    if (previous === status) return;
    this.set({ status, ...(reason === undefined ? {} : { errorReason: reason }) });
    const change = { event: status, previous, current: status };
    this.effect({ type: 'emit', change: reason === undefined ? change : { ...change, reason } });
  }

  /** The connection stays connected, and something about it changed. */
  update(reason: AblyAuthError | undefined): void {
    const change = { event: 'update', previous: 'connected', current: 'connected' } as const;
    this.effect({ type: 'emit', change: reason === undefined ? change : { ...change, reason } });
  }

  timer(timer: Timer, ms: number): void {
    this.effect({ type: 'setTimer', timer, ms });
  }

  clear(timer: Timer): void {
    this.effect({ type: 'clearTimer', timer });
  }

  /** Takes note of a call, which always settles in time. */
  begin(call: number): void {
    this.set({ calls: [...this.state.calls, call] });
    this.effect({ type: 'setTimer', timer: 'call', ms: this.environment.timeouts.callMs, call });
  }

  settle(call: number, error: AblyAuthError | undefined): void {
    if (!this.state.calls.includes(call)) return;
    this.set({ calls: this.state.calls.filter((each) => each !== call) });
    this.effect({ type: 'clearTimer', timer: 'call', call });
    this.effect({ type: 'settle', call, error });
  }

  /** Asks for a token. */
  obtain(how: Extract<Effect, { type: 'obtain' }>['how']): void {
    const attempt = this.#number();
    const call = typeof how === 'object' ? how.call : undefined;
    const isPrompted = how === 'prompted';
    // For a transport there is one attempt at a time.
    if (how === 'current') this.abandon();
    this.set({ obtaining: [...this.state.obtaining, { attempt, call, isPrompted }] });
    this.effect({ type: 'obtain', attempt, how });
  }

  /** Forgets an attempt that has ended; undefined if it was abandoned. */
  take(attempt: number): Obtaining | undefined {
    const found = this.state.obtaining.find((each) => each.attempt === attempt);
    this.set({ obtaining: this.state.obtaining.filter((each) => each !== found) });
    return found;
  }

  /** Forgets the attempts that no call waits for. */
  abandon(): void {
    this.set({ obtaining: this.state.obtaining.filter(({ call }) => call !== undefined) });
  }

  /** Lets a call wait for the CONNECTED that answers the last AUTH, or another one. */
  await(call: number | undefined, which: 'last' | 'new'): void {
    const own = call === undefined ? [] : [call];
    const { awaiting } = this.state;
    const last = awaiting.at(-1) ?? [];
    this.set({ awaiting: which === 'new' ? [...awaiting, own] : [...awaiting.slice(0, -1), [...last, ...own]] });
  }

  /** Calls whose AUTH was lost with its transport wait for the next CONNECTED. */
  requeue(): void {
    const waiting = this.state.awaiting.flat();
    this.set({ awaiting: waiting.length === 0 ? [] : [waiting] });
  }

  open(token: string | undefined): void {
    const transport = this.#number();
    this.abandon();
    this.set({ transport, token });
    this.effect({ type: 'open', transport, token, resume: this.state.key });
    this.timer('connect', this.environment.timeouts.requestMs);
  }

  send(frame: object): void {
    const { transport } = this.state;
    if (transport !== undefined) this.effect({ type: 'send', transport, frame });
  }

  dropTransport(): void {
    const { transport } = this.state;
    if (transport === undefined) return;
    this.forgetTransport();
    this.effect({ type: 'closeTransport', transport });
  }

  /** Forgets a transport that is gone. */
  forgetTransport(): void {
    this.set({ transport: undefined });
    this.clear('connect');
    this.clear('idle');
  }

  channel(name: string, channel: Channel, error: AblyAuthError | undefined): void {
    const isNew = this.state.channels.get(name)?.status !== channel.status;
    this.set({ channels: new Map([...this.state.channels, [name, channel]]) });
    if (isNew) this.effect({ type: 'emitChannel', channel: name, status: channel.status, error });
  }

  /** Ends transport, attempts and calls (RTC8b1). */
  end(status: 'closed' | 'failed' | 'suspended', error: AblyAuthError): void {
    this.dropTransport();
    for (const timer of ['suspend', 'retry', 'close'] as const) this.clear(timer);
    this.set({ obtaining: [], awaiting: [], id: undefined, key: undefined });
    this.become(status, status === 'closed' ? undefined : error);
    for (const [name, channel] of this.state.channels) {
      const isDown = channel.status === 'attaching' || channel.status === 'attached';
      if (isDown) this.channel(name, { status: status === 'failed' ? 'failed' : 'detached', calls: [] }, error); // RTL3a, RTL3b
    }
    for (const call of this.state.calls) this.settle(call, error);
  }

  #number(): number {
    const { next } = this.state;
    this.set({ next: next + 1 });
    return next;
  }
}
