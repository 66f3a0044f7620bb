import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** An example as its README starts it: `npm start` in a process of its own, on a free port. */
export type Example = {
  readonly url: string;
  /** Everything that it has written so far. */
  output(): string;
  stop(): Promise<void>;
};

/** How an example ended that did not start. */
export type Ending = { readonly exitCode: number | null; readonly output: string };

/** Starts an example and waits until it says where it listens. */
export async function startExample(name: string, env: Readonly<Record<string, string>>): Promise<Example> {
  const { url, output, stop, ended } = run(name, env);
  const failed = ended.then((): never => {
    throw new Error(`${name} ended:\n${output()}`);
  });
  failed.catch(() => {}); // it ends at the latest when it is stopped
  return { url: await Promise.race([url, failed]), output, stop };
}

/** Starts an example that is to refuse its environment. */
export async function endOfExample(name: string, env: Readonly<Record<string, string>>): Promise<Ending> {
  const { url, output, stop, ended } = run(name, env);
  await Promise.race([url.then(stop), ended]);
  return { exitCode: await ended, output: output() };
}

function run(name: string, env: Readonly<Record<string, string>>) {
  const child = spawn('npm', ['start'], {
    cwd: fileURLToPath(new URL(name, import.meta.url)),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_update_notifier: 'false', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const written: Buffer[] = [];
  const output = () => Buffer.concat(written).toString();
  const ended = once(child, 'close').then(() => child.exitCode);
  const url = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      written.push(chunk);
      const found = /^Listening on (\S+)$/m.exec(output())?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const stop = async () => {
    // npm, its shell and the server are one process group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { url, output, stop, ended };
}
