import type { HeaderReader } from '../principal.js';

/** A request, from a `Request` or Node's own. */
export type Incoming = {
  readonly method: string;
  /** Path, as it stands in the URL, and the query behind `?`. */
  readonly path: string;
  readonly headers: HeaderReader;
  /** Reads the body. @throws {AblyAuthError} 40001 if it is over so many bytes, or too slow */
  body(maxBytes: number): Promise<Uint8Array>;
  /** Where it comes from, for the rate limit. */
  readonly address?: string | undefined;
};

/** An answer, for a `Response` or Node's own. */
export type Outgoing = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};
