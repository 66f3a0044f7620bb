import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Side } from '../measure.js';

/** A running program that signs with an SDK and with our package of its language. */
export type Program = {
  /** A side of a duel: `ours` or `theirs`, and how it is given the capability. */
  readonly side: (name: string, side: 'ours' | 'theirs', input: string) => Side;
  readonly close: () => void;
};

/** Starts a program that answers each line `<side> <input> <count>` with the CPU time in ns that this took it. */
export function startProgram(command: readonly string[], folder: string): Program {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const time = async (request: string) => {
    child.stdin.write(`${request}\n`);
    const { value } = (await lines.next()) as { value: string | undefined };
    const ns = Number(value);
    if (!(ns >= 0)) throw new Error(`${command.join(' ')}: expected the CPU time of "${request}", got ${value}`);
    return ns;
  };
  // The missing answer tells.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  return {
    side: (name, side, input) => ({ name, time: (count) => time(`${side} ${input} ${count}`) }),
    close: () => child.stdin.end(),
  };
}
