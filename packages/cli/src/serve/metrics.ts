import type { Outgoing, ServiceEvent } from '@ably-auth/server';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Counts what the service reports, for Prometheus. */
export type Metrics = {
  count(event: ServiceEvent): void;
  /** The answer of `/metrics`. */
  answer(): Promise<Outgoing>;
};

// The labels are bounded: names of routes, statuses and codes of the service itself, nothing that a request says.
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'ably_auth_requests_total',
    help: 'Requests answered, by route, HTTP status and error code (0: none).',
    labelNames: ['route', 'status', 'code'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'ably_auth_request_duration_seconds',
    help: 'Time from the head of a request to its answer.',
    labelNames: ['route'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    count({ route = 'none', status, code = 0, durationMs }) {
      requests.inc({ route, status, code });
      durations.observe({ route }, durationMs / 1000);
    },
    async answer() {
      return {
        status: 200,
        headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
        body: await registry.metrics(),
      };
    },
  };
}
