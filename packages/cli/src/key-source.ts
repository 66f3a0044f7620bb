import type { Command } from 'commander';
import type { Context } from './context.js';
import { NotReadable, UsageError } from './failure.js';
import { readFile } from './input.js';
import type { Io } from './io.js';

/** The options of a command that takes a key. */
export type KeyOptions = { readonly key?: string; readonly keyFile?: string };

/** Environment variables that may hold the key, the first one first. */
const VARIABLES = ['ABLY_KEY', 'ABLY_API_KEY'] as const;

/** Of a key in an argument. */
export const SEEN_KEY =
  'a key on the command line is seen in the list of processes and kept in\nthe history of the shell: set ABLY_KEY or give --key-file instead';

/** Adds the options to a command. */
export function addKeyOptions(command: Command): Command {
  return command
    .option('--key-file <file>', 'file that holds the API key; without it $ABLY_KEY, then $ABLY_API_KEY')
    .option('--key <key>', 'the API key itself: others can see it in the list of processes');
}

/** The whole API key, checked; undefined if none is given. Nothing that is printed later holds its secret. */
export async function findKey(options: KeyOptions, context: Context): Promise<string | undefined> {
  const found = await givenKey(options, context);
  if (found === undefined) return undefined;
  // Before it is checked, so that no message about a malformed key holds any of it.
  context.output.hide(found.key);
  context.output.hide(found.key.slice(found.key.indexOf(':') + 1));
  const [{ parseApiKey }, { AblyAuthError }] = await Promise.all([
    import('@ably-auth/core'),
    import('@ably-auth/validation'),
  ]);
  try {
    context.output.hide(parseApiKey(found.key).secret);
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    throw new NotReadable(`${found.from}: ${error.message}`, around(found.key) ?? error.remediation, error.code);
  }
  return found.key;
}

/** What to take off a text that has more than the key. */
function around(text: string): string | undefined {
  if (/^["'].*["']$/s.test(text)) return 'Take the quotes off: they are not part of the key.';
  const name = /^(?:export )?([A-Z_]{1,40})=/.exec(text)?.[1];
  return name === undefined ? undefined : `Give what follows ${name}=, the key alone.`;
}

/** The whole API key. */
export async function requireKey(options: KeyOptions, context: Context): Promise<string> {
  const key = await findKey(options, context);
  if (key !== undefined) return key;
  throw noKey();
}

/** Nothing can be said without a key. */
export function noKey(): UsageError {
  return new UsageError('no key: set ABLY_KEY, or give --key-file <file>');
}

async function givenKey(
  { key, keyFile }: KeyOptions,
  { io, output }: Context,
): Promise<{ key: string; from: string } | undefined> {
  if (key !== undefined && keyFile !== undefined) throw new UsageError('give --key or --key-file, not both');
  if (key !== undefined) {
    output.warn(SEEN_KEY);
    return { key, from: '--key' };
  }
  if (keyFile !== undefined) {
    // Editors end a file with a line end, which is not part of the key.
    return { key: (await readFile(keyFile, '--key-file')).replace(/\r?\n$/, ''), from: '--key-file' };
  }
  return keyInEnvironment(io.environment);
}

/** The key of the first environment variable that holds one. */
export function keyInEnvironment(environment: Io['environment']): { key: string; from: string } | undefined {
  const from = VARIABLES.find((name) => (environment[name] ?? '') !== '');
  return from === undefined ? undefined : { key: environment[from] as string, from };
}
