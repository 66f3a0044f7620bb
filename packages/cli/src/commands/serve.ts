import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addExample } from '../options.js';
import { addServiceOptions, type ServiceOptions } from '../serve/service-options.js';

const KEYS = `
Keys: those of --config and --key; without any, that of $ABLY_KEY, then
$ABLY_API_KEY; without these, a temporary key is generated and printed.

Config file:
  { "keys": [{ "key": "appId.keyId:secret", "revocableTokens": true,
               "capability": { "chat:*": ["subscribe"] } }],
    "sealingKeys": [{ "kty": "oct", "kid": "2026-11",
                      "k": "32 bytes as base64url" }],
    "redis": { "url": "redis://:password@localhost:6379",
               "prefix": "ably-auth:", "durable": true } }

SIGINT or SIGTERM: goes on for --drain-delay, then finishes the requests in
flight, for ten seconds at most, and refuses new ones; a second signal ends it
at once with exit code 130 or 143. SIGHUP: reads the keys of the config file
again.`;

/** `ably-auth serve`: a token service. */
export function addServe(program: Command, context: Context): void {
  addService(program, context, 'serve', 'run a token service: issues, narrows and revokes tokens');
}

/** `ably-auth sandbox`: a token service with apps, channels and connections, for the tests of SDKs. */
export function addSandbox(program: Command, context: Context): void {
  addService(program, context, 'sandbox', 'run a sandbox for SDK tests: apps, REST channels, Realtime');
}

function addService(program: Command, context: Context, name: 'serve' | 'sandbox', description: string): void {
  const command = addServiceOptions(program.command(name).description(description)).addHelpText('after', KEYS);
  addExample(command, [
    'export ABLY_KEY=appId.keyId:s3cret',
    name === 'serve' ? 'ably-auth serve --port 8080 --rate-limit 600/60' : 'ably-auth sandbox --port 9010',
  ]);
  command.action(async (options: ServiceOptions) => {
    const { runService, sandbox, tokenService } = await import('../serve/run-service.js');
    context.end(
      await runService(
        name === 'serve' ? tokenService : sandbox,
        { ...options, version: program.version() ?? '' },
        context.io,
      ),
    );
  });
}
