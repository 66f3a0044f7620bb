import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether this machine has a Redis. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

const IN_MEMORY = ['--save', '', '--appendonly', 'no'];

/** Arguments with which every command is on disk before it is answered. */
export const DURABLE: readonly string[] = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];

/** A real Redis in a process and a folder of its own, which can be killed and started again. */
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

  /** Starts one on a free port; it keeps nothing on disk unless `args` say so. */
  static async start(args: readonly string[] = IN_MEMORY): Promise<RedisProcess> {
    for (let attempt = 1; ; attempt++) {
      const redis = new RedisProcess(await freePort(), args);
      try {
        await redis.start();
        return redis;
      } catch (error) {
        await redis.remove();
        // Another process may have taken the port meanwhile.
        if (attempt === 5) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it again, on the same port and with what it kept on disk. */
  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, ...this.#args];
    // A Sentinel keeps what it knows in its configuration file.
    if (this.#args.includes('--sentinel')) {
      const file = join(this.#folder, 'sentinel.conf');
      writeFileSync(file, '');
      args.unshift(file);
    }
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    this.#child = child;
    while (!(await answersPing(this.port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    }
  }

  /** Ends it as a failure does, without a last word to disk or clients. */
  async kill(): Promise<void> {
    await killed(this.#child);
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

/** Kills a process, if it still runs, and waits for its end. */
export async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A Sentinel, which watches nothing yet. */
export function startSentinel(): Promise<RedisProcess> {
  return RedisProcess.start(['--sentinel']);
}

/** A cluster of three masters, without replicas. */
export async function startRedisCluster(): Promise<readonly RedisProcess[]> {
  const args = [...IN_MEMORY, '--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const nodes = await Promise.all([1, 2, 3].map(() => RedisProcess.start(args)));
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const { status, stdout } = spawnSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`redis-cli --cluster create: ${stdout}`);
  // Each node has to hear of the others.
  for (const { port } of nodes) {
    const info = () => spawnSync('redis-cli', ['-p', String(port), 'CLUSTER', 'INFO'], { encoding: 'utf8' }).stdout;
    while (!info().includes('cluster_state:ok')) await pause(20);
  }
  return nodes;
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      // Not yet, while it reads its files.
      if (!data.toString().startsWith('-LOADING')) resolve(true);
      else setTimeout(() => resolve(false), 10);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 10));
  });
}

/** A port that is free now, and whose port for the bus of a cluster (10 000 higher) exists. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    if (port <= 55_535) return port;
  }
}
