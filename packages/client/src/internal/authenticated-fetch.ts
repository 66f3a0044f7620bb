import type { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_HEADERS } from './service.js';
import { isTokenError, serviceError } from './service-error.js';
import type { Settings } from './settings.js';

/** Where credentials come from, and how a token that was refused is replaced. */
export type CredentialSource = {
  credentials(
    signal: AbortSignal | undefined,
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly token: string | undefined }>;
  renew(refused: string, error: AblyAuthError, signal: AbortSignal | undefined): Promise<void>;
};

/** Sends a request with credentials; a token error renews once and repeats once (RSC10). */
export async function authenticatedFetch(
  input: string | URL,
  init: RequestInit,
  { baseUrl, fetch }: Settings,
  source: CredentialSource,
): Promise<Response> {
  const url = new URL(input, baseUrl);
  // Credentials go to nobody else, redirected or not.
  if (url.origin !== new URL(baseUrl).origin) throw new TypeError(`fetch: ${url.origin} is not the service`);
  if (init.body instanceof ReadableStream) throw new TypeError('fetch: a stream cannot be sent twice');
  const signal = init.signal ?? undefined;
  for (let attempt = 1; ; attempt++) {
    const { headers: credentials, token } = await source.credentials(signal);
    const headers = new Headers(SERVICE_HEADERS);
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
    const response = await fetch(url, { redirect: 'error', ...init, headers });
    if (response.status !== 401 || token === undefined) return response;
    const error = serviceError(response, await response.clone().text());
    if (!isTokenError(error)) return response;
    if (attempt === 2) throw error; // RSA4b
    await source.renew(token, error, signal);
  }
}
