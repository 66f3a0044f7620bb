import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCanonicalize } from './commands/canonicalize.js';
import { addCompletion } from './commands/completion.js';
import { addConformance } from './commands/conformance.js';
import { addExplain } from './commands/explain.js';
import { addInspect } from './commands/inspect.js';
import { addIntersect } from './commands/intersect.js';
import { addJwt } from './commands/jwt.js';
import { addPermits } from './commands/permits.js';
import { addSandbox, addServe } from './commands/serve.js';
import { addSign } from './commands/sign.js';
import { addValidate } from './commands/validate.js';
import { addVerify } from './commands/verify.js';
import type { Context } from './context.js';
import { EXIT, EXIT_CODES_TEXT } from './exit-codes.js';
import { reportFailure } from './failure.js';
import { Output } from './output.js';
import type { Io } from './io.js';

const START_TEXT = `Start here:
  ably-auth explain request.json    # a request was refused: why?
  export ABLY_KEY=appId.keyId:s3cret
  ably-auth jwt --client-id alice --ttl 1h | ably-auth inspect`;

/**
 * The command `ably-auth`.
 *
 * @param args the arguments after the name of the command
 * @param io where it reads and writes, the environment variables, and the clock in ms
 * @returns the exit code; errors are printed on stderr, or as JSON on stdout, and have codes of their own
 * @throws {Error} if nothing can be written
 */
export async function program(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.yes;
  const output = new Output(io);
  const isJson = asksForJson(args);
  const context: Context = {
    io,
    output,
    now: io.now ?? Date.now,
    end: (code) => (exitCode = code),
  };
  const command = commandTree(context, isJson);
  try {
    await command.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return await reportFailure(error, isJson, output);
  }
}

/** Every command with its arguments, options and help. */
function commandTree(context: Context, isJson: boolean): Command {
  const { io, output } = context;
  const command = new Command('ably-auth')
    .description('Tools for Ably token authentication: sign, verify, inspect, explain, serve.')
    .version(version())
    .exitOverride()
    // What follows conformance is its own.
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: (subcommand) => subcommand.name() })
    .configureOutput({
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
      writeOut: (text) => void io.stdout.write(text),
      // With --json the error is an object on stdout.
      writeErr: (text) => (isJson ? undefined : output.problem(text)),
    })
    .addHelpText('after', `\n${START_TEXT}\n\n${EXIT_CODES_TEXT}`);
  addExplain(command, context);
  addInspect(command, context);
  addVerify(command, context);
  addSign(command, context);
  addJwt(command, context);
  addValidate(command, context);
  addCanonicalize(command, context);
  addPermits(command, context);
  addIntersect(command, context);
  addConformance(command, context);
  addServe(command, context);
  addSandbox(command, context);
  addCompletion(command, context);
  return command;
}

/** Known before the arguments are parsed, since they may be wrong. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
