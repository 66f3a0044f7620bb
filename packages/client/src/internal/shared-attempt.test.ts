import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SharedAttempt } from './shared-attempt.js';

type Work = {
  readonly end: readonly [(value: string) => void, (reason: Error) => void];
  readonly aborted: AbortSignal;
};

it('turns work that throws at once into a rejection', async () => {
  const attempt = new SharedAttempt<string>();
  const work = () => {
    throw new Error('at once');
  };
  await expect(attempt.start(work, undefined)).rejects.toThrow('at once');
  expect(attempt.isUnderWay).toBe(false);
});

it('starts nothing for a caller who has stopped', async () => {
  const attempt = new SharedAttempt<string>();
  const first = attempt.start(async () => 'first', undefined);
  await expect(attempt.start(async () => 'second', AbortSignal.abort(new Error('too late')))).rejects.toThrow(
    'too late',
  );
  expect(await first).toBe('first');
});

it('aborts superseded work before anything else can happen', async () => {
  const attempt = new SharedAttempt<string>();
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>(() => {});
  };
  void attempt.start(work, undefined);
  void attempt.start(work, undefined);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

type Step =
  | { readonly do: 'start' | 'wait' }
  | { readonly do: 'stop'; readonly caller: number }
  | { readonly do: 'settle' | 'fail'; readonly work: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('start' as const, 'wait' as const) }),
  fc.record({ do: fc.constant('stop' as const), caller: fc.nat(7) }),
  fc.record({ do: fc.constantFrom('settle' as const, 'fail' as const), work: fc.nat(5) }),
);

/** What should come of each caller: the newest work that nobody has abandoned decides, at the moment it ends. */
class Model {
  readonly outcomes: string[] = [];
  current: number | undefined;
  #works = 0;

  start(): void {
    this.current = this.#works++;
    this.outcomes.push('waiting');
  }

  wait(): void {
    this.outcomes.push('waiting');
  }

  stop(caller: number): void {
    if (this.outcomes[caller] === 'waiting') this.outcomes[caller] = `stopped ${caller}`;
    if (!this.outcomes.includes('waiting')) this.current = undefined;
  }

  end(work: number, result: string): void {
    if (work !== this.current) return;
    for (const [caller, outcome] of this.outcomes.entries()) {
      if (outcome === 'waiting') this.outcomes[caller] = result;
    }
    this.current = undefined;
  }
}

it('gives everybody who waits the newest result, and nobody the abort of another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const attempt = new SharedAttempt<string>();
      const model = new Model();
      const works: Work[] = [];
      const controllers: AbortController[] = [];
      const outcomes: string[] = [];
      const join = (call: (signal: AbortSignal) => Promise<string>) => {
        const caller = outcomes.push('waiting') - 1;
        const controller = new AbortController();
        controllers.push(controller);
        call(controller.signal).then(
          (value) => (outcomes[caller] = value),
          (reason: Error) => (outcomes[caller] = reason.message),
        );
      };
      for (const next of steps) {
        switch (next.do) {
          case 'start':
            join((signal) =>
              attempt.start(async (aborted) => new Promise((...end) => void works.push({ end, aborted })), signal),
            );
            model.start();
            break;
          case 'wait':
            if (!attempt.isUnderWay) break;
            join((signal) => attempt.wait(signal));
            model.wait();
            break;
          case 'stop':
            controllers[next.caller]?.abort(new Error(`stopped ${next.caller}`));
            model.stop(next.caller);
            break;
          case 'settle':
            works[next.work]?.end[0](`settled ${next.work}`);
            model.end(next.work, `settled ${next.work}`);
            break;
          case 'fail':
            works[next.work]?.end[1](new Error(`failed ${next.work}`));
            model.end(next.work, `failed ${next.work}`);
        }
        await new Promise(setImmediate);
        expect(outcomes).toEqual(model.outcomes);
        expect(attempt.isUnderWay).toBe(model.current !== undefined);
        if (model.current !== undefined) {
          expect(works.map(({ aborted }) => aborted.aborted).lastIndexOf(false)).toBe(model.current);
        }
      }
    }),
    { numRuns: 300 },
  );
});
