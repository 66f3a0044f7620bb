import { LineProcess, ProcessError, type CommandOptions, type ProcessFailure } from './internal/line-process.js';
import { HELLO_LINE, ProtocolError, readAnswer, readHello, testLine, type Answer, type Hello } from './protocol.js';
import type { Vector } from './vector.js';

/** An adapter gave no answer that can be used. */
export type NoAnswer = {
  /** `start`: it had ended, and could not be started again. */
  readonly failure: ProcessFailure | 'start';
  /** What happened, as a sentence about the adapter. */
  readonly message: string;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
};

/** What came of asking an adapter. */
export type Reply = Answer | NoAnswer;

/** How an adapter is run. */
export type AdapterOptions = CommandOptions & {
  /** How long a test may take, in ms. */
  readonly timeoutMs: number;
  /** Whether a process of its own answers each line. */
  readonly oneShot?: boolean | undefined;
};

/** An adapter, which outlives its processes. */
export type Adapter = {
  /** Starts it. @throws {AdapterNotStarted} */
  hello(): Promise<Hello>;
  ask(vector: Pick<Vector, 'id' | 'operation' | 'input'>): Promise<Reply>;
  /** Ends it; returns what is wrong with the way it ended, if anything is. */
  close(): Promise<string | undefined>;
  /** Ends it at once, even in the middle of a test. */
  kill(): undefined;
};

/** The adapter could not be started, or did not introduce itself. */
export class AdapterNotStarted extends Error {
  /** The end of what it wrote to stderr. */
  readonly stderr: string;

  /**
   * @param message what the adapter did instead: `ended with exit code 1`
   * @param stderr the end of what it wrote to stderr
   */
  constructor(message: string, stderr: string) {
    super(message);
    this.name = 'AdapterNotStarted';
    this.stderr = stderr;
  }
}

/** Compilers and virtual machines take their time. */
const START_MS = 60_000;
const MAX_CLOSE_MS = 5_000;

function closeMs({ timeoutMs }: AdapterOptions): number {
  return Math.min(timeoutMs, MAX_CLOSE_MS);
}

/**
 * The adapter that a command runs.
 *
 * @param command the program and its arguments
 * @param options how long an answer may take, and how the adapter is run
 */
export function openAdapter(command: readonly string[], options: AdapterOptions): Adapter {
  return options.oneShot === true ? new OneShotAdapter(command, options) : new LongLivedAdapter(command, options);
}

/** Starts a process and asks who it is; one that does not answer is killed. */
async function start(
  command: readonly string[],
  options: AdapterOptions,
): Promise<{ readonly hello: Hello; readonly process: LineProcess }> {
  const process = new LineProcess(command, options);
  try {
    return { hello: readHello(await process.ask(HELLO_LINE, Math.max(START_MS, options.timeoutMs))), process };
  } catch (error) {
    process.kill();
    throw new AdapterNotStarted(messageOf(error), process.stderr);
  }
}

/** One process answers all tests; another takes its place when it fails. */
class LongLivedAdapter implements Adapter {
  readonly #command: readonly string[];
  readonly #options: AdapterOptions;
  #process: LineProcess | undefined;

  constructor(command: readonly string[], options: AdapterOptions) {
    this.#command = command;
    this.#options = options;
  }

  async hello(): Promise<Hello> {
    const { hello, process } = await start(this.#command, this.#options);
    this.#process = process;
    return hello;
  }

  async ask(vector: Pick<Vector, 'id' | 'operation' | 'input'>): Promise<Reply> {
    if (this.#process?.isAlive !== true) {
      try {
        await this.hello();
      } catch (error) {
        if (!(error instanceof AdapterNotStarted)) throw error;
        const message = `the adapter could not be started again: it ${error.message}`;
        return { failure: 'start', message, stderr: error.stderr };
      }
    }
    return askProcess(this.#process as LineProcess, vector, this.#options.timeoutMs);
  }

  async close(): Promise<string | undefined> {
    return this.#process?.isAlive === true ? this.#process.close(closeMs(this.#options)) : undefined;
  }

  kill(): undefined {
    this.#process?.kill();
  }
}

/** A process answers one line and ends. */
class OneShotAdapter implements Adapter {
  readonly #command: readonly string[];
  readonly #options: AdapterOptions;

  constructor(command: readonly string[], options: AdapterOptions) {
    this.#command = command;
    this.#options = options;
  }

  async hello(): Promise<Hello> {
    const { hello, process } = await start(this.#command, this.#options);
    await process.close(closeMs(this.#options));
    return hello;
  }

  async ask(vector: Pick<Vector, 'id' | 'operation' | 'input'>): Promise<Reply> {
    const started = new LineProcess(this.#command, this.#options);
    const reply = await askProcess(started, vector, this.#options.timeoutMs);
    if ('failure' in reply) return reply;
    const wrong = await started.close(closeMs(this.#options));
    if (wrong === undefined) return reply;
    return { failure: 'ended', message: `the adapter ${wrong}`, stderr: started.stderr };
  }

  close(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  kill(): undefined {}
}

/** Without an answer the process is ended: which answer would come next is not known. */
async function askProcess(
  process: LineProcess,
  vector: Pick<Vector, 'id' | 'operation' | 'input'>,
  timeoutMs: number,
): Promise<Reply> {
  try {
    return readAnswer(await process.ask(testLine(vector), timeoutMs), vector.id);
  } catch (error) {
    const message = `the adapter ${messageOf(error)}`;
    process.kill();
    const hint = message.endsWith('ended with exit code 0')
      ? `${message}; one that ends after each answer needs --one-shot`
      : message;
    return { failure: error instanceof ProcessError ? error.failure : 'output', message: hint, stderr: process.stderr };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ProcessError || error instanceof ProtocolError) return error.message;
  throw error;
}
