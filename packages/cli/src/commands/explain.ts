import type { Command } from 'commander';
import type { Intended, RefusalContext } from '@ably-auth/explain';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { INPUT_HELP, readInput } from '../input.js';
import { addKeyOptions, findKey, noKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { readTime } from '../times.js';

type ExplainOptions = KeyOptions &
  JsonOption & {
    readonly intended?: string;
    readonly now?: number;
    readonly usedNonce?: readonly string[];
    readonly keyCapability?: string;
    readonly revocable?: true;
  };

/** `ably-auth explain`: why a MAC does not match, why a request is refused. */
export function addExplain(program: Command, context: Context): void {
  const command = program
    .command('explain')
    .description('tell why a TokenRequest is refused: which mistake gives exactly its MAC, and how to mend it')
    .argument('[request]', INPUT_HELP)
    .option('--intended <params>', 'what the signer meant to send, as TokenParams: JSON text or a file')
    .option('--now <time>', 'when it was refused: ms, ISO 8601 or now', readTime(context.now))
    .option('--used-nonce <nonce>', 'a nonce that was used before; may be given again', collect)
    .option('--key-capability <capability>', 'what the key may do: JSON text or a file')
    .option('--revocable', 'the key has revocable tokens, which live an hour at most');
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth sign --ttl 60000 | sed 's/60000/60/' |`,
    '  ably-auth explain  # exit code 1',
  ]);
  command.action(async (argument: string | undefined, options: ExplainOptions) => {
    const request = await readInput(argument, { name: 'TokenRequest' }, context);
    const intended = await readIntended(options, context);
    const judgedBy = await refusalContext(options, context);
    const { findReasons } = await import('../explain/findings.js');
    const findings = await findReasons(request, judgedBy, intended);
    // The MAC was not judged: it would be wrong to say that nothing refuses the request.
    if (findings.reasons.length === 0 && judgedBy.key === undefined) throw noKey();
    context.end(findings.reasons.length === 0 ? EXIT.yes : EXIT.no);
    if (options.json) return context.output.json({ ok: findings.reasons.length === 0, ...findings });
    const { findingsLines } = await import('../explain/findings-lines.js');
    context.output.lines(findingsLines(findings, context.output));
  });
}

function collect(nonce: string, earlier: readonly string[] = []): string[] {
  return [...earlier, nonce];
}

async function refusalContext(options: ExplainOptions, context: Context): Promise<RefusalContext> {
  const { now, usedNonce, keyCapability, revocable } = options;
  return {
    key: await findKey(options, context),
    now: now === undefined ? undefined : () => now,
    seenNonces: usedNonce && new Set(usedNonce),
    keyCapability: keyCapability && (await readInput(keyCapability, { name: '--key-capability' }, context)),
    revocableTokens: revocable,
  };
}

async function readIntended({ intended }: ExplainOptions, context: Context): Promise<Intended> {
  if (intended === undefined) return {};
  const text = await readInput(intended, { name: '--intended' }, context);
  const { parseJson } = await import('../parse-json.js');
  const params = parseJson(text, '--intended');
  if (typeof params === 'object' && params !== null && !Array.isArray(params)) return params;
  const { UsageError } = await import('../failure.js');
  throw new UsageError('--intended: expected a JSON object with ttl, capability, clientId, timestamp or nonce');
}
