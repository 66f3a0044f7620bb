import type { Command } from 'commander';
import type { Intended, RefusalContext } from '@ably-auth/explain';
import { requireJson } from '../capability-input.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../failure.js';
import { INPUT_HELP, readInput } from '../input.js';
import { addKeyOptions, findKey, noKey, requireKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { readTime } from '../times.js';

type ExplainOptions = KeyOptions &
  JsonOption & {
    readonly intended?: string;
    readonly now?: number;
    readonly usedNonce?: readonly string[];
    readonly keyCapability?: string;
    readonly revocable?: true;
    readonly text?: string;
    readonly mac?: string;
    readonly compare?: string;
    readonly octets?: true;
  };

/** `ably-auth explain`: why a MAC does not match, why a request is refused. */
export function addExplain(program: Command, context: Context): void {
  const command = program
    .command('explain')
    .description('explain why a TokenRequest is refused: which mistake gives exactly its MAC, and how to fix it')
    .argument('[request]', `${INPUT_HELP}; a log line, a literal or an HTTP message that holds the request will do`)
    .option('--intended <params>', 'what the signer meant to send, as TokenParams: JSON text or a file')
    .option('--now <time>', 'when it was refused: ms, ISO 8601 or now', readTime(context.now))
    .option('--used-nonce <nonce>', 'a nonce that was used before; may be given again', collect)
    .option('--key-capability <capability>', 'what the key may do: JSON text or a file')
    .option('--revocable', 'the key has revocable tokens, which live an hour at most')
    .option('--text <text>', 'explain the MAC of a sign text instead of a request: a file, or - for stdin')
    .option('--mac <mac>', 'the MAC of --text')
    .option('--compare <request>', 'compare with another request or text: JSON text or a file')
    .option('--octets', 'show the sign text octet by octet');
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth sign --ttl 60000 | sed 's/60000/60/' |`,
    '  ably-auth explain  # exit code 1',
  ]);
  command.action(async (argument: string | undefined, options: ExplainOptions) => {
    if (options.text !== undefined || options.mac !== undefined) return explainText(options, context);
    const request = await readInput(argument, { name: 'TokenRequest', mayBeText: true }, context);
    if (options.compare !== undefined) return compareWith(request, options.compare, options, context);
    const knownContext = await refusalContext(options, context);
    const { findReasons } = await import('../explain/findings.js');
    const findings = await findReasons(request, knownContext);
    const isRefused = findings.reasons.length > 0 || findings.exposures.length > 0;
    // The MAC was not checked: it would be wrong to say that nothing refuses the request.
    if (!isRefused && knownContext.key === undefined) throw noKey();
    context.end(isRefused ? EXIT.no : EXIT.yes);
    if (options.json) return context.output.json({ ok: !isRefused, ...findings });
    const { findingsLines } = await import('../explain/findings-lines.js');
    context.output.lines(findingsLines(findings, context.output, options.octets === true));
  });
}

async function explainText(options: ExplainOptions, context: Context): Promise<void> {
  const { text: argument, mac } = options;
  if (argument === undefined || mac === undefined) throw new UsageError('--text and --mac: give both, or neither');
  const text = await readInput(argument, { name: '--text', mayBeText: true }, context);
  const key = await requireKey(options, context);
  const { explainMac } = await import('@ably-auth/explain');
  const found = await explainMac({ text, mac, key });
  context.end(found.matches ? EXIT.yes : EXIT.no);
  if (options.json) return context.output.json({ ok: found.matches, mac: found });
  const { macLines } = await import('../explain/mac-lines.js');
  context.output.lines(macLines(found, context.output, options.octets === true));
}

async function compareWith(expected: string, other: string, options: ExplainOptions, context: Context): Promise<void> {
  const actual = await readInput(other, { name: '--compare', mayBeText: true }, context);
  const { compare } = await import('@ably-auth/explain');
  const differences = compare(expected, actual);
  context.end(differences.length === 0 ? EXIT.yes : EXIT.no);
  if (options.json) return context.output.json({ ok: differences.length === 0, differences });
  const { comparisonLines } = await import('../explain/comparison-lines.js');
  context.output.lines(comparisonLines(differences, context.output));
}

function collect(nonce: string, earlier: readonly string[] = []): string[] {
  return [...earlier, nonce];
}

async function refusalContext(options: ExplainOptions, context: Context): Promise<RefusalContext> {
  const { now, usedNonce, revocable } = options;
  return {
    key: await findKey(options, context),
    intended: await readIntended(options, context),
    now: now === undefined ? undefined : () => now,
    seenNonces: usedNonce && new Set(usedNonce),
    keyCapability: await readKeyCapability(options, context),
    revocableTokens: revocable,
  };
}

async function readKeyCapability({ keyCapability }: ExplainOptions, context: Context): Promise<string | undefined> {
  if (keyCapability === undefined) return undefined;
  const text = await readInput(keyCapability, { name: '--key-capability', mayBeText: true }, context);
  const { parseCapability } = await import('@ably-auth/capability');
  try {
    await requireJson(text, 'capability');
    parseCapability(text);
  } catch (error) {
    throw new UsageError(`--key-capability: ${error instanceof Error ? error.message : String(error)}`);
  }
  return text;
}

const INTENDED = ['ttl', 'capability', 'clientId', 'timestamp', 'nonce'];

async function readIntended({ intended }: ExplainOptions, context: Context): Promise<Intended | undefined> {
  if (intended === undefined) return undefined;
  const text = await readInput(intended, { name: '--intended' }, context);
  const { parseJson } = await import('../parse-json.js');
  const params = parseJson(text, '--intended');
  const isObject = typeof params === 'object' && params !== null && !Array.isArray(params);
  const unknown = isObject ? Object.keys(params).filter((name) => !INTENDED.includes(name)) : [];
  if (isObject && unknown.length === 0) return params;
  const got = unknown.length === 0 ? '' : `, got ${unknown.map((name) => JSON.stringify(name)).join(', ')}`;
  throw new UsageError(`--intended: expected a JSON object with ${INTENDED.join(', ')}${got}`);
}
