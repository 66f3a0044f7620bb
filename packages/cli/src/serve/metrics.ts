import type { MemoryStore, Outgoing, ServiceEvent, Store } from '@ably-auth/server';
import type { RedisStoreEvent } from '@ably-auth/server/redis';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Counts what the service reports, for Prometheus. */
export type Metrics = {
  count(event: ServiceEvent): void;
  /** Counts what was refused before it was a request. */
  countRefused(status: number): void;
  countDroppedLine(): void;
  note(event: RedisStoreEvent): void;
  /** The same store, which measures its answers. */
  watch(store: Store): Store;
  /** The answer of `/metrics`; the same one for a second, however often it is asked for. */
  answer(): Promise<Outgoing>;
};

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ANSWER_KEPT_MS = 1000;

// The labels are bounded: names of routes, statuses and codes of the service itself, nothing that a request says.
export function createMetrics(version: string, clock: () => number = () => performance.now()): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'ably_auth_requests_total',
    help: 'Requests answered, by route, HTTP status and error code (0: none).',
    labelNames: ['route', 'status', 'code'],
    registers,
  });
  const durations = new Histogram({
    name: 'ably_auth_request_duration_seconds',
    help: 'Time from the head of a request to its answer.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const sizes = new Histogram({
    name: 'ably_auth_response_bytes',
    help: 'Size of the bodies of answers.',
    labelNames: ['route'],
    buckets: [100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000],
    registers,
  });
  const refused = new Counter({
    name: 'ably_auth_refused_connections_total',
    help: 'Connections closed before there was a request: 408 too slow, 413 or 431 too large, 400 malformed.',
    labelNames: ['status'],
    registers,
  });
  const dropped = new Counter({
    name: 'ably_auth_log_lines_dropped_total',
    help: 'Log lines dropped because nobody read the log.',
    registers,
  });
  const storeDurations = new Histogram({
    name: 'ably_auth_store_duration_seconds',
    help: 'Time that the store took to answer, by operation and outcome (ok or failed).',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const storeUp = new Gauge({
    name: 'ably_auth_store_up',
    help: '1 if the last answer of the store was not a failure.',
    registers,
  });
  const lost = new Counter({
    name: 'ably_auth_store_lost_total',
    help: 'How often it was noticed that the store had lost what it remembered.',
    registers,
  });
  const unsafe = new Gauge({
    name: 'ably_auth_store_unsafe_timestamp_seconds',
    help: 'When a check last found that the store could lose what it remembers.',
    registers,
  });
  const differing = new Gauge({
    name: 'ably_auth_instances_differing',
    help: 'Instances on the same store whose keys, sealing keys or options are others.',
    registers,
  });
  new Gauge({
    name: 'ably_auth_build_info',
    help: 'The version that runs.',
    labelNames: ['version', 'node'],
    registers,
  })
    .labels({ version, node: process.versions.node })
    .set(1);
  storeUp.set(1);

  let [kept, keptAt]: [Promise<string> | undefined, number] = [undefined, 0];

  function measured<Args extends readonly unknown[], Answer>(
    operation: string,
    method: (...args: Args) => Answer | Promise<Answer>,
  ): (...args: Args) => Promise<Answer> {
    return async (...args) => {
      const end = storeDurations.startTimer({ operation });
      try {
        const answer = await method(...args);
        end({ outcome: 'ok' });
        storeUp.set(1);
        return answer;
      } catch (error) {
        end({ outcome: 'failed' });
        storeUp.set(0);
        throw error;
      }
    };
  }

  const watched = (store: Store): Store => ({
    now: () => store.now(),
    admit: measured('admit', (...args) => store.admit(...args)),
    revoke: measured('revoke', (...args) => store.revoke(...args)),
    isRevoked: measured('isRevoked', (...args) => store.isRevoked(...args)),
    putClaims: measured('putClaims', (...args) => store.putClaims(...args)),
    getClaims: measured('getClaims', (...args) => store.getClaims(...args)),
    check: measured('check', () => store.check?.()),
  });

  function countEntries(store: MemoryStore): void {
    const entries: Gauge<'kind'> = new Gauge({
      name: 'ably_auth_store_entries',
      help: 'Entries of the store in memory, by kind: nonces, revocations, tokens.',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const [kind, size] of Object.entries(store.sizes())) entries.set({ kind }, size);
      },
    });
  }

  return {
    count({ route = 'none', status, code = 0, durationMs, bytes }) {
      requests.inc({ route, status, code });
      durations.observe({ route }, durationMs / 1000);
      sizes.observe({ route }, bytes);
    },
    countRefused: (status) => refused.inc({ status }),
    countDroppedLine: () => dropped.inc(),
    note(event) {
      if (event.type === 'lost') lost.inc();
      else if (event.type === 'unsafe') unsafe.setToCurrentTime();
      else if (event.type === 'instances-differ') differing.set(event.count);
      else storeUp.set(0);
    },
    watch(store) {
      if ('sizes' in store) countEntries(store as MemoryStore);
      return watched(store);
    },
    async answer() {
      // Collecting takes longer than an answer of the service, and anyone may ask who reaches the port.
      if (kept === undefined || clock() - keptAt > ANSWER_KEPT_MS) {
        [kept, keptAt] = [registry.metrics(), clock()];
      }
      return {
        status: 200,
        headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
        body: await kept,
      };
    },
  };
}
