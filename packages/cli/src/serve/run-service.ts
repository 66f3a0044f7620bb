import { constants } from 'node:os';
import { createTokenService, type Incoming, type Outgoing, type ServiceEvent } from '@ably-auth/server';
import type { TokenService, TokenServiceOptions } from '@ably-auth/server';
import { listen, type ListeningService, type Upgradable } from '@ably-auth/server/node';
import { redactKeys } from '@ably-auth/validation/internal';
import { EXIT } from '../exit-codes.js';
import { NotStarted } from '../failure.js';
import type { Io } from '../io.js';
import { findKeys } from './keys.js';
import { describe, logEvent, openLog } from './log.js';
import type { ServiceOptions } from './service-options.js';
import { startMessage, startObject } from './start-message.js';
import { openStores, type Stores } from './stores.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** What a command serves. */
export type Service = {
  create(options: TokenServiceOptions): (TokenService & Upgradable) | Promise<TokenService & Upgradable>;
  /** Paths that it has beside those of the token service. */
  readonly routes: readonly string[];
  /** Why others must not reach it. */
  readonly loopbackOnly?: string;
};

export const tokenService: Service = { create: createTokenService, routes: [] };

export const sandbox: Service = {
  create: async (options) => (await import('@ably-auth/sandbox')).createSandbox(options),
  routes: ['/apps', '/channels', '/presence', '/stats', '/sandbox', 'WebSocket'],
  loopbackOnly: 'can make apps and keys',
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
  const { keys, sealingKeys, generated, warnings } = await findKeys(options, io);
  const log = await openLog(options.log ?? (io.stderr.isTTY === true ? 'pretty' : 'json'), io.stderr);
  const stores = await openStores(options.redis, sealingKeys);
  for (const warning of warnings) log.warn(warning);
  if (service.loopbackOnly !== undefined && !LOOPBACK.has(options.host)) {
    log.warn(
      `anyone who reaches ${redactKeys(options.host)} ${service.loopbackOnly}: let it listen on 127.0.0.1 alone`,
    );
  }
  try {
    const metrics = options.metrics === true ? (await import('./metrics.js')).createMetrics() : undefined;
    const onEvent = (event: ServiceEvent) => {
      metrics?.count(event);
      logEvent(log, event);
    };
    const limits = await rateLimit(options, stores);
    const served = await service.create({ keys, ...stores.options, ...limits, onEvent });
    const handle = async (incoming: Incoming): Promise<Outgoing> => {
      if (metrics !== undefined && incoming.path === '/metrics' && incoming.method === 'GET') return metrics.answer();
      return served.handle(options.trustProxy === true ? { ...incoming, address: forwardedFor(incoming) } : incoming);
    };
    const listening = await startListening({ ...served, handle }, options);
    const routes = [...(metrics === undefined ? [] : ['/metrics']), ...service.routes];
    const started = { ...listening, keys, generated, stores: stores.name, routes };
    io.stdout.write(options.json === true ? `${JSON.stringify(startObject(started))}\n` : startMessage(started));
    await aborted(signal);
    const closed = listening.close();
    log.info('shutting down: draining in-flight requests');
    await closed;
    return EXIT.yes;
  } finally {
    stores.close();
  }
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
  { redis }: Stores,
): Promise<Pick<TokenServiceOptions, 'rateLimiter'>> {
  if (rate === undefined) return {};
  const { RateLimiterMemory, RateLimiterRedis } = await import('rate-limiter-flexible');
  const options = { points: rate.requests, duration: rate.seconds, keyPrefix: 'ably-auth:rate' };
  const isShared = redis !== undefined;
  const rateLimiter = isShared
    ? new RateLimiterRedis({ ...options, storeClient: redis })
    : new RateLimiterMemory(options);
  return { rateLimiter };
}

async function startListening(
  service: Pick<TokenService, 'handle'> & Upgradable,
  { port, host }: ServiceOptions,
): Promise<ListeningService> {
  try {
    return await listen(service, { port, host });
  } catch (error) {
    throw new NotStarted(`cannot listen on ${host}:${port}: ${describe(error)}`);
  }
}

/** The address that the nearest proxy saw: what stands before it was written by others. */
function forwardedFor({ headers, address }: Incoming): string | undefined {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return last === '' ? address : last;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
