import type { Command } from 'commander';
import { readCapability } from '../capability-input.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { INPUT_HELP } from '../input.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { warnOfUnknown } from '../unknown-operations.js';

/** `ably-auth permits`: whether a capability grants an operation on a resource, and which entry does. */
export function addPermits(program: Command, context: Context): void {
  const command = program
    .command('permits')
    .description('tell whether a capability grants an operation on a resource')
    .argument('<capability>', INPUT_HELP)
    .argument('<resource>', 'name of one channel, metachannel or queue')
    .argument('<operation>', 'such as publish');
  addJsonOption(command);
  addExample(command, [`ably-auth permits '{"chat:*":["publish"]}' chat:a history  # exit code 1`]);
  command.action(async (argument: string, resource: string, operation: string, { json }: JsonOption) => {
    const text = await readCapability(argument, 'capability', context);
    const { parseCapability, permits } = await import('@ably-auth/capability');
    const capability = parseCapability(text);
    const isPermitted = permits(capability, resource, operation);
    const by = Object.entries(capability)
      .filter(([name, operations]) => permits(parseCapability({ [name]: operations }), resource, operation))
      .map(([name]) => name);
    context.end(isPermitted ? EXIT.yes : EXIT.no);
    const { output } = context;
    if (json) return output.json({ permitted: isPermitted, by });
    await warnOfUnknown([{ [resource]: [operation] }], output);
    const grants = by.map((name) => JSON.stringify(name)).join(', ');
    output.lines([isPermitted ? `${output.paint.green('yes')}, by ${grants}` : output.paint.red('no')]);
  });
}
