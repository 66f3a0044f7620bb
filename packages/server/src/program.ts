import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { untilEndSignal } from './command/end-signal.js';
import { EXIT, EXIT_CODES_TEXT } from './command/exit-codes.js';
import { NotStarted, UsageError } from './command/failure.js';
import { hideSecrets } from './command/hide-secrets.js';
import { addOptions, type Options } from './command/options.js';
import type { Surroundings } from './command/surroundings.js';

export type { Surroundings } from './command/surroundings.js';

const EXAMPLES = `
Keys: those of --config and --key; without any, that of the environment variable
ABLY_KEY; without that one, a key is made and printed.

Config file:
  { "keys": [{ "key": "appId.keyId:secret", "capability": { "chat:*": ["subscribe"] },
               "revocableTokens": true }],
    "sealingKeys": [{ "kty": "oct", "kid": "2026-11", "k": "32 bytes as base64url" }] }
`;

/**
 * The command `ably-auth-server`: a token service, until it is ended.
 *
 * @param args the arguments after the name of the command
 * @param surroundings where it writes, the environment variables, and the signal that ends it
 * @returns the exit code: 0 ended gracefully, 2 wrong usage, 3 could not start
 * @throws {Error} for a fault of the command itself
 * @example
 * import { program } from '@ably-auth/server/program';
 * const written: string[] = [];
 * const sink = { write: (text: string) => written.push(text) };
 * const exitCode = await program(['--port', '0', '--key', 'appId.keyId:keySecret', '--json'], {
 *   stdout: sink, stderr: sink, environment: {}, signal: AbortSignal.timeout(100),
 * });
 * console.log(exitCode, written.some((text) => text.includes('"keys":["appId.keyId"]'))); // 0 true
 */
export async function program(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, signal } = surroundings;
  // What was mistyped, or given to another option, may be a key.
  const writeError = (text: string) => void stderr.write(hideSecrets(text));
  let exitCode: number = EXIT.ended;
  const command = addOptions(new Command('ably-auth-server'))
    .description(
      "A token service for Ably's token authentication: issues, narrows and revokes tokens, refuses replays.",
    )
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: writeError,
    })
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES_TEXT}`)
    .action(async (options: Options) => {
      const { serve } = await import('./command/serve.js');
      const run = (end: AbortSignal) => serve(options, surroundings, end);
      exitCode = signal === undefined ? await untilEndSignal(run) : await run(signal);
    });
  try {
    await command.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ended : EXIT.usage;
    if (error instanceof UsageError || error instanceof NotStarted) {
      writeError(`error: ${error.message}\n`);
      return error instanceof UsageError ? EXIT.usage : EXIT.notStarted;
    }
    throw error;
  }
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
