import { spawn, spawnSync } from 'node:child_process';
import type { Commands, Language } from './language.js';

/** How long one command may take: a type checker downloads itself first. */
const LIMIT_MS = 240_000;

/** What a language needs and this machine does not have; undefined where nothing is missing. */
export function missingOf({ toolchain, folder }: Pick<Language, 'toolchain' | 'folder'>): string | undefined {
  return toolchain.find(
    ({ command: [program = '', ...args] }) => spawnSync(program, args, { cwd: folder }).status !== 0,
  )?.needs;
}

/**
 * Runs commands one after the other.
 *
 * @throws {Error} with the end of what a command wrote, where it fails
 */
export async function runAll(commands: Commands, folder: string): Promise<void> {
  for (const command of commands) await outputOf(command, folder, LIMIT_MS);
}

/**
 * What a command prints.
 *
 * @throws {Error} with the end of what it wrote, where it fails
 */
export async function outputOf(command: readonly string[], folder: string, limitMs: number): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, folder, limitMs);
  if (code !== 0)
    throw new Error(`\`${command.join(' ')}\` ended with ${code}:\n${stdout.slice(-4000)}${stderr.slice(-4000)}`);
  return stdout;
}

/** How a command ended: its exit code, or why it has none; and what it wrote. */
export interface Ended {
  readonly code: number | 'not found' | 'timed out';
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end; one that outlives the limit is ended together with its children.
 * @param command Program and arguments.
 * @param folder Working directory.
 * @param limitMs How long it may take, in ms.
 */
export function runCommand(command: readonly string[], folder: string, limitMs: number): Promise<Ended> {
  const [program = '', ...args] = command;
  return new Promise((ended) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let timedOut = false;
    const kill = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, limitMs);
    // A group of its own does not get the Ctrl-C of the terminal.
    process.on('exit', kill);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const end = (code: Ended['code']) => {
      clearTimeout(timer);
      process.off('exit', kill);
      ended({ code, stdout, stderr });
    };
    child.on('error', () => end('not found'));
    child.on('close', (code) => end(timedOut ? 'timed out' : (code ?? 1)));
  });
}
