import { connect, type Socket } from 'node:net';
import { createSigner } from '@ably-auth/core/sync';
import { KEY, PARAMS } from './competitor.js';

// The load, in a process of its own: signed requests that were made ahead, on connections that stay open, each with one
// request at a time.

/** A load to put on a server. */
export type Load = { readonly port: number; readonly requests: number; readonly connections: number };

/** What came of it. */
export type Outcome = {
  readonly seconds: number;
  /** The time that 99 of 100 answers took at most, in ms. */
  readonly p99Ms: number;
  /** Answers other than 201. */
  readonly refused: number;
};

const signer = createSigner(KEY);
const sockets = new Map<number, Socket[]>();

process.on('message', (load: Load) => {
  void put(load).then((outcome) => process.send?.(outcome));
});
process.on('disconnect', () => process.exit());

async function put({ port, requests, connections }: Load): Promise<Outcome> {
  const ready = Array.from({ length: requests }, () => requestBytes(port));
  const open = sockets.get(port) ?? (await openAll(port, connections));
  sockets.set(port, open);
  const times: number[] = [];
  let refused = 0;
  const started = performance.now();
  await Promise.all(
    open.map(async (socket) => {
      for (let request = ready.pop(); request !== undefined; request = ready.pop()) {
        const sent = performance.now();
        const status = await exchange(socket, request);
        times.push(performance.now() - sent);
        if (status !== 201) refused++;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { seconds, p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN, refused };
}

function requestBytes(port: number): Buffer {
  const body = JSON.stringify(signer.createTokenRequest(PARAMS));
  return Buffer.from(
    `POST /keys/${signer.keyName}/requestToken HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function openAll(port: number, connections: number): Promise<Socket[]> {
  return Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
          socket.on('error', reject);
        }),
    ),
  );
}

/** Sends a request, and gives the status of its answer once all of it is there. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = (status: number) => {
      socket.off('data', read).off('close', fail);
      resolve(status);
    };
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (text.length >= end + 4 + length) finish(Number(text.slice(9, 12)));
    };
    const fail = () => reject(new Error('the server closed a connection'));
    socket.on('data', read).on('close', fail);
    socket.write(request);
  });
}
