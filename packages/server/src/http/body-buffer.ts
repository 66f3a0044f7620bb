import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';

/** The error for a body that is too large. */
export function bodyTooLarge(maxBytes: number): AblyAuthError {
  return new AblyAuthError(INVALID_REQUEST_BODY, `body: over ${maxBytes} bytes`);
}

/** Collects a body in one buffer: kept one by one, pieces of a byte each would take two hundred times their size. */
export class BodyBuffer {
  readonly #maxBytes: number;
  #bytes = new Uint8Array();
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws {AblyAuthError} 40001 if the body becomes too large */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.byteLength;
    if (length > this.#maxBytes) throw bodyTooLarge(this.#maxBytes);
    if (this.#length === 0) {
      // Most bodies are one piece, which need not be copied.
      this.#bytes = piece as Uint8Array<ArrayBuffer>;
    } else {
      if (length > this.#bytes.byteLength) {
        const larger = new Uint8Array(Math.min(this.#maxBytes, Math.max(2 * length, 1024)));
        larger.set(this.#bytes.subarray(0, this.#length));
        this.#bytes = larger;
      }
      this.#bytes.set(piece, this.#length);
    }
    this.#length = length;
  }

  get whole(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
