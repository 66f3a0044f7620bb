import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addExample } from '../options.js';

/** `ably-auth conformance`: the runner of @ably-auth/conformance. */
export function addConformance(program: Command, context: Context): void {
  const command = program
    .command('conformance')
    .description('run the conformance vectors against an SDK; see `conformance --help`')
    .argument('[arguments...]', 'see conformance --help')
    // Its --help goes through as well.
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions();
  addExample(command, ['ably-auth conformance self-test']);
  command.action(async (args: string[]) => {
    const { interruption, program: conformance } = await import('@ably-auth/conformance/program');
    context.end(await conformance(args, { ...context.io, signal: interruption() }));
  });
}
