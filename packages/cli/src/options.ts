import type { Command } from 'commander';

/** What every command with an answer of its own takes. */
export type JsonOption = { readonly json?: boolean };

/** Adds `--json`. */
export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print the answer, or the error, as JSON on stdout');
}

/** Shows how a command is used: lines that run as they stand. */
export function addExample(command: Command, lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
