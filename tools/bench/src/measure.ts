/** How long and how often is measured. */
export type Settings = {
  /** Rounds of a duel; in each, every side runs one batch. */
  readonly rounds: number;
  /** Length aimed at for a batch, in ms. */
  readonly batchMs: number;
  /** Time that each side runs before it is measured, in ms. */
  readonly warmupMs: number;
};

/** One of the competitors: an operation and fresh inputs for it. */
export type Side = {
  readonly name: string;
  /** Runs the operation `count` times and gives the CPU time that took, in ns; making the inputs is not counted. */
  readonly time: (count: number) => Promise<number>;
};

/** Nanoseconds of CPU time an operation, by side and round. */
export type Rounds = readonly (readonly number[])[];

// Inputs made ahead of a stretch of operations: few enough that they die young, as in a server.
const STRETCH = 2048;

// The result is kept, so that no operation can be optimised away.
const kept: { result: unknown } = { result: undefined };

/** The same input each time. */
export const again =
  <Input>(input: Input) =>
  (count: number): Input[] =>
    Array.from({ length: count }, () => input);

/** A side whose operation answers at once. */
export function side<Input>(name: string, inputs: (count: number) => Input[], run: (input: Input) => unknown): Side {
  return inStretches(name, inputs, (stretch) => {
    for (let i = 0; i < stretch.length; i++) kept.result = run(stretch[i] as Input);
  });
}

/** A side whose operation answers by a promise, which is awaited before the next operation starts. */
export function asyncSide<Input>(
  name: string,
  inputs: (count: number) => Input[],
  run: (input: Input) => Promise<unknown>,
): Side {
  return inStretches(name, inputs, async (stretch) => {
    for (let i = 0; i < stretch.length; i++) kept.result = await run(stretch[i] as Input);
  });
}

function inStretches<Input>(
  name: string,
  inputs: (count: number) => Input[],
  runAll: (stretch: readonly Input[]) => void | Promise<void>,
): Side {
  return {
    name,
    async time(count) {
      let microseconds = 0;
      for (let left = count; left > 0; left -= STRETCH) {
        const stretch = inputs(Math.min(left, STRETCH));
        const start = process.cpuUsage();
        const running = runAll(stretch);
        if (running !== undefined) await running;
        const { user, system } = process.cpuUsage(start);
        microseconds += user + system;
      }
      return microseconds * 1000;
    },
  };
}

/**
 * Runs all sides in short batches, turn by turn, and gives what each took in each round.
 *
 * CPU time of the whole process counts, threads of the garbage collector included, but not what other programs take
 * meanwhile. Other work that lasts longer than a batch slows all sides of a round alike, so that the ratios
 * within a round say more than the times. Who begins changes from round to round.
 */
export async function duel(sides: readonly Side[], { rounds, batchMs, warmupMs }: Settings): Promise<Rounds> {
  const counts: number[] = [];
  for (const competitor of sides) counts.push(await warmUp(competitor, warmupMs, batchMs));
  const times = sides.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const index = (round + turn) % sides.length;
      const count = counts[index] ?? 1;
      times[index]?.push(((await sides[index]?.time(count)) ?? Number.NaN) / count);
    }
  }
  return times;
}

/** Runs a side for a while, and gives the number of operations that fill a batch. */
async function warmUp({ time }: Side, warmupMs: number, batchMs: number): Promise<number> {
  let count = 1;
  let ns = await time(count);
  for (let spent = ns; spent < warmupMs * 1e6; spent += ns) {
    if (ns < batchMs * 1e6) count *= 2;
    ns = await time(count);
  }
  // An operation under the resolution of the clock, 1 µs, measures as 0.
  return Math.max(1, Math.round((count * batchMs * 1e6) / Math.max(ns, 1000)));
}
