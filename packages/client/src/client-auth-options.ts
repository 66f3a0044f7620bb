import type { AuthOptions, TokenParams } from '@ably-auth/validation';

/** Something that an operator may want to know. */
export type LogEntry = {
  readonly level: 'info';
  readonly code: number;
  readonly message: string;
  /** Page that explains the code (TI5). */
  readonly href: string;
};

/** How a client authenticates, and where the service is. */
export type ClientAuthOptions = AuthOptions & {
  /** Identity of this client; a token must be for it, or for any. Null is the same as absent. */
  readonly clientId?: string | null;
  /** Params of tokens for calls without params; without timestamp and nonce, which are for one request. */
  readonly defaultTokenParams?: TokenParams;
  /** Host name of the service, or the id of a routing policy (REC1b); `main.realtime.ably.net` by default. */
  readonly endpoint?: string;
  /** Port of the service; 443 with TLS, 80 without. */
  readonly port?: number;
  /** Whether the service is reached over TLS; true by default. Basic auth needs it. */
  readonly tls?: boolean;
  /** How long an authCallback or a request for a token or the time may take, in whole ms; 10 000 by default. */
  readonly timeoutMs?: number;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: () => number;
  /** Replaces the random nonce of a request that this client signs. */
  readonly nonce?: () => string;
  /** Takes what an operator may want to know. */
  readonly log?: (entry: LogEntry) => void;
};
