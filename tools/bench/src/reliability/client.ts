import type { TokenRequest } from '@ably-auth/validation';
import { KEY, KEY_NAME } from './keys.js';
import { Agent, request as httpRequest } from 'node:http';

/** How a request ended: granted, or refused with a code, or without an answer. */
export type Reply = {
  readonly status: number | 'no answer';
  /** Error code; 0 without one. */
  readonly code: number;
  readonly token?: string;
  /** Why it was refused. */
  readonly reason?: string;
  readonly ms: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends a TokenRequest to the service at this URL. */
export function sendTokenRequest(url: string, request: TokenRequest): Promise<Reply> {
  return send(`${url}/keys/${request.keyName}/requestToken`, 'application/json', JSON.stringify(request));
}

/** Posts a body. Never rejects. */
export function send(url: string, type: string, body: string | Uint8Array): Promise<Reply> {
  const started = performance.now();
  return new Promise((resolve) => {
    const fail = () => resolve({ status: 'no answer', code: 0, ms: performance.now() - started });
    const outgoing = httpRequest(url, { method: 'POST', agent, headers: { 'content-type': type } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', fail).on('end', () => {
        const { token } = (response.statusCode === 201 ? JSON.parse(text) : {}) as { token?: string };
        resolve({
          status: response.statusCode ?? 0,
          code: Number(response.headers['x-ably-errorcode'] ?? 0),
          ...(token === undefined ? {} : { token }),
          reason: String(response.headers['x-ably-errormessage'] ?? ''),
          ms: performance.now() - started,
        });
      });
    });
    // Who never answers has failed as well.
    outgoing.setTimeout(15_000, () => outgoing.destroy()).on('error', fail);
    outgoing.end(body);
  });
}

const AUTHORIZATION = `Basic ${btoa(KEY)}`;

/** Revokes the tokens of an identity. @returns whether it was answered with success */
export async function revoke(url: string, clientId: string): Promise<boolean> {
  const response = await fetch(`${url}/keys/${KEY_NAME}/revokeTokens`, {
    method: 'POST',
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    body: JSON.stringify({ targets: [`clientId:${clientId}`] }),
  });
  return response.ok && ((await response.json()) as { successCount: number }).successCount === 1;
}

/** Whether a service takes a token. */
export async function isActive(url: string, token: string): Promise<boolean> {
  const response = await fetch(`${url}/introspect`, {
    method: 'POST',
    headers: { authorization: AUTHORIZATION },
    body: new URLSearchParams({ token }),
  });
  return response.ok && ((await response.json()) as { active: boolean }).active;
}

/** Does something with each item, so many at a time, in order. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < items.length; index = next++) await work(items[index] as Item, index);
    }),
  );
}
