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
 * @throws {Error} with the end of what it wrote, where a command fails
 */
export async function runAll(commands: Commands, folder: string): Promise<void> {
  for (const command of commands) await run(command, folder);
}

async function run(command: readonly string[], folder: string): Promise<void> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise((ended) => {
    child.on('error', (error) => ended(error.message));
    child.on('close', (status, signal) => ended(status ?? signal));
  });
  if (code !== 0) throw new Error(`\`${command.join(' ')}\` ended with ${String(code)}:\n${text.slice(-4000)}`);
}
