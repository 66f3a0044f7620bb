import type { CommandWords } from './words.js';

/** The completion script for fish; anything that it does not know is completed as a file. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, description, options, choices }) => [
    `complete -c ably-auth -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...options.map(
      ({ flag, description: about, takesValue }) =>
        `complete -c ably-auth -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d ${quoted(about)}`,
    ),
    ...(choices.length === 0
      ? []
      : [
          `complete -c ably-auth -f -n '__fish_seen_subcommand_from ${name}; and test (count (commandline -opc)) -eq 2' -a '${choices.join(' ')}'`,
        ]),
  ]);
  return ['# fish completion of ably-auth; load it by: ably-auth completion fish | source', ...lines].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
