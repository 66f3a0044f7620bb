import { LineProcess, ProcessFault, type CommandOptions } from './internal/line-process.js';
import { HELLO_LINE, ProtocolFault, readAnswer, readHello, testLine, type Answer, type Hello } from './protocol.js';
import type { Vector } from './vector.js';

/** What came of asking an adapter: its answer, or what kept it from answering. */
export type Reply = Answer | { readonly fault: string; readonly stderr: string };

/** How an adapter is run. */
export type AdapterOptions = CommandOptions & {
  /** How long a test may take, in ms. */
  readonly timeoutMs: number;
  /** Whether a process of its own answers each line. */
  readonly oneShot?: boolean | undefined;
};

/** An adapter, whatever becomes of its processes. */
export type Adapter = {
  /** Starts it. @throws {AdapterNotStarted} */
  hello(): Promise<Hello>;
  ask(vector: Pick<Vector, 'id' | 'operation' | 'input'>): Promise<Reply>;
  /** Ends it; answers what is wrong with the way it ended, if anything is. */
  close(): Promise<string | undefined>;
};

/** The adapter could not be started, or did not introduce itself. */
export class AdapterNotStarted extends Error {
  /** The end of what it wrote to stderr. */
  readonly stderr: string;

  /**
   * @param message what the adapter did in place of introducing itself: `ended with exit code 1`
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
/** An adapter that cannot be started so often in a row is not started again. */
const MAX_FAILED_STARTS = 3;

function closeMs({ timeoutMs }: AdapterOptions): number {
  return Math.min(timeoutMs, MAX_CLOSE_MS);
}

/** The adapter that a command runs. */
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
    throw new AdapterNotStarted(faultOf(error), process.stderr);
  }
}

/** One process answers all tests; another takes its place when it fails. */
class LongLivedAdapter implements Adapter {
  readonly #command: readonly string[];
  readonly #options: AdapterOptions;
  #process: LineProcess | undefined;
  #failedStarts = 0;

  constructor(command: readonly string[], options: AdapterOptions) {
    this.#command = command;
    this.#options = options;
  }

  async hello(): Promise<Hello> {
    this.#failedStarts++;
    const { hello, process } = await start(this.#command, this.#options);
    this.#process = process;
    this.#failedStarts = 0;
    return hello;
  }

  async ask(vector: Pick<Vector, 'id' | 'operation' | 'input'>): Promise<Reply> {
    if (this.#process?.isAlive !== true) {
      if (this.#failedStarts >= MAX_FAILED_STARTS)
        return { fault: 'the adapter could not be started again', stderr: '' };
      try {
        await this.hello();
      } catch (error) {
        if (!(error instanceof AdapterNotStarted)) throw error;
        return { fault: `the adapter could not be started again: it ${error.message}`, stderr: error.stderr };
      }
    }
    return askProcess(this.#process as LineProcess, vector, this.#options.timeoutMs);
  }

  async close(): Promise<string | undefined> {
    return this.#process?.isAlive === true ? this.#process.close(closeMs(this.#options)) : undefined;
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
    if ('fault' in reply) return reply;
    const fault = await started.close(closeMs(this.#options));
    return fault === undefined ? reply : { fault: `the adapter ${fault}`, stderr: started.stderr };
  }

  close(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** After a fault the process is ended: which answer would come next is not known. */
async function askProcess(
  process: LineProcess,
  vector: Pick<Vector, 'id' | 'operation' | 'input'>,
  timeoutMs: number,
): Promise<Reply> {
  try {
    return readAnswer(await process.ask(testLine(vector), timeoutMs), vector.id);
  } catch (error) {
    process.kill();
    return { fault: `the adapter ${faultOf(error)}`, stderr: process.stderr };
  }
}

function faultOf(error: unknown): string {
  if (error instanceof ProcessFault || error instanceof ProtocolFault) return error.message;
  throw error;
}
