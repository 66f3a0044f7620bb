import type { Command } from 'commander';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { readInput } from '../input.js';
import { addKeyOptions, findKey, SEEN_KEY, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { readTime } from '../times.js';

type InspectOptions = KeyOptions & JsonOption & { readonly now?: number };

/** `ably-auth inspect`: what a text is, what it permits, when it ends. */
export function addInspect(program: Command, context: Context): void {
  const command = program
    .command('inspect')
    .description('tell what a request, token, JWT or key is, what it permits and when it ends')
    .argument('[input]', 'JSON text, a token, a file, or - for stdin')
    .option('--now <time>', 'ms, ISO 8601 or now; now by default', readTime(context.now));
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth sign --capability '{"chat:*":["*"]}' | ably-auth inspect`,
  ]);
  command.action(async (argument: string | undefined, options: InspectOptions) => {
    const text = await readInput(argument, { name: 'input', mayBeText: 'token' }, context);
    const key = await findKey(options, context);
    const now = options.now ?? context.now();
    const [{ inspectText }, { inspectionLines }, { checkablePart }] = await Promise.all([
      import('../inspect/inspect-text.js'),
      import('../inspect/inspection-lines.js'),
      import('../inspect/inspection.js'),
    ]);
    const inspection = await inspectText(text, { key, now: () => now });
    context.end(checkablePart(inspection).verification.status === 'refused' ? EXIT.no : EXIT.yes);
    if (inspection.kind === 'API key' && argument?.includes(':')) context.output.warn(SEEN_KEY);
    if (options.json) context.output.json(inspection);
    else context.output.lines(inspectionLines(inspection, context.output, now));
  });
}
