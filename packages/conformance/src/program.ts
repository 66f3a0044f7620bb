import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { AdapterNotStarted } from './adapter.js';
import { EXIT, Interruption, type Environment } from './environment.js';
import { runCommand, UsageError, type RunCommandOptions } from './run-command.js';
import { selfTestCommand } from './self-test-command.js';

/**
 * The command `ably-auth conformance`.
 *
 * @param args the arguments after the name of the command
 * @param io where it writes, the environment variables, and what ends it early
 * @returns the exit code
 * @throws {Error} if a report cannot be written
 */
export async function program(args: readonly string[], io: Environment): Promise<number> {
  let exitCode: number = EXIT.passed;
  const command = new Command('ably-auth conformance')
    .description("Runs the conformance vectors for Ably's token authentication against an SDK in any language.")
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 every test passed or failed as expected, 1 a test failed, 2 wrong\nusage, 3 the adapter could not be started.',
    );
  command
    .command('run')
    .description('run the vectors through an adapter')
    .usage('[options] -- <command...>')
    .argument('<command...>', 'program and arguments that start the adapter')
    .option('--vectors <directory>', 'vector files to use in place of the published ones')
    .option('--one-shot', 'start a process for each line')
    .option('--timeout <seconds>', 'how long a test may take', positive, 10)
    .option(
      '--max-seconds <seconds>',
      'how long the run may take; what was not run by then is reported as such',
      positive,
    )
    .option('--bail', 'stop at the first failure that is not expected')
    .option('--strict', 'fail a refusal whose code or path is not that of the vector')
    .option('--ids <glob...>', 'only tests whose id matches: mac/*')
    .option('--tags <tag...>', 'only tests with one of these flags or spec points')
    .addOption(new Option('--basis <basis>', 'only tests of this basis').choices(['spec', 'decision']))
    .addOption(
      new Option(
        '--tier <tier>',
        'sdk: what an SDK offers, library: what only a verifier or a JWT library does, all; by default sdk and what the adapter offers',
      ).choices(['sdk', 'library', 'all']),
    )
    .option('--quiet', 'print only the totals')
    .option('--json', 'print the report as JSON')
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--markdown <file>', 'write the report as Markdown')
    .option(
      '--expected-failures <file>',
      'list of known failures; others, and listed tests that do not fail, give exit code 1',
    )
    .option('--write-expected-failures', 'write that list; what the run leaves out stays as it is listed')
    .option('--generate <count>', 'also run this many generated tests for each operation of the selected tests', whole)
    .option('--seed <number>', 'which generated tests', whole)
    .addHelpText('after', '\nExample:\n  ably-auth conformance run --ids "mac/*" -- python3 adapter.py')
    .action(async (adapter: string[], options: RunCommandOptions) => {
      exitCode = await runCommand(adapter, options, io);
    });
  command
    .command('self-test')
    .description('check the vectors: our own packages pass all, an adapter with a bug in one operation fails there')
    .option('--vectors <directory>', 'vector files to use in place of the published ones')
    .action(async (options: { vectors?: string }) => {
      exitCode = await selfTestCommand(options.vectors, io);
    });
  try {
    await command.parseAsync(args, { from: 'user' });
    return interruptedBy(io) ?? exitCode;
  } catch (error) {
    const interrupted = interruptedBy(io);
    if (interrupted !== undefined) return interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage;
    if (error instanceof UsageError) {
      io.stderr.write(`error: ${error.message}\n`);
      return EXIT.usage;
    }
    if (error instanceof AdapterNotStarted) {
      io.stderr.write(`error: the adapter ${error.message}\n`);
      return EXIT.notStarted;
    }
    throw error;
  }
}

function interruptedBy({ signal }: Environment): number | undefined {
  return signal?.reason instanceof Interruption ? signal.reason.exitCode : undefined;
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 86_400)) throw new InvalidArgumentError('Expected a number of seconds.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return value;
}

/**
 * A signal that aborts when the process is told to end: `program` then reports what has been tested. The second time
 * ends the process.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(new Interruption(name, code));
    });
  }
  return controller.signal;
}
