import { AblyAuthError } from '@ably-auth/validation';

/** What a tool shows if it has no answer. */
export type ToolError = { readonly code: number | undefined; readonly message: string; readonly remediation: string };

/** An answer, or why it is missing. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ToolError };

/** Asks, and turns what is thrown into an error. */
export function ask<T>(question: () => T): Answer<T> {
  try {
    return { ok: true, value: question() };
  } catch (error) {
    return { ok: false, error: toolErrorOf(error) };
  }
}

/** As `ask`, of what answers later. */
export async function askLater<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    return { ok: false, error: toolErrorOf(error) };
  }
}

function toolErrorOf(error: unknown): ToolError {
  if (error instanceof AblyAuthError)
    return { code: error.code, message: error.message, remediation: error.remediation };
  return { code: undefined, message: String(error), remediation: '' };
}
