import { expect, it } from 'vitest';
import { readOptions, type WebSocketLike } from './options.js';

class WebSocket implements WebSocketLike {
  send(): void {}
  close(): void {}
  addEventListener(): void {}
}

const DEFAULTS = { requestMs: 10_000, disconnectedRetryMs: 15_000, suspendedRetryMs: 30_000, callMs: 30_000 };

it('has defaults where a timeout is absent or undefined', () => {
  const timeouts: Record<string, number | undefined> = { requestMs: undefined, callMs: 5 };
  expect(readOptions({ WebSocket, timeouts })).toEqual({
    WebSocket,
    timeouts: { ...DEFAULTS, callMs: 5 },
  });
});

it.each([
  ['no object', null, /^options: expected/],
  ['what is not a constructor', { WebSocket: 'ws' }, /^WebSocket: /],
  ['timeouts that are not an object', { WebSocket, timeouts: null }, /timeouts/],
  ['a timeout that cannot be compared', { WebSocket, timeouts: { callMs: NaN } }, /^timeouts\.callMs: /],
  ['a timeout that no timer can take', { WebSocket, timeouts: { requestMs: 2 ** 31 } }, /^timeouts\.requestMs: /],
])('refuses %s', (_, options, message) => {
  expect(() => readOptions(options as never)).toThrow(TypeError);
  expect(() => readOptions(options as never)).toThrow(message);
});
