import { Argument, type Command } from 'commander';
import type { Context } from '../context.js';
import { addExample } from '../options.js';

const SHELLS = {
  bash: async () => (await import('../completion/bash.js')).bashCompletion,
  zsh: async () => (await import('../completion/zsh.js')).zshCompletion,
  fish: async () => (await import('../completion/fish.js')).fishCompletion,
} as const;

/** `ably-auth completion`: a script that completes what this command takes, made of the commands themselves. */
export function addCompletion(program: Command, context: Context): void {
  const command = program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(Object.keys(SHELLS)));
  addExample(command, ['source <(ably-auth completion bash)']);
  command.action(async (shell: keyof typeof SHELLS) => {
    const { words } = await import('../completion/words.js');
    const script = await SHELLS[shell]();
    context.output.lines([script(words(program))]);
  });
}
