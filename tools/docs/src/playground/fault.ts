import { AblyAuthError } from '@ably-auth/validation';

/** What a tool shows where it has no answer. */
export type Fault = { readonly code: number | undefined; readonly message: string; readonly remediation: string };

/** An answer, or why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Asks, and turns what is thrown into a fault. */
export function ask<T>(question: () => T): Answer<T> {
  try {
    return { ok: true, value: question() };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** As `ask`, of what answers later. */
export async function askLater<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof AblyAuthError)
    return { code: error.code, message: error.message, remediation: error.remediation };
  return { code: undefined, message: String(error), remediation: '' };
}
