import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has a Redis. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis that writes every command to disk before it answers, in a process that can be killed and started again. */
export class RedisProcess {
  readonly port: number;
  readonly #args: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));
  #child: ChildProcess | undefined;
  readonly #killAtExit = () => void this.#child?.kill('SIGKILL');

  private constructor(port: number, args: readonly string[]) {
    this.port = port;
    this.#args = args;
    process.once('exit', this.#killAtExit);
  }

  /** Starts one on a free port, with further arguments. */
  static async start(args: readonly string[] = []): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort(), args);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on its port, with what it kept on disk. */
  async start(): Promise<void> {
    const durable = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, ...durable, ...this.#args];
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    this.#child = child;
    while (!(await isReady(this.port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Stops it without ending it: connections stay, and nothing is answered. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends it, and what it kept. */
  async remove(): Promise<void> {
    await this.kill();
    process.off('exit', this.#killAtExit);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      // Not yet, while it reads its files.
      if (data.toString().startsWith('+PONG')) resolve(true);
      else setTimeout(() => resolve(false), 10);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 10));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
