import { constants } from 'node:os';
import { createTokenService, type Incoming, type Outgoing, type ServiceEvent } from '@ably-auth/server';
import type { KeyDirectory, TokenService, TokenServiceOptions } from '@ably-auth/server';
import { toKeyDirectory } from '@ably-auth/server/internal';
import { listen, type ListenOptions, type ListeningService, type Upgradable } from '@ably-auth/server/node';
import { redactKeys } from '@ably-auth/validation/internal';
import { EXIT } from '../exit-codes.js';
import { NotStarted, UsageError } from '../failure.js';
import type { Io } from '../io.js';
import { readText } from './config-file.js';
import { findKeys, type FoundKeys } from './keys.js';
import { describe, logEvent, logStoreEvent, openLog } from './log.js';
import type { Metrics } from './metrics.js';
import type { ServiceOptions } from './service-options.js';
import { startMessage, startObject } from './start-message.js';
import { openStore, type OpenStore, type RedisSettings } from './stores.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** What a command serves. */
export type Service = {
  create(options: TokenServiceOptions): (TokenService & Upgradable) | Promise<TokenService & Upgradable>;
  /** Paths that it has beside those of the token service. */
  readonly routes: readonly string[];
  /** Why others must not reach it. */
  readonly loopbackOnly?: string;
  /** Whether its own store in memory is used where there is no Redis: its clock is in the hands of a test. */
  readonly hasOwnStore?: boolean;
};

export const tokenService: Service = { create: createTokenService, routes: [] };

export const sandbox: Service = {
  create: async (options) => (await import('@ably-auth/sandbox')).createSandbox(options),
  routes: ['/apps', '/channels', '/presence', '/stats', '/sandbox', 'WebSocket'],
  loopbackOnly: 'can make apps and keys',
  hasOwnStore: true,
};

/**
 * Runs a service until a signal ends it.
 *
 * @returns the exit code
 * @throws {UsageError} if an option or the config file is wrong
 * @throws {NotStarted} if it cannot start
 */
export async function runService(service: Service, options: ServiceOptions, io: Io): Promise<number> {
  const run = (signal: AbortSignal) => serve(service, options, io, signal);
  return io.signal === undefined ? untilEndSignal(run) : run(io.signal);
}

async function serve(service: Service, options: ServiceOptions, io: Io, signal: AbortSignal): Promise<number> {
  let found = await findKeys(options, io);
  const tls = await readTls(options);
  const hasMetrics = options.metrics === true || options.metricsPort !== undefined;
  const metrics = hasMetrics ? (await import('./metrics.js')).createMetrics(options.version) : undefined;
  const form = options.log ?? (io.stderr.isTTY === true ? 'pretty' : 'json');
  const log = await openLog(form, io.stderr, () => metrics?.countDroppedLine());
  const settings = redisSettings(options, found, io, {
    configuration: () => found.keys,
    onEvent(event) {
      metrics?.note(event);
      logStoreEvent(log, event);
    },
  });
  const opened = await openStore(settings, found.sealingKeys);
  for (const warning of warningsOf(service, options, found, settings)) log.warn(warning);
  const listening: ListeningService[] = [];
  try {
    const store = metrics?.watch(opened.store) ?? opened.store;
    const keys = reloadable(found.keys);
    const { sealingKeys } = opened;
    const served = await service.create({
      keys,
      ...((settings !== undefined || service.hasOwnStore !== true) && { store }),
      ...(sealingKeys.length > 0 && { sealingKeys }),
      ...(await rateLimit(options, opened, settings)),
      ...(options.clockTolerance !== undefined && { clockToleranceMs: options.clockTolerance }),
      requireTls: options.requireTls === true,
      onEvent(event: ServiceEvent) {
        metrics?.count(event);
        logEvent(log, event);
      },
    });
    const isShared = metrics !== undefined && options.metricsPort === undefined;
    const handle = async (incoming: Incoming): Promise<Outgoing> => {
      if (isShared && isMetrics(incoming)) return metrics.answer();
      return served.handle(options.trustProxy === true ? { ...incoming, ...forwarded(incoming) } : incoming);
    };
    const onRefused = (status: number) => {
      metrics?.countRefused(status);
      log.warn({ status }, 'refused before it was a request');
    };
    const { port, host } = options;
    const main = await startListening({ ...served, handle }, { port, host, tls, onRefused });
    listening.push(main);
    const metricsUrl =
      metrics === undefined || options.metricsPort === undefined
        ? undefined
        : await listenForMetrics(metrics, options.metricsPort, options.host, listening);

    const reload = async () => {
      try {
        found = await findKeys(options, io);
        keys.replace(found.keys);
        log.info({ keys: found.keys.length }, 'keys reloaded');
      } catch (error) {
        log.error(`keys not reloaded: ${describe(error)}`);
      }
    };
    const onHangUp = () => void reload();
    process.on('SIGHUP', onHangUp);
    const routes = [...(isShared ? ['/metrics'] : []), ...service.routes];
    const { generated } = found;
    const started = { ...main, keys: found.keys, generated, stores: opened.name, routes, metricsUrl };
    io.stdout.write(options.json === true ? `${JSON.stringify(startObject(started))}\n` : startMessage(started));
    await aborted(signal);
    process.off('SIGHUP', onHangUp);
    const closed = main.close({ drainMs: options.drainDelay });
    log.info('shutting down: draining in-flight requests');
    await closed;
    return EXIT.yes;
  } finally {
    // The metrics go on until the end.
    await Promise.all(listening.map((each) => each.close({ graceMs: 0 })));
    opened.close();
  }
}

/** A directory of keys that can be replaced while the service runs. */
function reloadable(keys: FoundKeys['keys']): KeyDirectory & { replace(keys: FoundKeys['keys']): void } {
  let current = toKeyDirectory(keys);
  return {
    find: (keyName) => current.find(keyName),
    hosts: (appId) => current.hosts(appId),
    replace(next) {
      current = toKeyDirectory(next);
    },
  };
}

/** From the command line, else the config file, else the environment. */
function redisSettings(
  { redis, redisPrefix, redisDurable, newStore }: ServiceOptions,
  { redis: configured }: FoundKeys,
  { environment }: Io,
  listeners: Pick<RedisSettings, 'configuration' | 'onEvent'>,
): RedisSettings | undefined {
  const fromEnvironment = environment['ABLY_AUTH_REDIS_URL'] ?? '';
  const isNewStore = newStore === true || environment['ABLY_AUTH_NEW_STORE'] === '1';
  const url = redis ?? configured?.url ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (url === undefined) {
    if (redisPrefix === undefined && redisDurable === undefined && newStore === undefined) return undefined;
    throw new UsageError('--redis-prefix, --redis-durable and --new-store: expected a Redis as well');
  }
  const prefix = redisPrefix ?? configured?.prefix;
  const durable = redisDurable ?? configured?.durable ?? false;
  return { url, ...(prefix !== undefined && { prefix }), durable, isNewStore, ...listeners };
}

function warningsOf(
  { loopbackOnly }: Service,
  { host, redis, requireTls, tlsCert }: ServiceOptions,
  { warnings }: FoundKeys,
  settings: RedisSettings | undefined,
): readonly string[] {
  const isPublic = !LOOPBACK.has(host);
  const hidden = redactKeys(host);
  return [
    ...warnings,
    ...(redis !== undefined && /:\/\/[^/]*:[^/]*@/.test(redis)
      ? ['the password of --redis is seen in the list of processes: use $ABLY_AUTH_REDIS_URL or the config file']
      : []),
    ...(settings === undefined
      ? ['stores in memory: a restart forgets spent nonces and revocations, and other instances do not know them']
      : []),
    ...(isPublic && requireTls !== true && tlsCert === undefined
      ? [`${hidden} takes Basic auth without TLS: use --require-tls behind a proxy, or --tls-cert and --tls-key`]
      : []),
    ...(isPublic && loopbackOnly !== undefined
      ? [`anyone who reaches ${hidden} ${loopbackOnly}: let it listen on 127.0.0.1 alone`]
      : []),
  ];
}

async function readTls({ tlsCert, tlsKey }: ServiceOptions): Promise<ListenOptions['tls']> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw new UsageError('--tls-cert and --tls-key: expected both');
  return { cert: await readText(tlsCert, '--tls-cert'), key: await readText(tlsKey, '--tls-key') };
}

/** Runs something until the process is asked to end; when it is asked a second time, it ends at once. */
async function untilEndSignal<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const controller = new AbortController();
  const end = (name: (typeof signals)[number]) => {
    if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
    controller.abort();
  };
  for (const name of signals) process.on(name, end);
  try {
    return await run(controller.signal);
  } finally {
    for (const name of signals) process.off(name, end);
  }
}

async function rateLimit(
  { rateLimit: rate }: ServiceOptions,
  { redis }: OpenStore,
  { prefix = 'ably-auth:' }: Pick<RedisSettings, 'prefix'> = {},
): Promise<Pick<TokenServiceOptions, 'rateLimiter'>> {
  if (rate === undefined) return {};
  const { RateLimiterMemory, RateLimiterRedis } = await import('rate-limiter-flexible');
  const options = { points: rate.requests, duration: rate.seconds, keyPrefix: `${prefix}rate` };
  const isShared = redis !== undefined;
  const rateLimiter = isShared
    ? new RateLimiterRedis({ ...options, storeClient: redis })
    : new RateLimiterMemory(options);
  return { rateLimiter };
}

async function startListening(
  service: Pick<TokenService, 'handle'> & Partial<Pick<TokenService, 'drain'>> & Upgradable,
  options: ListenOptions & { readonly host: string; readonly port: number },
): Promise<ListeningService> {
  try {
    return await listen(service, options);
  } catch (error) {
    throw new NotStarted(`cannot listen on ${options.host}:${options.port}: ${describe(error)}`);
  }
}

async function listenForMetrics(
  metrics: Metrics,
  port: number,
  host: string,
  listening: ListeningService[],
): Promise<string> {
  const handle = async (incoming: Incoming): Promise<Outgoing> =>
    isMetrics(incoming) ? metrics.answer() : { status: 404, headers: {}, body: '' };
  const started = await startListening({ handle }, { port, host });
  listening.push(started);
  return `${started.url}/metrics`;
}

function isMetrics({ path, method }: Incoming): boolean {
  return path === '/metrics' && (method === 'GET' || method === 'HEAD');
}

/** What the nearest proxy saw: what stands before it was written by others. */
function forwarded({ headers, address, isSecure }: Incoming): Pick<Incoming, 'address' | 'isSecure'> {
  const last = (name: string) => headers.get(name)?.split(',').at(-1)?.trim() ?? '';
  const [from, protocol] = [last('x-forwarded-for'), last('x-forwarded-proto')];
  return { address: from === '' ? address : from, isSecure: protocol === '' ? isSecure : protocol === 'https' };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
