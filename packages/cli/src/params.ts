import { holds } from '@ably-auth/validation/internal';
import type { Command } from 'commander';
import { readCapability } from './capability-input.js';
import type { Context } from './context.js';
import { UsageError } from './failure.js';
import { readInput } from './input.js';
import { readDuration } from './times.js';

/** What `sign` and `jwt` both take as options. */
export type ParamsOptions = {
  readonly ttl?: number | undefined;
  readonly capability?: string | undefined;
  readonly clientId?: string | undefined;
};

/** Adds the options, and the argument that replaces them. */
export function addParamsOptions(command: Command): Command {
  return command
    .argument('[params]', 'the params in place of the options: JSON text, a file, or - for stdin')
    .option('--ttl <duration>', 'lifetime of the token: ms, or 90s, 15m, 1h', readDuration)
    .option('--capability <capability>', 'JSON text, a file, or - for stdin')
    .option('--client-id <id>', 'clientId of the token');
}

/** The params: those of the options that were given, or the JSON of the argument as it is, not yet checked. */
export async function readParams(
  argument: string | undefined,
  options: ParamsOptions & Readonly<Record<string, unknown>>,
  context: Context,
): Promise<object> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (argument === undefined) {
    const { capability } = options;
    if (capability === undefined) return Object.fromEntries(given);
    return { ...Object.fromEntries(given), capability: await readCapability(capability, 'capability', context) };
  }
  if (given.length > 0) throw new UsageError('give the params as JSON or as options, not both');
  const text = await readInput(argument, { name: 'TokenParams' }, context);
  const { parseJson } = await import('./parse-json.js');
  return parseJson(text, 'TokenParams') as object; // the signer checks it
}

/** Refuses what would tell everybody the secret of the key: the bearer can read what is signed. */
export function refuseSecret(values: readonly unknown[], secret: string): void {
  if (values.some((value) => holds(String(value), secret))) {
    throw new UsageError('a parameter holds the secret of the key, which the request would tell everybody');
  }
}
