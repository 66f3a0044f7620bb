import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addExample } from '../options.js';

/** `ably-auth serve`: the command of @ably-auth/server. */
export function addServe(program: Command, context: Context): void {
  const command = program
    .command('serve')
    .description('run a token service; `serve --help` tells more')
    .argument('[arguments...]', 'those of ably-auth-server')
    // Its --help goes through as well.
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions();
  addExample(command, ['ably-auth serve --help']);
  command.action(async (args: string[]) => {
    const { program: serve } = await import('@ably-auth/server/program');
    context.end(await serve(args, context.surroundings));
  });
}
