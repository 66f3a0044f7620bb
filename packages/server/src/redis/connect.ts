import { Cluster, Redis } from 'ioredis';
import { createSealingKey, readSealingKey, type SealingKey } from '../tokens/sealing-key.js';

/** A client of ioredis that the caller connected. */
export type RedisClient = Redis | Cluster;

/** What the names of all keys in Redis begin with, where the caller does not say otherwise. */
export const DEFAULT_PREFIX = 'ably-auth:';

/** @throws {TypeError} if it is not text, or has braces, which have a meaning in a cluster */
export function requirePrefix(prefix: unknown): void {
  if (typeof prefix !== 'string' || /[{}]/.test(prefix)) throw new TypeError('prefix: expected text without braces');
}

/**
 * Connects to Redis so that it fails fast: while Redis is unavailable a command is refused at once, and one that is
 * under way when Redis goes silent within four seconds; nothing waits in a queue. It connects again by itself.
 *
 * @param url `redis://[[user]:password@]host[:port][/database]`; the same with `rediss:` for TLS; for Sentinels
 *   `redis+sentinel://[…@]host[:port],host[:port]…/name[/database]`, for a cluster `redis+cluster://[…@]host[:port],…`,
 *   and with TLS `rediss+sentinel:`, `rediss+cluster:`
 * @returns the client; `await client.quit()` or `client.disconnect()` ends it
 * @throws {TypeError} if the URL is of another form
 * @throws {Error} if Redis does not answer now, or has no such database
 * @example
 * import { connectRedis } from '@ably-auth/server/redis';
 * export const connect = () => connectRedis('redis+sentinel://:password@sentinel-1,sentinel-2:26379/mymaster');
 */
export async function connectRedis(url: string): Promise<RedisClient> {
  const { kind, hosts, name, options } = readUrl(url);
  const client = createClient(kind, hosts, name, options);
  let reason: unknown;
  // Without a listener it would end the process; each command that fails rejects.
  client.on('error', (error) => (reason = error));
  try {
    await answerOf(client.connect(), 10_000);
    // A database that does not exist is otherwise an event alone, and the client goes on in database 0.
    if (client instanceof Redis) await client.select(options.db ?? 0);
    return client;
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  }
}

/** What a URL says beside the hosts. */
type UrlOptions = {
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: object;
  readonly sentinelTLS?: object;
  readonly enableTLSForSentinelMode?: boolean;
};

type Address = { readonly host: string; readonly port: number };

const RETRY = (times: number) => Math.min(25 * 2 ** times, 1000);

/** What makes a client fail fast. */
const FAIL_FAST = {
  enableOfflineQueue: false,
  // A command whose answer was lost may have been done: done again, it would find the nonce spent.
  maxRetriesPerRequest: 0,
  // A host that vanished closes no connection.
  socketTimeout: 4000,
  connectTimeout: 2000,
  retryStrategy: RETRY,
  // After a failover, the connection may still be to the one that is no longer the master.
  reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
} as const;

function createClient(kind: string, hosts: readonly Address[], name: string, options: UrlOptions): RedisClient {
  if (kind === 'cluster') {
    return new Cluster([...hosts], {
      lazyConnect: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: RETRY,
      redisOptions: { ...FAIL_FAST, ...options },
    });
  }
  const where = kind === 'sentinel' ? { sentinels: [...hosts], name, sentinelRetryStrategy: RETRY } : hosts[0];
  return new Redis({ ...FAIL_FAST, ...options, ...where, lazyConnect: true });
}

const URL_FORM =
  /^(?<scheme>rediss?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^:@/]*):(?<password>[^@]*)@)?(?<hosts>[^@/?#]+)(?<path>(?:\/[^/?#]*)*)$/;

/** Reads a URL with one host or several, which the platform's parser does not know. No message quotes it. */
function readUrl(url: string) {
  if (typeof url !== 'string') throw new TypeError('url: expected a string');
  const { scheme, kind = 'single', user, password, hosts = '', path = '' } = URL_FORM.exec(url)?.groups ?? {};
  const defaultPort = kind === 'sentinel' ? 26_379 : 6379;
  const addresses = hosts.split(',').map((each): Address => {
    const [, host = '', port = String(defaultPort)] = /^(\[[\da-fA-F:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(each) ?? [];
    return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
  });
  const [name = '', db = ''] = (kind === 'sentinel' ? path : `/${path}`).split('/').slice(1).filter(Boolean);
  const database = kind === 'sentinel' ? db : name;
  const isValid =
    scheme !== undefined &&
    addresses.every(({ host, port }) => host !== '' && port <= 65_535) &&
    (kind !== 'single' || addresses.length === 1) &&
    (kind !== 'sentinel' || name !== '') &&
    (kind !== 'cluster' || database === '') &&
    /^\d{0,5}$/.test(database);
  if (!isValid) {
    throw new TypeError(
      'url: expected redis://[user:password@]host[:port][/database], or redis+sentinel: or redis+cluster: with several hosts',
    );
  }
  const options: UrlOptions = {
    ...(user && { username: decodeURIComponent(user) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(database !== '' && { db: Number(database) }),
    ...(scheme === 'rediss' && {
      tls: {},
      ...(kind === 'sentinel' && { sentinelTLS: {}, enableTLSForSentinelMode: true }),
    }),
  };
  return { kind, hosts: addresses, name, options };
}

/** How long Redis may take to answer, in ms, unless an option says otherwise. */
const ANSWER_TIMEOUT_MS = 1000;

/**
 * Waits for an answer of Redis, but not for long: a client queues commands while it is not connected.
 * What comes later than that is as good as no answer; it does no harm, since it can only spend or keep.
 */
export function answerOf<Answer>(answer: Promise<Answer>, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`Redis: no answer within ${timeoutMs} ms`));
    // What arrived while this process was busy is read before: it was in time.
    const timer = setTimeout(() => setImmediate(late), timeoutMs);
    void answer.then(resolve, reject).then(() => clearTimeout(timer));
  });
}

/**
 * The sealing key that all services on this Redis share: the first one makes it.
 *
 * It stays in Redis unencrypted and has no expiry. A Redis that loses it makes services that start later use another one;
 * where that matters, or where others read this Redis, give each service its `sealingKeys` instead.
 *
 * @param redis a client of ioredis, connected
 * @param prefix what the names of all keys in Redis begin with
 * @returns for the option `sealingKeys`
 * @throws {Error} if Redis is unavailable, or holds something else there
 * @example
 * import { connectRedis, sharedSealingKeys } from '@ably-auth/server/redis';
 * export async function idOfSealingKey(url: string) {
 *   const [sealingKey] = await sharedSealingKeys(await connectRedis(url));
 *   return sealingKey?.kid;
 * }
 */
export async function sharedSealingKeys(redis: RedisClient, prefix = DEFAULT_PREFIX): Promise<readonly SealingKey[]> {
  requirePrefix(prefix);
  const name = `${prefix}sealing-key`;
  await answerOf(redis.set(name, JSON.stringify(createSealingKey()), 'NX'));
  const text = await answerOf(redis.get(name));
  if (text === null) throw new Error(`Redis: does not keep ${name}`);
  // What stands there may be secret: nothing of it is quoted.
  let key: SealingKey;
  try {
    key = JSON.parse(text) as SealingKey;
  } catch {
    throw new Error(`Redis: ${name} is not JSON`);
  }
  try {
    readSealingKey(key);
    return [key];
  } catch (error) {
    throw new Error(`Redis: ${name} is not a sealing key`, { cause: error });
  }
}
