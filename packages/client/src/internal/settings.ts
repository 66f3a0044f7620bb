import {
  AblyAuthError,
  assertAuthOptions,
  assertTokenParams,
  type AuthOptions,
  type TokenParams,
} from '@ably-auth/validation';
import {
  BASIC_AUTH_WITHOUT_TLS,
  INVALID_CLIENT_ID,
  INVALID_PARAMETER_VALUE,
  NO_WAY_TO_AUTHENTICATE,
} from '@ably-auth/validation/error-codes';
import { requireFunction, requireWhole } from '@ably-auth/validation/internal';
import { AUTH_URL_TIMEOUT_MS } from '@ably-auth/validation/limits';
import type { ClientAuthOptions, LogEntry } from '../client-auth-options.js';
import { baseUrl } from './base-url.js';
import { canObtain, suppliedToken } from './own-options.js';

/** The options of a client, checked once. */
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
    clientId: identity,
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
  for (const [name, value] of Object.entries({ fetch: ownFetch, now, nonce, log })) requireFunction(name, value);
  requireWhole('timeoutMs', timeoutMs, 'whole milliseconds', 1, LONGEST_TIMEOUT_MS);
  const auth = assertAuthOptions(given);
  const clientId = identity ?? undefined; // RSA7c
  refuseIdentity(clientId);
  const usesTokens = tokenAuth(auth);
  if (!usesTokens && !tls) {
    throw new AblyAuthError(BASIC_AUTH_WITHOUT_TLS, 'tls: expected true with Basic auth'); // RSA1, RSC18
  }
  return {
    auth,
    params: defaultParams(defaultTokenParams, clientId),
    clientId,
    baseUrl: baseUrl(endpoint, port, tls),
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
  const { key, useTokenAuth, ...others } = auth;
  const hasOther = suppliedToken(others) !== null || canObtain(others);
  if (key === undefined && (!hasOther || useTokenAuth === false)) {
    throw new AblyAuthError(NO_WAY_TO_AUTHENTICATE, 'options: no way to authenticate'); // RSC1b, RSA14
  }
  return useTokenAuth ?? hasOther;
}

function defaultParams(given: TokenParams, clientId: string | undefined): TokenParams {
  const params = assertTokenParams(given);
  for (const name of ['timestamp', 'nonce'] as const) {
    if (params[name] === undefined) continue;
    // TK2d; a nonce counts once just as well.
    throw new AblyAuthError(
      INVALID_PARAMETER_VALUE,
      `defaultTokenParams.${name}: expected no ${name}, which is for one request`,
      {
        path: `$.${name}`,
        remediation: `Pass the ${name} to the call that it is for, or leave it out: each request then gets its own.`,
      },
    );
  }
  return clientId === undefined ? params : { ...params, clientId }; // RSA7a4
}

function refuseIdentity(clientId: string | undefined): void {
  if (clientId === undefined) return;
  if (clientId === '*') {
    // RSA7c
    throw new AblyAuthError(INVALID_CLIENT_ID, 'clientId: expected one identity, got "*"', {
      path: '$.clientId',
      remediation: 'Ask for a token with clientId "*" through defaultTokenParams, and leave the clientId option out.',
    });
  }
  assertTokenParams({ clientId });
}

/** A timer cannot wait longer, and would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
