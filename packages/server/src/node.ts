import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY, SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import { BodyBuffer, bodyTooLarge } from './http/body.js';
import { answerError, eachHeader, type Outgoing } from './http/exchange.js';
import { BODY_TIMEOUT_MS } from './http/fetch-adapter.js';
import type { HeaderReader } from './principal.js';
import { requireMethods } from './store.js';
import type { TokenService } from './token-service.js';

/** A longer timer would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Longer than what proxies keep a connection for, so that none sends a request on one that is being closed. */
const KEEP_ALIVE_MS = 75_000;

/** Most bytes of the request line and the headers, where WebSockets come. */
const UPGRADE_HEADER_MAX_BYTES = 65_536;

/** A service that listens. */
export type ListeningService = {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /**
   * Ends gracefully. While it drains, everything is answered, `/readyz` with 503, and each connection ends with its
   * answer: clients and balancers go elsewhere. Then nothing new is accepted; requests that run are finished.
   *
   * @param options `drainMs`: how long it drains, 0 by default; `graceMs`: how long running requests may take then,
   *   10 000 by default, before they are cut off
   */
  close(options?: { readonly drainMs?: number; readonly graceMs?: number }): Promise<void>;
};

/** What a service that speaks WebSocket has beside `handle`. */
export type Upgradable = {
  /** Takes a connection that asks for another protocol; without it the request is answered as any other. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends the connections that it took: the server does not know them any more. */
  endUpgraded?(graceMs: number): Promise<void>;
};

/** Where to listen. */
export type ListenOptions = {
  /** 8080 by default; 0 for a free one. */
  readonly port?: number;
  /** `127.0.0.1` by default: this machine alone. */
  readonly host?: string;
  /** How long a client may take to send the headers, and then the whole request, in ms; 10 000 by default. */
  readonly requestTimeoutMs?: number;
  /** Certificate and private key, as PEM, for TLS of its own; without them HTTP. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | undefined;
  /** Called for a request that was refused before it was one: 408 too slow, 431 or 413 too large, 400 malformed. */
  readonly onRefused?: ((status: number) => void) | undefined;
};

/**
 * The service as a listener of Node's http server.
 *
 * @param service what `createTokenService` made
 * @example
 * import { createServer } from 'node:http';
 * import { createTokenService } from '@ably-auth/server';
 * import { toNodeListener } from '@ably-auth/server/node';
 * const service = createTokenService({ keys: [{ key: 'appId.keyId:keySecret' }] });
 * const server = createServer(toNodeListener(service));
 */
export function toNodeListener(service: Pick<TokenService, 'handle'>): RequestListener {
  return listenerOf(service, () => false);
}

function listenerOf(service: Pick<TokenService, 'handle'>, isDraining: () => boolean): RequestListener {
  // Under load it takes a third less time to read all bodies that are there, then check all requests, then write all
  // answers, than to do so request by request: hence the two setImmediate, before and after.
  return (request, response) => {
    const headers = readerOf(request);
    void service
      .handle({
        method: request.method ?? 'GET',
        path: pathOf(request.url ?? '/'),
        headers,
        address: request.socket.remoteAddress,
        isSecure: 'encrypted' in request.socket,
        body: (maxBytes) => readBody(request, maxBytes),
      })
      .then((outgoing) => setImmediate(write, request, response, outgoing, isDraining()));
  };
}

/**
 * Starts the service on a server of its own, with limits on headers and slow clients.
 *
 * @param service what `createTokenService` made
 * @param options port, host and the time for a request in ms
 * @throws {TypeError} if an option is wrong
 * @throws {Error} if it cannot listen there
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { listen } from '@ably-auth/server/node';
 * const service = createTokenService({ keys: [{ key: 'appId.keyId:keySecret' }] });
 * const { url, close } = await listen(service, { port: 0 });
 * console.log((await fetch(`${url}/readyz`)).status); // 200
 * await close();
 */
export async function listen(
  service: Pick<TokenService, 'handle'> & Partial<Pick<TokenService, 'drain'>> & Upgradable,
  options: ListenOptions = {},
): Promise<ListeningService> {
  requireMethods('service', service, ['handle']);
  requireOptions(options, '{ port, host, requestTimeoutMs, tls, onRefused }');
  const { port = 8080, host = '127.0.0.1', requestTimeoutMs = BODY_TIMEOUT_MS, tls, onRefused } = options;
  requireWhole('port', port, 'a port', 0, 65_535);
  requireWhole('requestTimeoutMs', requestTimeoutMs, 'whole milliseconds', 1, LONGEST_TIMER_MS);
  requireFunction('onRefused', onRefused);
  let [isDraining, isClosing] = [false, false];
  const serve = listenerOf(service, () => isDraining);
  const limits = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 10),
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A WebSocket has its token in the URL, where a JWT may be long.
    ...(service.upgrade === undefined ? {} : { maxHeaderSize: UPGRADE_HEADER_MAX_BYTES }),
  };
  const listener: RequestListener = (request, response) => {
    if (!isClosing) return serve(request, response);
    const error = new AblyAuthError(SERVICE_UNAVAILABLE, 'service: shutting down');
    return write(request, response, answerError(error, readerOf(request)), true);
  };
  const server = tls === undefined ? createServer(limits, listener) : createTlsServer({ ...limits, ...tls }, listener);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = refuse(error, socket as Socket);
    onRefused?.(status);
  });
  if (service.upgrade !== undefined) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isClosing) socket.destroy();
      else service.upgrade?.(request, socket, head);
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    async close({ drainMs = 0, graceMs = 10_000 } = {}) {
      requireWhole('drainMs', drainMs, 'whole milliseconds', 0, LONGEST_TIMER_MS);
      requireWhole('graceMs', graceMs, 'whole milliseconds', 0, LONGEST_TIMER_MS);
      service.drain?.();
      isDraining = true;
      if (drainMs > 0) await pause(drainMs);
      isClosing = true;
      await Promise.all([end(server, graceMs), service.endUpgraded?.(graceMs)]);
    },
  };
}

function end(server: Server, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
  }).finally(() => clearTimeout(cutOff));
}

const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what is not a request, as Node itself does where nobody listens, and returns the status. */
function refuse(
  { code = '' }: NodeJS.ErrnoException,
  socket: Socket & { readonly _httpMessage?: ServerResponse },
): number {
  const status = STATUS_OF_ERROR[code] ?? 400;
  if (socket.writable && socket._httpMessage?.headersSent !== true) {
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
  }
  socket.destroy();
  return status;
}

/** Path and query; a client may send the whole URL (RFC 9112 §3.2.2). */
function pathOf(target: string): string {
  if (target.startsWith('/') || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function readerOf({ headers }: IncomingMessage): HeaderReader {
  return {
    get(name) {
      const value = headers[name];
      return value === undefined ? null : String(value);
    },
  };
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(bodyTooLarge(maxBytes));
    const brokeOff = () => new AblyAuthError(INVALID_REQUEST_BODY, 'body: ended unexpectedly');
    // A client that left before the body was asked for causes no event any more.
    if (request.destroyed) return reject(brokeOff());
    const buffer = new BodyBuffer(maxBytes);
    let isWhole = false;
    request.on('data', (piece: Uint8Array) => {
      try {
        buffer.add(piece);
      } catch (error) {
        reject(error);
      }
    });
    request.on('end', () => {
      isWhole = true;
      setImmediate(() => resolve(buffer.whole));
    });
    request.on('error', (cause) =>
      reject(new AblyAuthError(INVALID_REQUEST_BODY, 'body: ended unexpectedly', { cause })),
    );
    request.on('close', () => {
      // Every request is closed at its end; an error is only made where it says something.
      if (!isWhole) reject(brokeOff());
    });
  });
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Outgoing,
  isLast: boolean,
): void {
  const lines: string[] = [];
  eachHeader(headers, (name, value) => lines.push(name, value));
  // What is left of a body that was refused is not read: the connection ends with the answer.
  if (!request.complete || isLast) lines.push('connection', 'close');
  // RFC 9110 §8.6
  if (status !== 204) lines.push('content-length', String(Buffer.byteLength(body)));
  response.writeHead(status, lines).end(body);
}
