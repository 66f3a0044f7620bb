import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import type { TokenServiceOptions } from '../token-service.js';
import { BodyBuffer } from './body.js';
import { eachHeader, type Incoming, type Outgoing } from './exchange.js';

/** How long a body may take to arrive, in ms, unless an option says otherwise. */
export const BODY_TIMEOUT_MS = 10_000;

/** A Web-standard request as the service reads it. */
export function fromRequest(
  request: Request,
  { addressOf, bodyTimeoutMs = BODY_TIMEOUT_MS }: Pick<TokenServiceOptions, 'addressOf' | 'bodyTimeoutMs'>,
): Incoming {
  const { pathname, search, protocol } = new URL(request.url);
  return {
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    isSecure: protocol === 'https:',
    get address() {
      return addressOf?.(request);
    },
    body: (maxBytes) => readStream(request.body, maxBytes, bodyTimeoutMs),
  };
}

/** An answer of the service as a Web-standard response. */
export function toResponse({ status, headers, body }: Outgoing): Response {
  const lines = new Headers();
  eachHeader(headers, (name, value) => lines.append(name, value));
  return new Response(status === 204 ? null : body, { status, headers: lines });
}

async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  timeoutMs: number,
): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const buffer = new BodyBuffer(maxBytes);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AblyAuthError(INVALID_REQUEST_BODY, `body: expected all of it within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), tooSlow]);
      if (done) return buffer.whole;
      buffer.add(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof AblyAuthError) throw error;
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'body: ended unexpectedly', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
