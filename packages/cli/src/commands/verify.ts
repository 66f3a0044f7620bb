import type { Command } from 'commander';
import type { Context } from '../context.js';
import { readInput } from '../input.js';
import { addKeyOptions, requireKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { readTime } from '../times.js';

type VerifyOptions = KeyOptions & JsonOption & { readonly now?: number };

/** `ably-auth verify`: whether a TokenRequest or an Ably JWT is genuine and current. */
export function addVerify(program: Command, context: Context): void {
  const command = program
    .command('verify')
    .description('tell whether a TokenRequest or Ably JWT was signed with the key and is current')
    .argument('[input]', 'a TokenRequest or a JWT: the text, a file, or - for stdin')
    .option('--now <time>', 'ms, ISO 8601 or now; now by default', readTime(context.now));
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, ['export ABLY_KEY=appId.keyId:s3cret', 'ably-auth sign --client-id alice | ably-auth verify']);
  command.action(async (argument: string | undefined, options: VerifyOptions) => {
    const text = await readInput(argument, { name: 'input', mayBeText: 'token' }, context);
    const key = await requireKey(options, context);
    const now = options.now ?? context.now();
    const { verifyText } = await import('../inspect/verify-text.js');
    const inspection = await verifyText(text, { key, now: () => now });
    if (options.json) return context.output.json({ ok: true, ...inspection });
    const { inspectionLines } = await import('../inspect/inspection-lines.js');
    const { paint } = context.output;
    context.output.lines([`${paint.green('✓')} verified`, ...inspectionLines(inspection, context.output, now)]);
  });
}
