import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import type { ServiceEvent } from './index.js';
import { listen } from './node.js';
import { KEY_NAME, TestService } from './service.testing.js';

// A client that leaves before its body is asked for: the request must still come to an end, and be told of.
it.each([
  ['whole', 2],
  ['cut off', 99],
])('a request with a body that was %s when its client left, while it was counted, ends', async (_, length) => {
  let letGo: () => void = () => undefined;
  const counted = new Promise<void>((resolve) => (letGo = resolve));
  let counting: () => void = () => undefined;
  const isCounting = new Promise<void>((resolve) => (counting = resolve));
  let told: (event: ServiceEvent) => void = () => undefined;
  const event = new Promise<ServiceEvent>((resolve) => (told = resolve));
  const rateLimiter = {
    consume() {
      counting();
      return counted;
    },
  };
  const { service } = new TestService({ rateLimiter, onEvent: (each) => told(each) });
  const listening = await listen(service, { port: 0 });
  const socket = connect(listening.port, '127.0.0.1');
  socket.write(`POST /keys/${KEY_NAME}/requestToken HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n{}`);
  await isCounting;
  const left = once(socket, 'close');
  socket.resetAndDestroy();
  await left;
  // The server hears of it by its own event loop: some turns later.
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  letGo();
  expect(await event).toMatchObject({ route: 'requestToken', status: 400 });
  await listening.close();
});
