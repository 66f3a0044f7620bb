import { spawn } from 'node:child_process';

/** How a command ended: its exit code, or why it has none; and the end of what it wrote. */
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
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const end = (code: Ended['code']) => {
      clearTimeout(timer);
      ended({ code, stdout, stderr });
    };
    child.on('error', () => end('not found'));
    child.on('close', (code) => end(timedOut ? 'timed out' : (code ?? 1)));
  });
}
