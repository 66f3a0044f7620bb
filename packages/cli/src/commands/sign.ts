import type { Command } from 'commander';
import type { TokenParams } from '@ably-auth/validation';
import type { Context } from '../context.js';
import { addKeyOptions, requireKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { addParamsOptions, readParams, refuseSecret, type ParamsOptions } from '../params.js';
import { readTime } from '../times.js';
import { unitNotes } from '../unit-notes.js';
import { warnOfUnknown } from '../unknown-operations.js';

type SignOptions = KeyOptions & JsonOption & ParamsOptions & { readonly timestamp?: number; readonly nonce?: string };

/** `ably-auth sign`: a signed TokenRequest. */
export function addSign(program: Command, context: Context): void {
  const command = addParamsOptions(program.command('sign').description('sign a TokenRequest and print it as JSON'))
    .option('--timestamp <time>', 'ms, ISO 8601 or now; now by default', readTime(context.now))
    .option('--nonce <nonce>', '16 characters or more; a random one by default');
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth sign --client-id alice --capability '{"chat:*":["*"]}' --ttl 1h`,
  ]);
  command.action(async (argument: string | undefined, options: SignOptions) => {
    const { ttl, capability, clientId, timestamp, nonce } = options;
    const params = (await readParams(
      argument,
      { ttl, capability, clientId, timestamp, nonce },
      context,
    )) as TokenParams;
    const key = await requireKey(options, context);
    const { createTokenRequest, parseApiKey } = await import('@ably-auth/core');
    const request = await createTokenRequest(params, { key, now: context.now });
    const { keyName: _, mac: __, ...fields } = request;
    refuseSecret(Object.values(fields), parseApiKey(key).secret);
    if (request.capability !== undefined) await warnOfUnknown([request.capability], context.output);
    for (const note of unitNotes(request)) context.output.warn(note);
    // As it is: nothing in it is the secret, and a request that was changed would not match its MAC.
    context.io.stdout.write(`${JSON.stringify(request, undefined, 2)}\n`);
  });
}
