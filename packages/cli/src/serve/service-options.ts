import { InvalidArgumentError, Option, type Command } from 'commander';

/** The options of a command that runs a service. */
export type ServiceOptions = {
  readonly port: number;
  readonly host: string;
  readonly key?: readonly string[];
  readonly config?: string;
  readonly redis?: string;
  readonly redisPrefix?: string;
  readonly redisDurable?: boolean;
  readonly newStore?: boolean;
  readonly log?: 'json' | 'pretty';
  readonly rateLimit?: Rate;
  readonly trustProxy?: boolean;
  readonly requireTls?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly clockTolerance?: number;
  readonly drainDelay: number;
  readonly metrics?: boolean;
  readonly metricsPort?: number;
  readonly json?: boolean;
  /** The version of the command. */
  readonly version: string;
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
    .option('--redis <url>', 'keep nonces, revocations, large tokens and sealing keys in Redis; $ABLY_AUTH_REDIS_URL')
    .option('--redis-prefix <text>', 'what the names of all keys in Redis begin with; ably-auth: by default')
    .option('--redis-durable', 'this Redis writes to disk before it answers, and no replica replaces it')
    .option('--new-store', 'the first start on an empty Redis: issue tokens at once; $ABLY_AUTH_NEW_STORE=1')
    .option('--rate-limit <n/seconds>', 'most requests for each key name and each address, such as 100/60', readRate)
    .option('--trust-proxy', 'take addresses and TLS from the last entry of X-Forwarded-For and -Proto')
    .option('--require-tls', 'refuse Basic auth on requests that did not come over TLS')
    .option('--tls-cert <file>', 'PEM file with the certificate, for TLS of its own')
    .option('--tls-key <file>', 'PEM file with the private key')
    .option('--clock-tolerance <ms>', 'how far the clock of the signer of a JWT may be ahead; 5000', readMs)
    .option('--drain-delay <ms>', 'how long to go on answering after SIGTERM, with /readyz at 503', readMs, 0)
    .option('--metrics', 'serve metrics for Prometheus on /metrics')
    .option('--metrics-port <port>', 'serve metrics on a port of their own instead; 0 for a free one', readPort)
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
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return port;
}

function readMs(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected whole milliseconds.');
  return Number(text);
}

function readRate(text: string): Rate {
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (requests === undefined) throw new InvalidArgumentError('Expected requests/seconds, such as 100/60.');
  return { requests: Number(requests), seconds: Number(seconds) };
}
