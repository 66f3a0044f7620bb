import type { Command } from 'commander';
import { readCapability } from '../capability-input.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { INPUT_HELP } from '../input.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { warnOfUnknown } from '../unknown-operations.js';

/** `ably-auth intersect`: what two capabilities both permit, as a service narrows what a token asks for. */
export function addIntersect(program: Command, context: Context): void {
  const command = program
    .command('intersect')
    .description('print what two capabilities both permit; exit code 1 if that is nothing')
    .argument('<a>', INPUT_HELP)
    .argument('<b>', 'the same');
  addJsonOption(command);
  addExample(command, [`ably-auth intersect '{"chat:*":["*"]}' '{"chat:a":["publish"],"news":["*"]}'`]);
  command.action(async (first: string, second: string, { json }: JsonOption) => {
    const a = await readCapability(first, 'a', context);
    const b = await readCapability(second, 'b', context);
    const { canonicalizeCapability, intersect, parseCapability } = await import('@ably-auth/capability');
    await warnOfUnknown([a, b], context.output);
    const common = intersect(parseCapability(a), parseCapability(b));
    const isEmpty = Object.keys(common).length === 0;
    context.end(isEmpty ? EXIT.no : EXIT.yes);
    const capability = canonicalizeCapability(common);
    if (json) context.output.json({ capability, empty: isEmpty });
    else context.output.lines([capability]);
  });
}
