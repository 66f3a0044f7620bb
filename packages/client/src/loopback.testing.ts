import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { Auth } from './auth.js';
import type { ClientAuthOptions } from './client-auth-options.js';

/** A request as the server on loopback got it. */
export type Recorded = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What the server answers: a status and a body, JSON where it is not text; or what it does to the response. */
export type Reply =
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly type?: string;
      readonly headers?: Record<string, string>;
    }
  | ((response: ServerResponse, request: IncomingMessage) => void);

/** A real HTTP server on loopback that records what it gets. */
class Loopback {
  readonly requests: Recorded[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #answer: (request: Recorded, count: number) => Reply | Promise<Reply> = () => ({ body: {} });

  start(): Promise<void> {
    return new Promise((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers every request from now on; forgets those before. */
  answer(reply: (request: Recorded, count: number) => Reply | Promise<Reply>): this {
    this.#answer = reply;
    this.requests.length = 0;
    return this;
  }

  /** A client of this server. It speaks HTTPS as far as it knows; here TLS ends before the server. */
  client(options: ClientAuthOptions): Auth {
    return new Auth({ endpoint: 'service.test', fetch: this.fetch, ...options });
  }

  /** The real fetch, which takes every host name for this server. */
  readonly fetch: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(this.origin + pathname + search, init);
  };

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.origin);
    const recorded = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.requests.push(recorded);
    const reply = await this.#answer(recorded, this.requests.length);
    if (typeof reply === 'function') return reply(response, request);
    const {
      status = 200,
      body = {},
      type = typeof body === 'string' ? 'text/plain' : 'application/json',
      headers,
    } = reply;
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** The server of a file, for all of its tests. */
export function useLoopback(): Loopback {
  const loopback = new Loopback();
  beforeAll(() => loopback.start());
  afterAll(() => loopback.stop());
  return loopback;
}

export const KEY = 'appId.keyId:keySecret';

/** A token of an hour. */
export const details = (token: string, more: object = {}) => ({ token, expires: Date.now() + 3_600_000, ...more });

/** A token error as the service answers it. */
export const tokenError = (code = 40142): Reply => ({
  status: 401,
  body: { error: { code, statusCode: 401, message: 'Token expired' } },
});

export const isTokenEndpoint = ({ path }: Recorded): boolean => /^\/keys\/[^/]+\/requestToken$/.test(path);
