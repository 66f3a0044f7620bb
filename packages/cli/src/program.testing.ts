import { program } from './program.js';

export const KEY_NAME = 'appId.keyId';
export const SECRET = 'Zm9v:YmFy-s3cr.et';
export const KEY = `${KEY_NAME}:${SECRET}`;
export const NOW = 1_750_000_000_000;

export type Run = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Runs the command as a shell would: what it printed, and its exit code. */
export async function run(
  args: readonly string[],
  {
    stdin = '',
    isTTY = false,
    environment = {},
    now = () => NOW,
    columns = 80,
  }: {
    stdin?: string | readonly Uint8Array[];
    isTTY?: boolean;
    environment?: Record<string, string>;
    now?: () => number;
    columns?: number;
  } = {},
): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await program(args, {
    stdin: source(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin, isTTY),
    stdout: { isTTY, columns, write: (text) => (stdout += text) },
    stderr: { isTTY, columns, write: (text) => (stderr += text) },
    environment,
    now,
  });
  return { exitCode, stdout, stderr };
}

/** The same with the key in the environment. */
export function runWithKey(
  args: readonly string[],
  stdin = '',
  environment: Record<string, string> = {},
): Promise<Run> {
  return run(args, { stdin, environment: { ABLY_KEY: KEY, ...environment } });
}

function source(chunks: readonly Uint8Array[], isTTY: boolean) {
  return Object.assign(
    (async function* () {
      yield* chunks;
    })(),
    { isTTY },
  );
}
