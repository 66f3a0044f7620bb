import { listen, type ListeningService } from '../node.js';
import type { Incoming, Outgoing } from '../http/exchange.js';
import { createTokenService } from '../create-token-service.js';
import type { ServiceEvent } from '../service-event.js';
import type { TokenService, TokenServiceOptions } from '../token-service.js';
import { EXIT } from './exit-codes.js';
import { NotStarted } from './failure.js';
import { findKeys } from './find-keys.js';
import { hideSecrets } from './hide-secrets.js';
import { describe, logEvent, openLog } from './log.js';
import type { Options } from './options.js';
import { startMessage, startObject } from './start-message.js';
import { openStores, type Stores } from './stores.js';
import type { Surroundings } from './surroundings.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Runs the service until the signal ends it. @returns the exit code @throws {UsageError | NotStarted} */
export async function serve(options: Options, surroundings: Surroundings, signal: AbortSignal): Promise<number> {
  const { stdout, stderr } = surroundings;
  const { keys, sealingKeys, made, warnings } = await findKeys(options, surroundings);
  const log = await openLog(options.log ?? (stderr.isTTY === true ? 'pretty' : 'json'), stderr);

  const stores = await openStores(options.redis, sealingKeys);
  for (const warning of warnings) log.warn(warning);
  if (options.sandbox === true && !LOOPBACK.has(options.host)) {
    log.warn(
      `whoever reaches ${hideSecrets(options.host)} can make apps and keys: --sandbox is for this machine alone`,
    );
  }

  try {
    const metrics = options.metrics === true ? (await import('./metrics.js')).createMetrics() : undefined;
    const onEvent = (event: ServiceEvent) => {
      metrics?.count(event);
      logEvent(log, event);
    };
    const service = await createService(options, {
      keys,
      ...stores.options,
      ...(await limits(options, stores)),
      onEvent,
    });
    const handle = async (incoming: Incoming): Promise<Outgoing> => {
      if (metrics !== undefined && incoming.path === '/metrics' && incoming.method === 'GET') return metrics.answer();
      return service.handle(options.trustProxy === true ? { ...incoming, address: forwardedFor(incoming) } : incoming);
    };
    const listening = await startListening({ handle }, options);
    const started = {
      ...listening,
      keys,
      made,
      stores: stores.name,
      routes: [
        ...(metrics === undefined ? [] : ['/metrics']),
        ...(options.sandbox === true ? ['/apps', '/channels', '/stats'] : []),
      ],
    };
    stdout.write(options.json === true ? `${JSON.stringify(startObject(started))}\n` : startMessage(started));
    await aborted(signal);
    const closed = listening.close();
    log.info('ending: finishes what runs, refuses what comes');
    await closed;
    return EXIT.ended;
  } finally {
    stores.close();
  }
}

async function createService(options: Options, serviceOptions: TokenServiceOptions): Promise<TokenService> {
  if (options.sandbox !== true) return createTokenService(serviceOptions);
  const { createSandbox } = await import('../sandbox.js');
  return createSandbox(serviceOptions);
}

async function limits({ rateLimit }: Options, { redis }: Stores): Promise<Pick<TokenServiceOptions, 'rateLimiter'>> {
  if (rateLimit === undefined) return {};
  const { createRateLimiter } = await import('./rate-limiter.js');
  return { rateLimiter: createRateLimiter(rateLimit, redis) };
}

async function startListening(
  service: Pick<TokenService, 'handle'>,
  { port, host }: Options,
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
