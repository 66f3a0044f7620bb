import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import type { Incoming, Outgoing } from './exchange.js';

/** How long a body may take to arrive, in ms. */
export const BODY_TIMEOUT_MS = 10_000;

/** A Web-standard request as the service reads it. */
export function fromRequest(request: Request, address: string | undefined): Incoming {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    address,
    body: (maxBytes) => readStream(request.body, maxBytes),
  };
}

/** An answer of the service as a Web-standard response. */
export function toResponse({ status, headers, body }: Outgoing): Response {
  return new Response(status === 204 ? null : body, { status, headers });
}

export function bodyTooLarge(maxBytes: number): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `body: over ${maxBytes} bytes`);
}

async function readStream(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AblyAuthError(INVALID_REQUEST_BODY, `body: took longer than ${BODY_TIMEOUT_MS} ms`));
    }, BODY_TIMEOUT_MS);
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), tooSlow]);
      if (done) return concatenate(chunks, length);
      length += value.byteLength;
      if (length > maxBytes) throw bodyTooLarge(maxBytes);
      chunks.push(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof AblyAuthError) throw error;
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'body: broke off', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

export function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
