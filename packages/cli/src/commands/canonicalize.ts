import type { Command } from 'commander';
import { readCapability } from '../capability-input.js';
import type { Context } from '../context.js';
import { INPUT_HELP } from '../input.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { warnOfUnknown } from '../unknown-operations.js';

/** `ably-auth canonicalize`: the one text that every signer has to write. */
export function addCanonicalize(program: Command, context: Context): void {
  const command = program
    .command('canonicalize')
    .description('print the canonical text of a capability')
    .argument('[capability]', INPUT_HELP);
  addJsonOption(command);
  addExample(command, [`ably-auth canonicalize '{"news":["*"],"chat:*":["publish","history"]}'`]);
  command.action(async (argument: string | undefined, { json }: JsonOption) => {
    const text = await readCapability(argument, 'capability', context);
    const { canonicalizeCapability, parseCapability, unknownOperations } = await import('@ably-auth/capability');
    const canonical = canonicalizeCapability(text);
    if (json) {
      const unknown = unknownOperations(parseCapability(canonical));
      const wasCanonical = text.replace(/\r?\n$/, '') === canonical;
      context.output.json({ capability: canonical, wasCanonical, unknownOperations: unknown });
      return;
    }
    await warnOfUnknown([canonical], context.output);
    context.output.lines([canonical]);
  });
}
