import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What kept a process from printing a line. */
export type ProcessFailure = 'timeout' | 'ended' | 'output';

/** The process did not print a usable line: why, in words that follow "the adapter". */
export class ProcessError extends Error {
  readonly failure: ProcessFailure;

  /**
   * @param failure what kept it from printing a line
   * @param message the same in words
   */
  constructor(failure: ProcessFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** How a command is run. */
export type CommandOptions = {
  /** Where it runs; here if not given. */
  readonly cwd?: string | undefined;
  /** Gets what it writes to stderr, as it comes. */
  readonly onStderr?: ((text: string) => void) | undefined;
  /** Ends it at once. */
  readonly signal?: AbortSignal | undefined;
};

const MAX_LINE_OCTETS = 8 * 1024 * 1024;
const MAX_STDERR_CHARACTERS = 4096;
/** A process that has ended may leave output behind in its pipes. */
const DRAIN_MS = 200;
const isPosix = process.platform !== 'win32';

/** What still runs when this process ends, and must end with it. */
const running = new Set<LineProcess>();
const endAll = () => running.forEach((one) => one.kill());

/** A process that answers lines with lines. */
export class LineProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: string[] = [];
  readonly #ended: Promise<void>;
  #chunks: Buffer[] = [];
  #octets = 0;
  #stderr = '';
  #error: ProcessError | undefined;
  #wake = () => {};

  constructor([program = '', ...args]: readonly string[], { cwd, onStderr, signal }: CommandOptions) {
    // A group of its own, so that what it started itself ends with it.
    this.#child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'], detached: isPosix });
    running.add(this);
    const kill = () => this.kill();
    if (signal?.aborted === true) kill();
    signal?.addEventListener('abort', kill);
    if (!process.listeners('exit').includes(endAll)) process.on('exit', endAll);
    this.#child.stdin.on('error', () => {}); // It has ended; why is told by its exit.
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR_CHARACTERS);
      onStderr?.(text);
    });
    this.#ended = new Promise((resolve) => {
      let drained: ReturnType<typeof setTimeout> | undefined;
      const end = (message: string) => {
        clearTimeout(drained);
        signal?.removeEventListener('abort', kill);
        this.#fail('ended', message);
        running.delete(this);
        resolve();
      };
      this.#child.on('error', (error) => end(`could not be started: ${error.message}`));
      this.#child.on('close', (code, killedBy) => end(exitText(code, killedBy)));
      this.#child.on('exit', (code, killedBy) => {
        drained = setTimeout(() => {
          this.#endGroup(); // Something that it started holds its pipes open.
          end(exitText(code, killedBy));
        }, DRAIN_MS);
      });
    });
  }

  /** The end of what it wrote to stderr. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Whether it may still answer. */
  get isAlive(): boolean {
    return this.#error === undefined;
  }

  /**
   * Sends a line, with the line feed that ends it, and waits for the next line that it prints.
   *
   * @throws {ProcessError} if it ends, prints no line in time, or one that is too long or not UTF-8
   */
  async ask(line: string, timeoutMs: number): Promise<string> {
    this.#child.stdin.write(line);
    const timer = setTimeout(() => {
      this.#fail('timeout', `gave no answer within ${timeoutMs / 1000} s`);
      this.kill();
    }, timeoutMs);
    try {
      while (this.#lines.length === 0 && this.isAlive) await new Promise<void>((wake) => (this.#wake = wake));
    } finally {
      clearTimeout(timer);
    }
    const answer = this.#lines.shift();
    if (answer !== undefined) return answer;
    throw this.#error ?? new ProcessError('ended', 'was ended by the runner');
  }

  /** Closes its stdin and waits for its end; returns what is wrong with that, if anything is. */
  async close(timeoutMs: number): Promise<string | undefined> {
    this.#child.stdin.end();
    const timer = setTimeout(() => {
      this.#fail('timeout', `did not end within ${timeoutMs / 1000} s after its stdin was closed`);
      this.kill();
    }, timeoutMs);
    await this.#ended;
    clearTimeout(timer);
    return this.#error?.message === exitText(0, null) ? undefined : this.#error?.message;
  }

  /** Ends it now, with what it started. */
  kill(): void {
    this.#fail('ended', 'was ended by the runner');
    this.#endGroup();
  }

  #endGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(isPosix ? -pid : pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }

  #receive(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      this.#keep(rest.subarray(0, end));
      this.#finishLine();
      rest = rest.subarray(end + 1);
    }
    this.#keep(rest);
    this.#wake();
  }

  #keep(octets: Buffer): void {
    this.#octets += octets.length;
    if (this.#octets <= MAX_LINE_OCTETS) {
      this.#chunks.push(octets);
      return;
    }
    this.#fail('output', `printed a line of more than ${MAX_LINE_OCTETS} octets`);
    this.#chunks = [];
    this.kill();
  }

  #finishLine(): void {
    const line = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#octets = 0;
    if (!this.isAlive) return;
    try {
      this.#lines.push(utf8.decode(line).replace(/\r$/, ''));
    } catch {
      this.#fail('output', 'printed a line that is not UTF-8');
      this.kill();
    }
  }

  /** The first error is the one that tells. */
  #fail(failure: ProcessFailure, message: string): void {
    this.#error ??= new ProcessError(failure, message);
    this.#wake();
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function exitText(code: number | null, signal: string | null): string {
  return signal === null ? `ended with exit code ${code}` : `ended by ${signal}`;
}
