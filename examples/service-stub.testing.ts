import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyTokenRequest } from '@ably-auth/core';
import { AblyAuthError, type TokenDetails } from '@ably-auth/validation';
import { NONCE_REPLAYED } from '@ably-auth/validation/error-codes';

type Answer = { readonly status: number; readonly body: unknown };

/** A stand-in for the Ably service on loopback: it exchanges TokenRequests, once each, and takes the tokens it issued. */
export class ServiceStub {
  /** The tokens that it has issued. */
  readonly issued: TokenDetails[] = [];
  /** The tokens that requests came with. */
  readonly bearers: string[] = [];
  /** While set, every request is answered with it. */
  failure: Answer | undefined;
  readonly #nonces = new Set<string>();
  readonly #key: string;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(key: string) {
    this.#key = key;
  }

  static async start(key: string): Promise<ServiceStub> {
    const stub = new ServiceStub(key);
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = this.failure ?? (await this.#answer(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { method, url = '', headers } = request;
    const [, keyName] = /^\/keys\/([^/?]+)\/requestToken(\?|$)/.exec(url) ?? [];
    if (method === 'POST' && keyName !== undefined) {
      try {
        return { status: 201, body: await this.#exchange(await readText(request)) };
      } catch (error) {
        if (!(error instanceof AblyAuthError)) throw error;
        const { code, statusCode, message } = error;
        return { status: statusCode, body: { error: { code, statusCode, message } } };
      }
    }
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    this.bearers.push(bearer);
    return { status: 200, body: [] };
  }

  async #exchange(text: string): Promise<TokenDetails> {
    const { request } = await verifyTokenRequest(text, { key: this.#key });
    const { nonce, clientId, capability, ttl = 3_600_000 } = request;
    if (this.#nonces.has(nonce)) throw new AblyAuthError(NONCE_REPLAYED, 'nonce: used before');
    this.#nonces.add(nonce);
    const issued = Date.now();
    const details = {
      token: `appId.token-${this.issued.length + 1}`,
      issued,
      expires: issued + ttl,
      ...(clientId === undefined ? {} : { clientId }),
      ...(capability === undefined ? {} : { capability }),
    };
    this.issued.push(details);
    return details;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
