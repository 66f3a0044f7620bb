import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import type { Timeouts } from './machine.js';

/** What a connection needs of the standard `WebSocket`. */
export type WebSocketLike = {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
};

/** The `WebSocket` to use, and how long things take. */
export type ConnectionOptions = {
  /** Replaces the global `WebSocket`, which Node has from version 22 on. */
  readonly WebSocket?: new (url: string) => WebSocketLike;
  /** How long things take at most, in whole ms. */
  readonly timeouts?: Partial<Timeouts>;
};

const TIMEOUTS: Timeouts = {
  requestMs: 10_000,
  disconnectedRetryMs: 15_000,
  suspendedRetryMs: 30_000,
  callMs: 30_000,
};

/** The options, and the defaults of the others. @throws {TypeError} if one is wrong, or there is no `WebSocket` */
export function readOptions(options: ConnectionOptions): {
  readonly WebSocket: new (url: string) => WebSocketLike;
  readonly timeouts: Timeouts;
} {
  requireOptions(options, '{ WebSocket, timeouts }');
  const { WebSocket = (globalThis as { WebSocket?: ConnectionOptions['WebSocket'] }).WebSocket, timeouts = {} } =
    options;
  if (WebSocket === undefined) throw new TypeError('WebSocket: expected a constructor, since this platform has none');
  requireFunction('WebSocket', WebSocket);
  requireOptions(timeouts, '{ timeouts: { requestMs, … } }');
  const read = (Object.keys(TIMEOUTS) as (keyof Timeouts)[]).map((name) => {
    const { [name]: ms = TIMEOUTS[name] } = timeouts;
    requireWhole(`timeouts.${name}`, ms, 'whole milliseconds', 1, 2 ** 30);
    return [name, ms] as const;
  });
  return { WebSocket, timeouts: Object.fromEntries(read) as Record<keyof Timeouts, number> };
}
