import type { Command, Option } from 'commander';

/** What a shell may complete after a command. */
export type CommandWords = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWord[];
  /** The first argument, where it is one of a few words. */
  readonly choices: readonly string[];
};

export type OptionWord = { readonly flag: string; readonly description: string; readonly takesValue: boolean };

/** The words of every command, out of the command tree. */
export function words(program: Command): CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options, ...helpOf(command)].flatMap(({ long, description, required }) =>
      long ? [{ flag: long, description, takesValue: required }] : [],
    ),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }));
}

/** The options that commander itself adds. */
function helpOf(command: Command): readonly Option[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long === '--help');
}
