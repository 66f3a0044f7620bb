import type { AblyAuthError } from '@ably-auth/validation';
import { fetchFromService, SERVICE_HEADERS } from './service.js';
import { isTokenError, serviceError } from './service-error.js';
import type { Settings } from './settings.js';

/** Where credentials come from, and who hears that a token was refused. */
export type CredentialSource = {
  credentials(
    signal: AbortSignal | undefined,
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly token: string | undefined }>;
  /** Drops a token; throws where no other can be had. */
  refuse(token: string, error: AblyAuthError): void;
};

/** Sends a request with credentials; a token error renews once and repeats once (RSC10). */
export async function authenticatedFetch(
  input: string | URL,
  init: RequestInit,
  { baseUrl, fetch }: Settings,
  source: CredentialSource,
): Promise<Response> {
  const url = serviceUrl(input, baseUrl);
  if (isStream(init.body)) throw new TypeError('fetch: a stream cannot be sent twice; give the body as a whole');
  const send = init.redirect === 'manual' ? fetch : fetchFromService.bind(undefined, fetch);
  for (let attempt = 1; ; attempt++) {
    init.signal?.throwIfAborted();
    const { headers: credentials, token } = await source.credentials(init.signal ?? undefined);
    const headers = new Headers(SERVICE_HEADERS);
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
    const response = await send(url, { ...init, headers });
    if (response.status !== 401 || token === undefined) return response;
    const error = serviceError(response, await response.clone().text());
    if (!isTokenError(error)) return response;
    await response.body?.cancel();
    source.refuse(token, error);
    if (attempt === 2) throw error; // RSA4b
  }
}

function serviceUrl(input: string | URL, baseUrl: string): string {
  if (typeof input !== 'string' && !(input instanceof URL)) {
    throw new TypeError('fetch: expected a path or a URL; a Request cannot be sent twice');
  }
  const { href, origin } = new URL(input, baseUrl);
  if (origin === baseUrl) return href;
  throw new TypeError(`fetch: ${origin} is not the service`);
}

/** Node takes any asynchronous iterable for a body, browsers its ReadableStream alone. */
function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (body instanceof ReadableStream || Symbol.asyncIterator in body);
}
