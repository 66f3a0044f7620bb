import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Whether a program is on this machine. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** A folder with the built command in it, as an installed package puts it on the PATH. */
function install(): string {
  if (!existsSync(CLI)) throw new Error('packages/cli is not built: npm run build');
  const made = mkdtempSync(join(tmpdir(), 'ably-auth-bin-'));
  writeFileSync(join(made, 'ably-auth'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(made, 'ably-auth'), 0o755);
  return made;
}

let folder: string | undefined;

/** Runs a script in a shell that knows the built command. */
export function inShell(
  script: string,
  shell = 'bash',
  cwd = tmpdir(),
): { status: number | null; stdout: string; stderr: string } {
  const { ABLY_KEY: _, ABLY_API_KEY: __, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(shell, ['-c', script], {
    encoding: 'utf8',
    env: { ...environment, PATH: `${(folder ??= install())}${delimiter}${process.env['PATH']}` },
    input: '',
    cwd,
  });
  return { status, stdout, stderr };
}
