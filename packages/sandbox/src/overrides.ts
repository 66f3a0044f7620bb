import { createHash } from 'node:crypto';
import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';

/** What a test asked for: tokens that count as expired or revoked, requests that are refused. */
export class Overrides {
  /** By fingerprint, so that the memory of the process holds no tokens. */
  readonly #tokens = new Map<string, ErrorCode>();
  #refusals: Refusal[] = [];

  /** Refuses a token from now on. */
  refuseToken(token: string, errorCode: ErrorCode): void {
    this.#tokens.set(fingerprint(token), errorCode);
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > TOKENS_MAX && oldest !== undefined) this.#tokens.delete(oldest);
  }

  /** @throws {AblyAuthError} the error that a test asked for */
  requireToken(token: string | undefined): void {
    if (token === undefined || this.#tokens.size === 0) return;
    const errorCode = this.#tokens.get(fingerprint(token));
    if (errorCode !== undefined) throw new AblyAuthError(errorCode, 'token: refused as a test asked for');
  }

  /** Refuses so many requests or connections to come. */
  plan(refusal: Refusal): void {
    this.#refusals = [...this.#refusals, refusal].slice(-REFUSALS_MAX);
  }

  /** The error for what comes now, if a test asked for one. */
  take(on: Refusal['on'], path: string): AblyAuthError | undefined {
    const found = this.#refusals.find((each) => each.on === on && path.startsWith(each.path));
    if (found === undefined) return undefined;
    const rest = found.count > 1 ? [{ ...found, count: found.count - 1 }] : [];
    this.#refusals = [...this.#refusals.filter((each) => each !== found), ...rest];
    return new AblyAuthError(found.errorCode, `${on}: refused as a test asked for`);
  }
}

export type Refusal = {
  readonly on: 'request' | 'connect';
  /** What the path of the request begins with. */
  readonly path: string;
  readonly count: number;
  readonly errorCode: ErrorCode;
};

const TOKENS_MAX = 10_000;
const REFUSALS_MAX = 1_000;

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
