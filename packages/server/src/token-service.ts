import type { Incoming, Outgoing } from './http/exchange.js';
import type { KeyDirectory, ServiceKey } from './keys.js';
import type { HeaderReader, Principal } from './principal.js';
import type { RateLimiter } from './rate-limit.js';
import type { Store } from './store.js';
import type { SealingKey } from './tokens/sealing-key.js';

/** What a token service is made of. */
export type TokenServiceOptions = {
  /** The API keys, or where to find them. */
  readonly keys: readonly ServiceKey[] | KeyDirectory;
  /** Where spent nonces, revocations and the claims of tokens over 4 KiB are kept; in memory by default. */
  readonly store?: Store;
  /** The keys that encrypt tokens: the first one encrypts, all decrypt. By default one that only this process has. */
  readonly sealingKeys?: readonly SealingKey[];
  /** The clock of the store in memory, in whole ms since the epoch; not with a `store`, which has its own. */
  readonly now?: () => number;
  /** How far the clock of the signer of a JWT may be ahead, in ms; 5000 by default. Never applies to an expiry. */
  readonly clockToleranceMs?: number;
  /** Refuses Basic auth, with 40103, on requests that did not come over TLS; false by default. */
  readonly requireTls?: boolean;
  /** Counts requests by key name, and by address where one is known; without it nothing is limited. */
  readonly rateLimiter?: RateLimiter;
  /** How long the body of a `Request` may take to arrive, in ms; 10 000 by default. */
  readonly bodyTimeoutMs?: number;
  /** Where a `Request` comes from, for the rate limit; not known by default. */
  readonly addressOf?: (request: Request) => string | undefined;
  /** Called after every request, for logs and metrics; the event holds no secret and no token. */
  readonly onEvent?: (event: ServiceEvent) => void;
};

/** A token service. */
export type TokenService = {
  /** Answers a Web-standard `Request`. Never throws. */
  fetch(request: Request): Promise<Response>;
  /** Answers a request that did not come as a `Request`: for adapters, such as the one of Node. Never throws. */
  handle(incoming: Incoming): Promise<Outgoing>;
  /**
   * Finds out who makes a request: Basic auth, an Ably token, an Ably JWT, or a JWT that carries one of these.
   *
   * @param request a `Request`, or any object with its headers
   * @throws {AblyAuthError} 40101 without credentials; 40005, 40101, 40400 for a wrong key; 40141 to 40145 for a token that is
   *   revoked, expired, unknown or broken; 40160 for a JWT that the key permits nothing of; 50003 if a store is unavailable
   */
  authenticate(request: { readonly headers: HeaderReader }): Promise<Principal>;
  /** From now on `/readyz` answers 503, so that no further requests are sent here; everything else goes on. */
  drain(): void;
};

/** What the service reports of each request, for logs and metrics; it holds no secret and no token. */
export type ServiceEvent = {
  /** Name of the route; absent for an unknown one. */
  readonly route?: string;
  readonly method: string;
  /** The path, without the query. It holds what the client wrote: a log must redact it. */
  readonly path: string;
  readonly status: number;
  /** That of `X-Request-Id`, or a new one; the answer has it too. */
  readonly requestId: string;
  /** Where the request came from, where that is known. */
  readonly address?: string;
  /** The header of W3C Trace Context, where it is valid. */
  readonly traceparent?: string;
  /** The clientId of the token that was issued. */
  readonly clientId?: string;
  /** Error code, where it was refused. */
  readonly code?: number;
  /** Why it was refused: what and where. */
  readonly message?: string;
  /** Why a store, or the service itself, failed. */
  readonly cause?: unknown;
  /** The key that the path names, where it has the form of a key name. */
  readonly keyName?: string;
  /** Bytes of the body of the answer. */
  readonly bytes: number;
  readonly durationMs: number;
};
