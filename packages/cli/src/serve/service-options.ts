import { InvalidArgumentError, Option, type Command } from 'commander';

/** The options of a command that runs a service. */
export type ServiceOptions = {
  readonly port: number;
  readonly host: string;
  readonly key?: readonly string[];
  readonly config?: string;
  readonly redis?: string;
  readonly log?: 'json' | 'pretty';
  readonly rateLimit?: Rate;
  readonly trustProxy?: boolean;
  readonly metrics?: boolean;
  readonly json?: boolean;
};

/** So many requests in so many seconds. */
export type Rate = { readonly requests: number; readonly seconds: number };

/** Adds the options to a command. */
export function addServiceOptions(command: Command): Command {
  const more = (value: string, before: readonly string[] = []) => [...before, value];
  return command
    .option('--port <port>', 'where to listen; 0 for a free one', readPort, 8080)
    .option('--host <address>', 'where to listen; 0.0.0.0 for every interface', '127.0.0.1')
    .option('--config <file>', 'JSON file with keys and sealing keys')
    .option('--key <key>', 'appId.keyId:secret[=capability]; others can see it in the list of processes', more)
    .option('--redis <url>', 'keep nonces, revocations, large tokens and sealing keys in Redis')
    .option('--rate-limit <n/seconds>', 'most requests for each key name and each address, such as 100/60', readRate)
    .option('--trust-proxy', 'take addresses from the last entry of X-Forwarded-For')
    .option('--metrics', 'serve metrics for Prometheus on /metrics')
    .addOption(
      new Option('--log <form>', 'form of the log on stderr; pretty on a terminal, else json').choices([
        'json',
        'pretty',
      ]),
    )
    .option('--json', 'print where it listens as one JSON object');
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('expected a port, 0 to 65535.');
  return port;
}

function readRate(text: string): Rate {
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (requests === undefined) throw new InvalidArgumentError('expected requests/seconds, such as 100/60.');
  return { requests: Number(requests), seconds: Number(seconds) };
}
