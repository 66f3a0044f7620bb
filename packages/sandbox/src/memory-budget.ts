import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';

/** The memory that all apps of a sandbox share, counted as it is used. */
export class MemoryBudget {
  #free: number;

  constructor(totalBytes: number) {
    this.#free = totalBytes;
  }

  /** @throws {AblyAuthError} 50003 if there is not so much left */
  take(bytes: number): void {
    if (!this.takeIfFree(bytes)) throw full('memory');
  }

  /** Takes so much if it is left, and says whether it was. */
  takeIfFree(bytes: number): boolean {
    if (bytes > this.#free) return false;
    this.#free -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#free += bytes;
  }
}

/** The error for a limit of the sandbox that was reached. */
export function full(what: string): AblyAuthError {
  return new AblyAuthError(SERVICE_UNAVAILABLE, `sandbox: no room left for ${what}`, {
    remediation: 'Delete the apps that are no longer used, restart the sandbox, or give it larger limits.',
  });
}
