import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that answers one message by one message. */
export type Child = {
  ask(question: unknown): Promise<unknown>;
  /** What it says without being asked. */
  next(): Promise<unknown>;
  end(): void;
};

/** Starts a module of this folder as a process of its own. */
export function startChild(module: 'server' | 'load', args: readonly string[] = []): Child {
  const child: ChildProcess = fork(fileURLToPath(new URL(`../../dist/serve/${module}.js`, import.meta.url)), args, {
    execArgv: [],
  });
  const next = () => nextMessage(child, module);
  return {
    next,
    ask(question) {
      const answer = next();
      child.send(question as object);
      return answer;
    },
    end: () => child.disconnect(),
  };
}

/** What a process says next. */
export function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`the ${name} process ended`));
    child.once('exit', ended).once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
