import { killed } from '@ably-auth/redis-process';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nextMessage } from '../serve/child.js';
import type { Question } from './service-process.js';

const MODULE = fileURLToPath(new URL('../../dist/reliability/service-process.js', import.meta.url));

/** A service in a process of its own. */
export class ServiceChild {
  url = '';
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** Starts one with its store in this Redis, or in memory. `durable` promises that a restart of it loses nothing. */
  static async start(redisUrl?: string, promise?: 'durable'): Promise<ServiceChild> {
    const service = new ServiceChild([redisUrl, promise].filter((each) => each !== undefined));
    await service.start();
    return service;
  }

  /** Starts it; another time on another port. */
  async start(): Promise<void> {
    this.#child = fork(MODULE, this.#args, { execArgv: ['--expose-gc'] });
    this.url = (await this.#next()) as string;
  }

  /** Sets its clock beside that of the machine. */
  async setClock(clockOffsetMs: number): Promise<void> {
    await this.#ask({ clockOffsetMs });
  }

  /** Bytes on the heap after garbage collection. */
  async heap(): Promise<number> {
    return (await this.#ask('heap')) as number;
  }

  async kill(): Promise<void> {
    await killed(this.#child);
  }

  #ask(question: Question): Promise<unknown> {
    const answer = this.#next();
    this.#child?.send(question);
    return answer;
  }

  #next(): Promise<unknown> {
    return nextMessage(this.#child as ChildProcess, 'service');
  }
}
