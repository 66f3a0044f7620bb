import { runCommand } from '@ably-auth/languages/commands';
import type { Adapter } from './adapter.js';

/** Installed, with the time it took; or the reason why the SDK is not run, which is an error when it should have been. */
export type Prepared = { readonly installMs: number } | { readonly notRun: string; readonly failed: boolean };

/**
 * Looks for the adapter's toolchain and installs its SDK.
 * @param adapter Adapter to prepare.
 * @param limitMs How long installing may take, in ms.
 */
export async function prepare(adapter: Adapter, limitMs: number): Promise<Prepared> {
  for (const { command, needs } of adapter.toolchain) {
    const { code } = await runCommand(command, adapter.folder, limitMs);
    if (code !== 0) return { notRun: `no ${needs} on this machine`, failed: false };
  }
  const started = performance.now();
  const left = () => limitMs - (performance.now() - started);
  for (const command of adapter.install) {
    const { code, stdout, stderr } = await runCommand(command, adapter.folder, left());
    if (code === 'timed out') {
      return { notRun: `installing took longer than ${Math.round(limitMs / 1000)} s`, failed: false };
    }
    if (code !== 0) {
      const lines = `${stdout}\n${stderr}`.trim().split('\n').slice(-8).join('\n');
      return { notRun: `\`${command.join(' ')}\` failed:\n${lines}`, failed: true };
    }
  }
  return { installMs: performance.now() - started };
}
