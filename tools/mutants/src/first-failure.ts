import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { JsonObject, Vector } from '@ably-auth/conformance';
import { compareOutput } from '@ably-auth/conformance/compare';
import type { Start } from './vector-targets.js';

// The runner asks one test after the other and explains what fails; a thousand mutants need no more than the first
// answer that is not the expected one.

/** How long an adapter may take for all tests before the mutant counts as one that never ends. */
const LIMIT_MS = 120_000;

type Answer = { readonly id?: string; readonly ok?: boolean; readonly output?: JsonObject; readonly error?: object };

/** Every line that the vectors have for an adapter, in their order. */
export function linesOf(vectors: readonly Vector[]): string {
  return vectors
    .flatMap(({ id, operation, input, before = [] }) => [
      ...before.map((given, index) => ({ type: 'test', id: `${id}#before-${index}`, operation, input: given })),
      { type: 'test', id, operation, input },
    ])
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/**
 * Runs vectors against an adapter, up to the first answer that is not the expected one.
 *
 * @returns the id of that test; undefined where each answer is as expected
 */
export async function firstFailure(
  { command: [program = '', ...args], env }: ReturnType<Start>,
  lines: string,
  vectors: ReadonlyMap<string, Vector>,
): Promise<string | undefined> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  child.stdin.on('error', () => undefined); // An adapter that ends early reads no more.
  child.stdin.end(lines);
  const left = new Set(vectors.keys());
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = readAnswer(line);
    const vector = vectors.get(answer.id ?? '');
    if (vector === undefined) continue;
    if (!(await isExpected(vector, answer))) {
      child.kill('SIGKILL');
      break;
    }
    left.delete(vector.id);
  }
  await ended;
  const [first] = left;
  return first;
}

function readAnswer(line: string): Answer {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return {};
  }
}

/** Whether an answer is exactly that of the vector; members that the vector does not have are not compared. */
async function isExpected(vector: Vector, { ok, output, error }: Answer): Promise<boolean> {
  if (vector.result === 'valid') {
    return ok === true && output !== undefined && (await compareOutput(vector, output)).length === 0;
  }
  const got: Readonly<Record<string, unknown>> = { ...error };
  return ok === false && Object.entries(vector.error).every(([name, wanted]) => plain(got[name]) === plain(wanted));
}

/** `$.a` and `$["a"]` are one place in JSONPath. */
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\.([A-Za-z_]\w*)/g, '["$1"]') : value;
}
