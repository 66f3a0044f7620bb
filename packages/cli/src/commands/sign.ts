import { holds } from '@ably-auth/validation/internal';
import type { Command } from 'commander';
import type { TokenParams } from '@ably-auth/validation';
import type { Context } from '../context.js';
import { UsageError } from '../failure.js';
import { readInput } from '../input.js';
import { addKeyOptions, requireKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { readMs, readTime } from '../times.js';
import { unitNotes } from '../unit-notes.js';
import { warnOfUnknown } from '../unknown-operations.js';

type SignOptions = KeyOptions & JsonOption & TokenParams & { readonly capability?: string };

/** `ably-auth sign`: a signed TokenRequest. */
export function addSign(program: Command, context: Context): void {
  const command = program
    .command('sign')
    .description('sign a TokenRequest and print it as JSON')
    .argument('[params]', 'a TokenParams in place of the options: JSON text, a file, or - for stdin')
    .option('--ttl <ms>', 'how long the token shall live', readMs)
    .option('--capability <capability>', 'JSON text, a file, or - for stdin')
    .option('--client-id <id>', 'clientId of the token')
    .option('--timestamp <time>', 'ms, ISO 8601 or now; now by default', readTime(context.now))
    .option('--nonce <nonce>', '16 characters or more; a random one by default');
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth sign --client-id alice --capability '{"chat:*":["*"]}'`,
  ]);
  command.action(async (argument: string | undefined, options: SignOptions) => {
    const params = await readParams(argument, options, context);
    const key = await requireKey(options, context);
    const { createTokenRequest, parseApiKey } = await import('@ably-auth/core');
    const request = await createTokenRequest(params, { key, now: context.now });
    const { keyName: _, mac: __, ...fields } = request;
    const { secret } = parseApiKey(key);
    if (Object.values(fields).some((value) => holds(String(value), secret))) {
      throw new UsageError('a parameter holds the secret of the key, which the request would tell everybody');
    }
    if (request.capability !== undefined) await warnOfUnknown([request.capability], context.output);
    for (const note of unitNotes(request)) context.output.warn(note);
    // As it is: nothing in it is the secret, and a request that was changed would not match its MAC.
    context.io.stdout.write(`${JSON.stringify(request, undefined, 2)}\n`);
  });
}

async function readParams(
  argument: string | undefined,
  { ttl, capability, clientId, timestamp, nonce }: SignOptions,
  context: Context,
): Promise<TokenParams> {
  const given = Object.entries({ ttl, capability, clientId, timestamp, nonce }).filter(
    ([, value]) => value !== undefined,
  );
  if (argument === undefined) {
    if (capability === undefined) return Object.fromEntries(given);
    return { ...Object.fromEntries(given), capability: await readInput(capability, { name: 'capability' }, context) };
  }
  if (given.length > 0) throw new UsageError('give the params as JSON or as options, not both');
  const text = await readInput(argument, { name: 'TokenParams' }, context);
  const { parseJson } = await import('../parse-json.js');
  return parseJson(text, 'TokenParams') as TokenParams; // createTokenRequest checks it
}
