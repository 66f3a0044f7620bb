import { ROOT } from '@ably-auth/checks/tool';
import { runCommand, type Ended } from '@ably-auth/languages/commands';
import { readAdapters } from './adapter.js';
import { prepare } from './prepare.js';

/** How long installing an SDK, or building a program, may take, in ms. */
const INSTALL_LIMIT_MS = 180_000;

/** How long a test may take that installs, builds and runs, in ms. */
export const SDK_TEST_LIMIT_MS = 3 * INSTALL_LIMIT_MS;

/** A program that drives an SDK, beside the adapter of this SDK. */
export type SdkProgram = {
  readonly name: string;
  /** How it is built; undefined: it need not be. */
  readonly build: readonly string[] | undefined;
  readonly run: readonly string[];
};

/**
 * Runs such a program, with the SDK installed.
 *
 * @param env variables of its environment, beside those of this process
 * @returns how it ended, or why it could not be run on this machine
 */
export async function runSdkProgram(
  { name, build, run }: SdkProgram,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended | { readonly notRun: string }> {
  const [adapter] = readAdapters(ROOT, [name]);
  if (adapter === undefined) throw new Error(`no adapter ${name}`);
  const prepared = await prepare(adapter, INSTALL_LIMIT_MS);
  if ('notRun' in prepared) return prepared;
  if (build !== undefined) {
    const built = await runCommand(build, adapter.folder, INSTALL_LIMIT_MS);
    if (built.code !== 0) throw new Error(`${build.join(' ')}: ${built.stderr}`);
  }
  const variables = Object.entries(env).map(([variable, value]) => `${variable}=${value}`);
  return runCommand(['env', ...variables, ...run, ...args], adapter.folder, INSTALL_LIMIT_MS);
}
