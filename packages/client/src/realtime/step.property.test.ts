import { AblyAuthError } from '@ably-auth/validation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTION } from './frames.js';
import { INITIAL, type Effect, type Frame, type Input, type State, type Environment } from './machine.js';
import { step } from './step.js';

// Random interleavings of calls, frames, losses and timers: what holds for every one of them.

const TIMEOUTS = { requestMs: 10, disconnectedRetryMs: 15, suspendedRetryMs: 30, callMs: 30 };

const failure = (code: number, statusCode: number) =>
  new AblyAuthError({ code, statusCode, remediation: 'Wait.' }, 'x');

const ERRORS = [
  undefined,
  failure(40142, 401),
  failure(40141, 401),
  failure(40140, 403),
  failure(40101, 401),
  failure(40102, 401),
  failure(50003, 503),
  failure(80003, 503),
] as const;

/** Stories in which nothing works do not get far. */
const mostly = <Usual, Other>(usual: Usual, other: fc.Arbitrary<Other>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const frames = fc.oneof(
  fc
    .record({ clientId: fc.constantFrom('*', 'alice', 'bob', undefined), key: fc.nat(3) })
    .map(({ clientId, key }): Frame => ({
      action: ACTION.CONNECTED,
      connectionId: 'id',
      connectionDetails: {
        ...(clientId === undefined ? {} : { clientId }),
        connectionKey: `id!${key}`,
        maxIdleInterval: key * 5,
      },
    })),
  fc
    .record({ action: fc.constantFrom(ACTION.DISCONNECTED, ACTION.ERROR), error: fc.constantFrom(...ERRORS) })
    .map(({ action, error }): Frame => (error === undefined ? { action } : { action, error })),
  fc
    .record({ action: fc.constantFrom(ACTION.ERROR, ACTION.ATTACHED), channel: fc.constantFrom('a', 'b') })
    .map(({ action, channel }): Frame => ({ action, channel, error: failure(40160, 401) })),
  fc.constant<Frame>({ action: ACTION.ERROR, error: failure(40142, 401) }),
  fc.constantFrom<Frame>({ action: ACTION.AUTH }, { action: ACTION.CLOSED }, { action: 0 }),
);

/** What happens next; numbers choose among what is under way. */
const happenings = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('connect', 'close', 'authorize', 'authorize', 'attach') },
  {
    weight: 4,
    arbitrary: fc.record({
      settle: fc.nat(9),
      error: mostly(undefined, fc.constantFrom(...ERRORS)),
      isCallers: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ frame: frames, on: mostly(0, fc.nat(9)) }) },
  { weight: 1, arbitrary: fc.record({ lose: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ fire: fc.nat(9) }) },
);
type Happening = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

/** The world around a connection: does what effects ask for, and checks that they make sense. */
class World {
  state: State = INITIAL;
  readonly open = new Set<number>();
  /** Every transport there ever was: late frames of old ones come as well. */
  readonly transports: number[] = [];
  attempts: number[] = [];
  readonly timers = new Map<string, Extract<Input, { type: 'timer' }>>();
  readonly pending = new Set<number>();
  #calls = 0;
  #uptime = 0;
  readonly #own: Pick<Environment, 'canRenew' | 'clientId'>;

  constructor(own: Pick<Environment, 'canRenew' | 'clientId'>) {
    this.#own = own;
  }

  happen(what: Happening): void {
    if (what === 'connect' || what === 'close') this.feed({ type: what });
    else if (what === 'authorize') this.feed({ type: what, call: this.#newCall() });
    else if (typeof what === 'string') this.feed({ type: 'attach', call: this.#newCall(), channel: 'a' });
    else if ('settle' in what) this.#settle(what);
    else if ('frame' in what)
      this.#on(what.on, (transport) => this.feed({ type: 'frame', transport, frame: what.frame }));
    else if ('lose' in what)
      this.#on(what.lose, (transport) => (this.open.delete(transport), this.feed({ type: 'lost', transport })));
    else this.#fire([...this.timers.keys()][what.fire % Math.max(1, this.timers.size)]);
  }

  feed(input: Input): void {
    this.#uptime += 7;
    const before = this.state;
    const { state, effects } = step(before, input, {
      uptime: this.#uptime,
      random: 0.5,
      timeouts: TIMEOUTS,
      ...this.#own,
    });
    this.state = state;
    for (const effect of effects) this.#do(effect);
    const isOver = ['failed', 'closed', 'suspended'].includes(state.status) && before.status !== state.status;
    if (isOver) expect(state.calls, 'a call that waits for what is over').toEqual([]); // RTC8b1
    if (state.status === 'failed' && before.status !== 'failed') expect(mayFail(before, input, this.#own)).toBe(true);
    expect(state.status === 'connected' ? this.open.has(state.transport ?? -1) : true).toBe(true);
  }

  /** Lets all timers of calls fire: then every call is settled. */
  end(): void {
    for (const name of this.timers.keys()) if (name.startsWith('call')) this.#fire(name);
    expect([...this.pending]).toEqual([]);
    expect(this.state.calls).toEqual([]);
  }

  #do(effect: Effect): void {
    if (effect.type === 'open') {
      expect([...this.open], 'a second transport').toEqual([]);
      this.open.add(effect.transport);
      this.transports.push(effect.transport);
    } else if (effect.type === 'closeTransport') this.open.delete(effect.transport);
    else if (effect.type === 'send')
      expect(this.open.has(effect.transport), 'a frame on a closed transport').toBe(true);
    else if (effect.type === 'obtain') this.attempts.push(effect.attempt);
    else if (effect.type === 'settle') expect(this.pending.delete(effect.call), 'a call settled twice').toBe(true);
    else if (effect.type === 'setTimer') {
      const { timer, call } = effect;
      expect(effect.ms).toBeGreaterThan(0);
      this.timers.set(nameOf(effect), call === undefined ? { type: 'timer', timer } : { type: 'timer', timer, call });
    } else if (effect.type === 'clearTimer') this.timers.delete(nameOf(effect));
  }

  #newCall(): number {
    const call = ++this.#calls;
    this.pending.add(call);
    return call;
  }

  #settle({ settle, error, isCallers }: Extract<Happening, { settle: number }>): void {
    const attempt = this.attempts[settle % Math.max(1, this.attempts.length)];
    if (attempt === undefined) return;
    this.attempts = this.attempts.filter((each) => each !== attempt);
    if (error === undefined) this.feed({ type: 'obtained', attempt, token: `token ${attempt}` });
    else this.feed({ type: 'notObtained', attempt, error, isCallers });
  }

  #on(choice: number, work: (transport: number) => void): void {
    const transport = this.transports.at(-1 - (choice % Math.max(1, this.transports.length)));
    if (transport !== undefined) work(transport);
  }

  #fire(name: string | undefined): void {
    const input = this.timers.get(name ?? '');
    this.timers.delete(name ?? '');
    if (input !== undefined) this.feed(input);
  }
}

function nameOf({ timer, call }: { readonly timer: string; readonly call?: number }): string {
  return call === undefined ? timer : `${timer} ${call}`;
}

/** RTN14g, RTN15j, RTC8a2, RSA15c, RSA4a2, RSA4d: there is no other cause for FAILED. */
function mayFail(
  before: State,
  input: Input,
  { canRenew, clientId: own }: Pick<Environment, 'canRenew' | 'clientId'>,
): boolean {
  if (input.type === 'notObtained') return input.error.statusCode === 403 || !canRenew;
  if (input.type !== 'frame') return false;
  const { action, channel, error, connectionDetails } = input.frame;
  const isRefusedToken = error?.statusCode === 401 && error.code >= 40140 && error.code < 40150;
  if (action === ACTION.CONNECTED)
    return own !== undefined && ![undefined, '*', own].includes(connectionDetails?.clientId);
  if (action === ACTION.DISCONNECTED) return isRefusedToken && !canRenew;
  return (
    action === ACTION.ERROR && channel === undefined && (!isRefusedToken || !canRenew || before.status === 'connected')
  );
}

it('is closed, not failed, by an ERROR that refuses its token while it closes', () => {
  const world = new World({ canRenew: true, clientId: 'alice' });
  const connected: Frame = { action: ACTION.CONNECTED, connectionId: 'id', connectionDetails: {} };
  world.happen('connect');
  world.happen({ settle: 0, error: undefined, isCallers: false });
  world.happen({ frame: connected, on: 0 });
  world.happen('close');
  world.happen({ frame: { action: ACTION.ERROR, error: failure(40142, 401) }, on: 0 });
  expect(world.state.status).toBe('closed');
});

it('has one transport at most, fails by the listed causes alone, and settles every call', () => {
  const own = fc.record({ canRenew: fc.boolean(), clientId: fc.constantFrom('alice', undefined) });
  fc.assert(
    fc.property(own, fc.array(happenings, { maxLength: 80 }), (environment, story) => {
      const world = new World(environment);
      for (const what of story) world.happen(what);
      world.end();
    }),
    { numRuns: 2000 },
  );
});
