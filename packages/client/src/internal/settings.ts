import {
  AblyAuthError,
  assertAuthOptions,
  assertTokenParams,
  type AuthOptions,
  type TokenParams,
} from '@ably-auth/validation';
import { BASIC_AUTH_WITHOUT_TLS, INVALID_CLIENT_ID, NO_WAY_TO_AUTHENTICATE } from '@ably-auth/validation/error-codes';
import { AUTH_URL_TIMEOUT_MS } from '@ably-auth/validation/limits';
import type { ClientAuthOptions, LogEntry } from '../client-auth-options.js';

/** The options of a client, judged once. */
export type Settings = {
  readonly auth: AuthOptions;
  readonly params: TokenParams;
  readonly clientId: string | undefined;
  /** Where the service is: `https://host:port`. */
  readonly baseUrl: string;
  readonly usesTokens: boolean;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly nonce: (() => string) | undefined;
  readonly log: (entry: LogEntry) => void;
};

/** Reads the options; a string is a key if it has a colon, else a token (RSC1a). */
export function readSettings(options: ClientAuthOptions | string): Settings {
  if (typeof options === 'string') return readSettings(options.includes(':') ? { key: options } : { token: options });
  if (typeof options !== 'object' || options === null) throw new TypeError('options: expected an object or a string');
  const {
    clientId,
    defaultTokenParams = {},
    endpoint = 'main.realtime.ably.net', // REC1a
    port,
    tls = true,
    timeoutMs = AUTH_URL_TIMEOUT_MS,
    fetch: ownFetch = globalThis.fetch.bind(globalThis),
    now = Date.now,
    nonce,
    log = () => {},
    ...given
  } = options;
  requireFunctions({ fetch: ownFetch, now, nonce, log });
  const auth = { ...assertAuthOptions(given) };
  refuseIdentity(clientId);
  const usesTokens = tokenAuth(auth);
  if (!usesTokens && !tls) {
    throw new AblyAuthError(BASIC_AUTH_WITHOUT_TLS, 'tls: Basic auth needs it'); // RSA1, RSC18
  }
  return {
    auth,
    params: { ...assertTokenParams(defaultTokenParams) },
    clientId,
    baseUrl: `${tls ? 'https' : 'http'}://${hostOf(endpoint)}${port === undefined ? '' : `:${port}`}`,
    usesTokens,
    timeoutMs,
    fetch: ownFetch,
    now,
    nonce,
    log,
  };
}

/** Whether the options lead to token authentication (RSA4). */
function tokenAuth(auth: AuthOptions): boolean {
  const { key, useTokenAuth } = auth;
  const hasToken = auth.token !== undefined || auth.tokenDetails !== undefined;
  const canObtain = auth.authUrl !== undefined || auth.authCallback !== undefined;
  if (key === undefined && ((!hasToken && !canObtain) || useTokenAuth === false)) {
    throw new AblyAuthError(NO_WAY_TO_AUTHENTICATE, 'options: no way to authenticate'); // RSC1b, RSA14
  }
  return useTokenAuth ?? (hasToken || canObtain);
}

function refuseIdentity(clientId: unknown): void {
  if (clientId === undefined) return;
  if (clientId === '*') {
    // RSA7c
    throw new AblyAuthError(INVALID_CLIENT_ID, 'clientId: * is no identity', {
      remediation: 'Ask for a token with clientId * through defaultTokenParams, and leave the clientId option out.',
    });
  }
  assertTokenParams({ clientId });
}

/** REC1b2, REC1b3, REC1b4: a host name, a non-production policy, or a production policy. */
function hostOf(endpoint: string): string {
  if (endpoint.includes('::')) return endpoint.startsWith('[') ? endpoint : `[${endpoint}]`;
  if (endpoint.includes('.') || endpoint === 'localhost') return endpoint;
  const [, policy] = /^nonprod:(.+)$/.exec(endpoint) ?? [];
  return policy === undefined ? `${endpoint}.realtime.ably.net` : `${policy}.realtime.ably-nonprod.net`;
}

function requireFunctions(functions: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(functions)) {
    if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name}: expected a function`);
  }
}
