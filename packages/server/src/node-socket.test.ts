import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type ListeningService } from './node.js';
import { KEY_NAME, TestService } from './service.testing.js';

// What clients do below HTTP, or to it, that no HTTP library would send.

const service = new TestService();
let listening: ListeningService;
const sockets = new Set<Socket>();
beforeAll(async () => {
  listening = await listen(service.service, { port: 0 });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await listening.close();
});

function open(port = listening.port): Socket {
  const socket = connect(port, '127.0.0.1');
  // A server that refuses may close before it has read everything.
  socket.on('error', () => undefined);
  sockets.add(socket);
  return socket;
}

/** Unlike that of node:events, it does not mind errors. */
function once(socket: Socket, event: 'close' | 'connect' | 'data' | 'drain'): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** Everything that comes back until the connection ends. */
async function untilEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  if (!socket.closed) await once(socket, 'close');
  return text;
}

function send(...parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = open();
  for (const part of parts) socket.write(part);
  return untilEnd(socket);
}

const statusesOf = (text: string) => Array.from(text.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => Number(status));

const HOST = 'Host: service.test\r\n';
const CLOSE = 'Connection: close\r\n';
const POST = `POST /keys/${KEY_NAME}/requestToken HTTP/1.1\r\n${HOST}`;

/** It is as well as before. */
async function expectWell(): Promise<void> {
  const text = await send(`GET /time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
  expect(statusesOf(text)).toEqual([200]);
}

describe('a head', () => {
  it.each([
    ['the absolute form', `GET http://service.test/time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 200],
    ['the absolute form of https', `GET HTTPS://other.test:1/time?a HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 200],
    ['the absolute form without a path', `GET http://service.test HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    ['the asterisk form', `OPTIONS * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 204],
    ['an asterisk', `GET * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    ['two slashes', `GET //time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    ['dots', `GET /keys/../time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    ['a broken escape', `POST /keys/%ff%/requestToken HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    [
      'an escaped NUL and line end',
      `POST /keys/%00%0d%0aSet-Cookie:a/requestToken HTTP/1.1\r\n${HOST}${CLOSE}\r\n`,
      400,
    ],
    ['a fragment', `GET /time#a HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 404],
    ['a query without a name', `GET /time?=&&% HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 200],
    ['raw bytes in the path', Buffer.from(`GET /\xff\xfe HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 'latin1'), 400],
    ['a space in the path', `GET /ti me HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 400],
    ['no Host', `GET /time HTTP/1.1\r\n${CLOSE}\r\n`, 400],
    ['HTTP/1.0', 'GET /time HTTP/1.0\r\n\r\n', 200],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a greeting of TLS', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]), 400],
    ['nothing but noise', '\0\0\0\0\r\n\r\n', 400],
    ['an unknown method', `FROB /time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 400],
    ['an upgrade', `GET /time HTTP/1.1\r\n${HOST}Connection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n`, 200],
    ['a NUL in a header', `GET /time HTTP/1.1\r\n${HOST}${CLOSE}A: \0\r\n\r\n`, 400],
    ['a header that is folded', `GET /time HTTP/1.1\r\n${HOST}${CLOSE}A: b\r\n c\r\n\r\n`, 400],
    ['a header without a colon', `GET /time HTTP/1.1\r\n${HOST}${CLOSE}A\r\n\r\n`, 400],
    ['a header of 100 KB', `GET /time HTTP/1.1\r\n${HOST}${CLOSE}A: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
    [
      'a token of 100 KB',
      `GET /time HTTP/1.1\r\n${HOST}${CLOSE}Authorization: Bearer ${'a.'.repeat(50_000)}\r\n\r\n`,
      431,
    ],
    ['a path of 100 KB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 431],
    ['ten thousand headers', `GET /time HTTP/1.1\r\n${HOST}${CLOSE}${'A: b\r\n'.repeat(10_000)}\r\n`, 431],
    [
      'an Authorization header twice',
      `${POST}${CLOSE}Authorization: Basic a\r\nAuthorization: Bearer b\r\nContent-Length: 2\r\n\r\n{}`,
      400,
    ],
  ])('with %s', async (_, head, status) => {
    const text = await send(head);
    expect(statusesOf(text)).toEqual([status]);
    expect(text).not.toMatch(/^set-cookie/im);
    await expectWell();
  });

  it('of CONNECT ends the connection', async () => {
    expect(statusesOf(await send(`CONNECT service.test:443 HTTP/1.1\r\n${HOST}\r\n`))).toEqual([]);
    await expectWell();
  });
});

describe('a body', () => {
  const request = () => JSON.stringify(service.sign());
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

  it.each([
    ['is announced as 10^12 bytes', 'Content-Length: 1000000000000\r\n\r\n{', 400],
    ['is announced as more bytes than can be counted', `Content-Length: ${'9'.repeat(30)}\r\n\r\n{`, 400],
    ['is announced as a negative number', 'Content-Length: -1\r\n\r\n{', 400],
    ['is announced twice', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    ['is announced in two ways', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['comes in chunks that are none', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['comes in a chunk of 2^68 bytes', 'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{', 400],
    ['comes in an unknown encoding', 'Transfer-Encoding: gzip\r\n\r\n{}', 400],
    ['comes with chunk extensions without end', `Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(100_000)}`, 413],
  ])('that %s', async (_, rest, status) => {
    expect(statusesOf(await send(`${POST}${CLOSE}${rest}`))).toEqual([status]);
    await expectWell();
  });

  it('in chunks is read, and one without end is refused', async () => {
    const whole = Array.from(request(), chunk).join('');
    expect(statusesOf(await send(`${POST}${CLOSE}Transfer-Encoding: chunked\r\n\r\n${whole}0\r\n\r\n`))).toEqual([201]);

    const socket = open();
    const ended = untilEnd(socket);
    socket.write(`${POST}Transfer-Encoding: chunked\r\n\r\n`);
    const part = chunk(' '.repeat(1000));
    let sent = 0;
    // As fast as it is taken, until somebody ends it.
    while (!socket.destroyed && sent < 1e9) {
      sent += part.length;
      if (!socket.write(part)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
    // The answer may be lost, where the connection ends while the client still writes.
    expect([[400], []]).toContainEqual(statusesOf(await ended));
    expect(sent).toBeLessThan(1e8);
    await expectWell();
  });

  it('that waits for 100 Continue is read, and another expectation refused', async () => {
    const text = request();
    const length = Buffer.byteLength(text);
    const socket = open();
    const ended = untilEnd(socket);
    socket.write(`${POST}${CLOSE}Expect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`);
    await once(socket, 'data');
    socket.write(text);
    expect(statusesOf(await ended)).toEqual([100, 201]);
    expect(statusesOf(await send(`${POST}${CLOSE}Expect: more\r\nContent-Length: ${length}\r\n\r\n`))).toEqual([417]);
  });

  it('that breaks off, and a client that does not wait for its answer, do no harm', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const text = request();
        const socket = open();
        await once(socket, 'connect');
        const part = i % 2 === 0 ? text : text.slice(0, i);
        socket.write(`${POST}Content-Length: ${text.length}\r\n\r\n${part}`, () => {
          if (i % 3 === 0) socket.resetAndDestroy();
          else socket.destroy();
        });
        await once(socket, 'close');
      }),
    );
    await expectWell();
  });

  it('of a request that came with others is read alone', async () => {
    const posts = [request(), '{}', request()].map((text) => `${POST}Content-Length: ${text.length}\r\n\r\n${text}`);
    const last = `GET /time HTTP/1.1\r\n${HOST}${CLOSE}\r\n`;
    expect(statusesOf(await send([...posts, last].join('')))).toEqual([201, 400, 201, 200]);
  });
});

it('ends connections that send a head or a body too slowly', async () => {
  const slow = await listen(service.service, { port: 0, requestTimeoutMs: 300 });
  const trickle = (socket: Socket, text: string) => {
    const timer = setInterval(() => socket.write(text), 20);
    socket.once('close', () => clearInterval(timer));
    return untilEnd(socket);
  };
  const begin = (text: string) => {
    const socket = open(slow.port);
    socket.write(text);
    return socket;
  };
  const ended = await Promise.all([
    untilEnd(begin('GET /time HTTP/1.1\r\n')),
    trickle(begin('GET /time HTTP/1.1\r\n'), 'A: b\r\n'),
    untilEnd(begin(`${POST}Content-Length: 100\r\n\r\n{`)),
    untilEnd(begin(`${POST}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{`)),
    trickle(begin(`${POST}Content-Length: 10000\r\n\r\n`), ' '),
    trickle(begin(`${POST}Transfer-Encoding: chunked\r\n\r\n`), '1\r\n \r\n'),
  ]);
  expect(ended.map(statusesOf)).toEqual(ended.map(() => [408]));
  await slow.close();
});
