import { AdapterNotStarted } from '@ably-auth/conformance';
import type { Adapter } from './adapter.js';
import type { SdkResult } from './compatibility.js';
import { prepare } from './prepare.js';

/** Runs the vectors with a prepared adapter. */
export type RunVectors = (adapter: Adapter) => Promise<SdkResult>;

/** One SDK of this run: its result and the times it took in ms, or why it was not run. */
export type Run =
  | { readonly adapter: Adapter; readonly result: SdkResult; readonly installMs: number; readonly runMs: number }
  | { readonly adapter: Adapter; readonly notRun: string; readonly failed: boolean };

/**
 * Prepares and runs one adapter after the other.
 * @param adapters Adapters to run.
 * @param limitMs How long installing one SDK may take, in ms.
 * @param runVectors Runs a prepared adapter.
 * @param onRun Called after each, for progress.
 */
export async function runAdapters(
  adapters: readonly Adapter[],
  limitMs: number,
  runVectors: RunVectors,
  onRun: (run: Run) => void,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const adapter of adapters) {
    const run = await runAdapter(adapter, limitMs, runVectors);
    runs.push(run);
    onRun(run);
  }
  return runs;
}

async function runAdapter(adapter: Adapter, limitMs: number, runVectors: RunVectors): Promise<Run> {
  const prepared = await prepare(adapter, limitMs);
  if ('notRun' in prepared) return { adapter, ...prepared };
  const started = performance.now();
  try {
    const result = await runVectors(adapter);
    return { adapter, result, installMs: prepared.installMs, runMs: performance.now() - started };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stderr = error instanceof AdapterNotStarted ? error.stderr.trim() : '';
    return { adapter, notRun: stderr === '' ? message : `${message}:\n${stderr}`, failed: true };
  }
}
