import { verifyTokenRequest } from '@ably-auth/core';
import { AblyAuthError, type TokenDetails } from '@ably-auth/validation';
import { KEY, type Recorded, type Reply } from './loopback.testing.js';

/** A service that checks as Ably's does: MAC, timestamp by its own clock, each nonce once, the life of a token. */
export class Issuer {
  /** The nonces of the requests that came, in order. */
  readonly nonces: string[] = [];
  readonly #now: () => number;
  readonly #tokens = new Map<string, TokenDetails>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Forgets a token: it is revoked. */
  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  readonly answer = async ({ path, headers, body }: Recorded): Promise<Reply> => {
    if (path === '/time') return { body: [this.#now()] };
    if (path.endsWith('/requestToken')) return this.#issue(body);
    const credentials = headers['authorization'] ?? '';
    if (credentials === `Basic ${Buffer.from(KEY).toString('base64')}`) return { body: { by: 'key' } };
    const token = credentials.slice('Bearer '.length);
    const details = this.#tokens.get(token) ?? this.#tokens.get(Buffer.from(token, 'base64').toString()); // RSA3b
    if (details === undefined) return refusal(40143, 'Token unrecognised');
    if ((details.expires ?? 0) <= this.#now()) return refusal(40142, 'Token expired');
    return { body: { by: details.token } };
  };

  async #issue(body: string): Promise<Reply> {
    try {
      const { request } = await verifyTokenRequest(body, { key: KEY, now: this.#now });
      const { keyName, nonce, clientId, capability = '{"*":["*"]}', ttl = 3_600_000 } = request;
      const isReplay = this.nonces.includes(nonce);
      this.nonces.push(nonce);
      if (isReplay) return refusal(40105, 'Nonce value replayed');
      const issued = this.#now();
      const token = `appId.token-${this.nonces.length}`;
      const details = { token, keyName, issued, expires: issued + ttl, capability };
      this.#tokens.set(token, clientId === undefined ? details : { ...details, clientId });
      return { status: 201, body: this.#tokens.get(token) };
    } catch (error) {
      if (!(error instanceof AblyAuthError)) throw error;
      return refusal(error.code, error.message, error.statusCode);
    }
  }
}

function refusal(code: number, message: string, statusCode = 401): Reply {
  return { status: statusCode, body: { error: { code, statusCode, message } } };
}
