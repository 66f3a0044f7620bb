import { createHash, randomBytes } from 'node:crypto';
import { requireFunction, requireWhole } from '@ably-auth/validation/internal';
import { TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { requireMethods, requireMs, type Store } from '../store.js';
import { answerOf, DEFAULT_PREFIX, requirePrefix, type RedisClient } from './connect.js';
import { ADMIT, CHECK, IS_REVOKED, NONCE_SLOT_MS, REVOKE, SCRIPTS, type Script } from './scripts.js';

/** What a store in Redis reports, for logs and metrics. */
export type RedisStoreEvent =
  /** It was noticed at `at`, by the clock of Redis, that what it remembered is lost; until `until` nobody gets a token. */
  | { readonly type: 'lost'; readonly reason: string; readonly at: number; readonly until: number }
  /** So many other instances on this store have other keys, sealing keys or options; reported where it changes. */
  | { readonly type: 'instances-differ'; readonly count: number }
  /** This Redis may lose what it remembers: it could evict, or keeps nothing on disk; reported at every check. */
  | { readonly type: 'unsafe'; readonly problem: string }
  /** The check failed. */
  | { readonly type: 'check-failed'; readonly cause: unknown };

/** What a store in Redis is made with. */
export type RedisStoreOptions = {
  /** A client of ioredis, which the caller connects and ends: of one Redis, behind Sentinels, or of a cluster. */
  readonly redis: RedisClient;
  /** What the names of all keys in Redis begin with, without braces; `ably-auth:` by default. */
  readonly prefix?: string;
  /** How long Redis may take to answer, in ms, before a request is refused with 50003; 1000 by default. */
  readonly timeoutMs?: number;
  /**
   * The first start: an empty Redis is taken for a new one, and tokens are issued at once. Otherwise an empty one is
   * taken for one that lost its memory. It has no effect where Redis is not empty.
   */
  readonly isNewStore?: boolean;
  /**
   * Promises that a restart of this Redis loses nothing: it writes every command to disk before it answers
   * (`appendonly yes`, `appendfsync always`), and no replica ever takes its place. Otherwise every restart is a loss.
   */
  readonly isDurable?: boolean;
  /** What all instances must have in common, such as keys and sealing keys; 16 bits of its hash are kept in Redis. */
  readonly configuration?: () => string;
  /** Called with what an operator must know. */
  readonly onEvent?: (event: RedisStoreEvent) => void;
  /** How often it is checked, in ms; 30 000 by default. */
  readonly checkIntervalMs?: number;
};

type Reply = [outcome: string, value: number, time: number, epoch: string, lost: number, reason: string, more: number];

/**
 * A store in Redis, for services of several instances. It notices when that Redis has lost what was put in it: was
 * flushed, restarted without its data, replaced by a replica, or has evicted keys. Until that cannot matter any more,
 * two minutes for requests and an hour for tokens of revocable keys, it refuses what it cannot know.
 *
 * @param options the client, and the rest where the defaults do not suit
 * @returns the store, once Redis has answered
 * @throws {TypeError} if an option is wrong
 * @throws {Error} if Redis does not answer, or could evict keys
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { connectRedis, createRedisStore, sharedSealingKeys } from '@ably-auth/server/redis';
 * export async function createSharedService(key: string, url: string) {
 *   const redis = await connectRedis(url);
 *   const store = await createRedisStore({ redis, prefix: 'my-app:' });
 *   return createTokenService({ keys: [{ key }], store, sealingKeys: await sharedSealingKeys(redis, 'my-app:') });
 * }
 */
export async function createRedisStore(options: RedisStoreOptions): Promise<Store & { check(): Promise<void> }> {
  const { redis, prefix = DEFAULT_PREFIX, timeoutMs, isNewStore = false, isDurable = false } = options ?? {};
  requireMethods('redis', redis, ['set', 'get', 'eval', 'evalsha', 'info']);
  requirePrefix(prefix);
  for (const name of ['configuration', 'onEvent'] as const) requireFunction(name, options[name]);
  requireWhole('timeoutMs', timeoutMs, 'whole milliseconds', 1, 2_147_483_647);
  const { onEvent = () => undefined, configuration = () => '', checkIntervalMs = 30_000 } = options;
  requireWhole('checkIntervalMs', checkIntervalMs, 'whole milliseconds', 1, 2_147_483_647);

  // The braces make one slot of a cluster of them: a script sees nonces and revocations together with the state.
  const tagged = `{${prefix}}`;
  const state = `${tagged}state`;
  const instance = newName();
  /** The name of the next epoch, if it is this instance that notices a loss. */
  let fresh = newName();
  let epoch = '';
  let lost = 0;
  /** The latest time that this epoch has told. */
  let seen = 0;
  let reason = '';
  let differing = 0;
  // The clock of Redis: its last answer, and what has passed since by a clock that never steps.
  let [told, toldAt] = [Number.NaN, 0];
  // Resolves once this connection was found safe; every command waits for it.
  let verified: Promise<void> = Promise.resolve();

  const inTime = <Answer>(answer: Promise<Answer>) => answerOf(answer, timeoutMs);

  async function run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply> {
    const isNew = isNewStore && epoch === '';
    const common = [epoch, lost, seen, fresh, isDurable ? 1 : 0, isNew ? 1 : 0, tagged];
    const call = [keys.length + 1, state, ...keys, ...common, ...args] as const;
    const answer = redis.evalsha(script.sha, ...call).catch((error: Error) => {
      if (!error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(script.text, ...call);
    });
    const reply = (await inTime(answer)) as Reply;
    [told, toldAt] = [reply[2], performance.now()];
    if (reply[3] !== epoch) [epoch, seen] = [reply[3], 0];
    if (epoch === fresh) fresh = newName();
    if (reply[0] === 'admitted' || reply[0] === 'recorded') seen = Math.max(seen, reply[1]);
    if (reply[4] !== lost) {
      lost = reply[4];
      reason = reply[5];
      const until = lost + TIMESTAMP_MAX_SKEW_MS;
      if (until > told) onEvent({ type: 'lost', reason, at: lost, until });
    }
    return reply;
  }

  /**
   * Refuses a Redis that could evict, and one whose database is not the one that was asked for. Loads the scripts.
   */
  async function verify(): Promise<void> {
    const isCluster = 'nodes' in redis;
    if (!isCluster) await inTime(redis.select(redis.options.db ?? 0));
    for (const node of isCluster ? redis.nodes('master') : [redis]) {
      const info = (await inTime(node.info('memory'))) + (await inTime(node.info('persistence')));
      const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'unknown';
      if (policy !== 'noeviction') {
        const problem = `maxmemory-policy is ${policy}, so that it could forget spent nonces; set it to noeviction`;
        onEvent({ type: 'unsafe', problem });
        throw new Error(`Redis: ${problem}`);
      }
      await Promise.all(SCRIPTS.map(({ text }) => inTime(node.script('LOAD', text))));
      if (/^aof_enabled:0/m.test(info)) {
        onEvent({ type: 'unsafe', problem: 'appendonly is no: a restart loses what it remembers' });
      }
    }
  }

  async function check(): Promise<void> {
    verified = verify();
    verified.catch(() => undefined); // each command rejects
    await verified;
    const common = configuration();
    // Sixteen bits tell nothing of a secret, and miss a difference once in 65 536.
    const fingerprint = common === '' ? '' : createHash('sha256').update(common).digest('hex').slice(0, 4);
    const [, count] = await run(CHECK, [], [instance, fingerprint]);
    if (count !== differing) onEvent({ type: 'instances-differ', count });
    differing = count;
    const waitMs = lost + TIMESTAMP_MAX_SKEW_MS - told;
    if (waitMs > 0) throw new Error(`Redis lost its memory (${reason}): no tokens for ${waitMs} ms`);
  }

  const checkQuietly = () => void check().catch((cause: unknown) => onEvent({ type: 'check-failed', cause }));
  await verify();
  await run(CHECK, [], [instance, '']);
  checkQuietly();
  redis.on('ready', checkQuietly);
  const timer = setInterval(checkQuietly, checkIntervalMs);
  timer.unref?.();
  redis.once('end', () => {
    clearInterval(timer);
    redis.off('ready', checkQuietly);
  });

  return {
    now: () => Math.floor(told + performance.now() - toldAt),
    async admit(keyName, timestamp, nonce) {
      await verified;
      const minute = Math.floor(requireMs('timestamp', timestamp) / NONCE_SLOT_MS);
      const member = nonce === undefined ? '' : `${keyName}:${timestamp}:${nonce}`;
      const [outcome, value] = await run(ADMIT, [`${tagged}nonces:${minute}`], [timestamp, member]);
      switch (outcome) {
        case 'admitted':
          return { outcome, issued: value };
        case 'replayed':
          return { outcome };
        case 'not-current':
          return { outcome, aheadMs: value };
        default:
          return { outcome: 'lost', retryAfterMs: value };
      }
    },
    async revoke(keyName, targets, { issuedBefore, marginMs }) {
      await verified;
      const before = issuedBefore === undefined ? '' : requireMs('issuedBefore', issuedBefore);
      const args = [before, requireMs('marginMs', marginMs), ...fieldsOf(keyName, targets)];
      const [outcome, value, , , , , appliesAt] = await run(REVOKE, [], args);
      if (outcome === 'recorded') return { outcome, issuedBefore: value, appliesAt };
      return { outcome: outcome === 'future' ? outcome : 'past', byMs: value };
    },
    async isRevoked(keyName, targets, issued) {
      await verified;
      const args = [requireMs('issued', issued), ...fieldsOf(keyName, targets)];
      return (await run(IS_REVOKED, [], args))[0] !== 'not-revoked';
    },
    async putClaims(id, claims, keepMs) {
      await verified;
      await inTime(redis.set(`${prefix}token:${id}`, claims, 'PX', keepMs));
    },
    async getClaims(id) {
      await verified;
      return (await inTime(redis.get(`${prefix}token:${id}`))) ?? undefined;
    },
    check,
  };
}

function newName(): string {
  return randomBytes(9).toString('base64url');
}

function fieldsOf(keyName: string, targets: readonly string[]): readonly string[] {
  return targets.map((target) => `${keyName}\n${target}`);
}
