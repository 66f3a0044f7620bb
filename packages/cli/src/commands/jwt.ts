import type { Command } from 'commander';
import type { AblyJwtParams } from '@ably-auth/jwt';
import type { Context } from '../context.js';
import { addKeyOptions, requireKey, type KeyOptions } from '../key-source.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { addParamsOptions, readParams, refuseSecret, type ParamsOptions } from '../params.js';
import { unitNotes } from '../unit-notes.js';
import { warnOfUnknown } from '../unknown-operations.js';

type JwtOptions = KeyOptions & JsonOption & ParamsOptions & { readonly revocationKey?: string };

/** `ably-auth jwt`: an Ably JWT. */
export function addJwt(program: Command, context: Context): void {
  const command = addParamsOptions(
    program.command('jwt').description('sign an Ably JWT, which is a token, and print it'),
  ).option('--revocation-key <name>', 'name by which the token can be revoked');
  addKeyOptions(command);
  addJsonOption(command);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    `ably-auth jwt --client-id alice --capability '{"chat:*":["*"]}' --ttl 1h |`,
    '  ably-auth inspect',
  ]);
  command.action(async (argument: string | undefined, options: JwtOptions) => {
    const { ttl, capability, clientId, revocationKey } = options;
    const params = (await readParams(argument, { ttl, capability, clientId, revocationKey }, context)) as AblyJwtParams;
    const key = await requireKey(options, context);
    const [{ createAblyJwt }, { parseApiKey }] = await Promise.all([
      import('@ably-auth/jwt'),
      import('@ably-auth/core'),
    ]);
    const { token, issued, expires, warning } = await createAblyJwt(params, { key, now: context.now });
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const claims = JSON.parse(text) as Readonly<Record<string, unknown>>;
    refuseSecret([text, ...Object.values(claims)], parseApiKey(key).secret);
    const granted = claims['x-ably-capability'];
    if (typeof granted === 'string') await warnOfUnknown([granted], context.output);
    for (const note of unitNotes({ ttl: expires - issued })) context.output.warn(note);
    if (warning !== undefined) context.output.warn(warning);
    // As it is: nothing in it is the secret, and a JWT that was changed would not match its signature.
    context.io.stdout.write(
      options.json ? `${JSON.stringify({ token, issued, expires }, undefined, 2)}\n` : `${token}\n`,
    );
  });
}
