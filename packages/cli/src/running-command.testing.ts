import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { program } from './program.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

type Running = {
  readonly name?: 'serve' | 'sandbox';
  readonly environment?: Readonly<Record<string, string>>;
};

/** The built command in a process of its own. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  /** The start line of `--json`, or an empty object. */
  started: { readonly url: string; readonly port: number; readonly key?: string } = { url: '', port: 0 };
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  private constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, ...environment },
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Starts it on a free port, with `--json`, and waits until it listens. */
  static async start(args: readonly string[], { name = 'serve', environment = {} }: Running = {}) {
    const command = new RunningCommand([name, '--port', '0', '--json', ...args], environment);
    while (!command.stdout.includes('\n')) {
      const exit = await Promise.race([
        command.ended,
        once(command.child.stdout as object as NodeJS.EventEmitter, 'data'),
      ]);
      if (!Array.isArray(exit)) throw new Error(`ended with ${exit}: ${command.stderr}`);
    }
    command.started = JSON.parse(command.stdout) as RunningCommand['started'];
    return command;
  }

  get url(): string {
    return this.started.url;
  }

  /** What stderr holds once it holds this. */
  async logged(text: string): Promise<string> {
    while (!this.stderr.includes(text)) await once(this.child.stderr as object as NodeJS.EventEmitter, 'data');
    return this.stderr;
  }

  /** Ends it, and gives its exit code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Starts it, until the test ends. */
export async function startCommand(args: readonly string[], options?: Running): Promise<RunningCommand> {
  const command = await RunningCommand.start(args, options);
  onTestFinished(() => void command.child.kill('SIGKILL'));
  return command;
}

/** Runs the command in this process until it has written its start message, or has ended. */
export async function runProgram(
  args: readonly string[],
  {
    name = 'serve',
    environment = {},
    whileRunning,
  }: Running & { whileRunning?: (url: string, started: string) => Promise<void> } = {},
) {
  const controller = new AbortController();
  let [stdout, stderr] = ['', ''];
  let asked: Promise<void> | undefined;
  const exitCode = await program([name, ...args], {
    stdout: {
      write(text) {
        stdout += text;
        const url = /http:\/\/[\w.:[\]]+/.exec(stdout)?.[0] ?? '';
        asked ??= (whileRunning?.(url, stdout) ?? Promise.resolve()).finally(() => controller.abort());
      },
    },
    stderr: { write: (text) => (stderr += text) },
    environment,
    signal: controller.signal,
  });
  await asked;
  return { exitCode, stdout, stderr };
}

/** A file of this content. */
export function temporaryFile(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ably-auth-serve-')), 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
