import { readTokenDetails } from '@ably-auth/core';
import { AblyAuthError, type TokenDetails } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { inTime } from './call.js';
import { readBody } from './read-body.js';
import { serviceError } from './service-error.js';
import type { Settings } from './settings.js';

/** More than any answer of these endpoints: a token and a capability text, each of 128 KiB, and what is around them. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** What every request to the service carries (RSC7d, RSC7e). */
export const SERVICE_HEADERS: Readonly<Record<string, string>> = {
  'X-Ably-Version': '6', // CSV2
  'Ably-Agent': 'ably-auth-client/0.1.0',
  Accept: 'application/json',
};

/** Exchanges a TokenRequest, whose text goes out as it came in, for a token (RSA8a). */
export async function exchange(
  keyName: string,
  text: string,
  settings: Settings,
  signal?: AbortSignal,
): Promise<TokenDetails> {
  const path = `/keys/${encodeURIComponent(keyName)}/requestToken`;
  const answer = await send('POST', path, { body: text }, settings, signal);
  return understood(`POST ${path}`, () => readTokenDetails(answer).value);
}

/** Reads an answer of the service; one that was not expected is an error of the service. */
export function understood<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new AblyAuthError(SERVICE_UNAVAILABLE, `${what}: unexpected response body`, { cause });
  }
}

/** The time of the service, in ms since the epoch (RSC16). */
export async function serviceTime(settings: Settings, signal?: AbortSignal): Promise<number> {
  const answer = await send('GET', '/time', {}, settings, signal);
  const [, digits] = /^\s*\[\s*(\d{1,15})\s*\]\s*$/.exec(answer) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new AblyAuthError(SERVICE_UNAVAILABLE, 'GET /time: expected [milliseconds], got another value');
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches without following redirects: credentials and signed requests go to nobody else. `redirect: 'error'` would say
 * so, but the runtime of Cloudflare Workers does not take it.
 */
export async function fetchFromService(fetch: Settings['fetch'], url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  if (response.type !== 'opaqueredirect' && !REDIRECTS.has(response.status)) return response;
  await response.body?.cancel();
  throw new TypeError(`fetch: expected no redirect, got one with status ${response.status}`);
}

/** Sends a request and gives the text of the answer. */
export async function send(
  method: 'GET' | 'POST',
  path: string,
  { body, headers = {} }: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> },
  { baseUrl, fetch, timeoutMs }: Settings,
  signal?: AbortSignal,
): Promise<string> {
  const what = `${method} ${path}`;
  const work = async (deadline: AbortSignal): Promise<string> => {
    const content = body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } };
    const response = await fetchFromService(fetch, baseUrl + path, {
      ...content,
      method,
      headers: { ...SERVICE_HEADERS, ...content.headers, ...headers },
      signal: deadline,
    });
    const text = await readBody(response, MAX_ANSWER_BYTES, SERVICE_UNAVAILABLE, what);
    if (response.ok) return text;
    throw serviceError(response, text);
  };
  return inTime(work, timeoutMs, signal, SERVICE_UNAVAILABLE, what);
}
