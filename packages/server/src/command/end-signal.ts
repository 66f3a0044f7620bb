import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Runs something until the process is asked to end; when it is asked a second time, it ends at once. */
export async function untilEndSignal<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const end = (name: (typeof SIGNALS)[number]) => {
    if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, end);
  try {
    return await run(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, end);
  }
}
