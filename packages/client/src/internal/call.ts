import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';

/**
 * Runs work that must end in time: its signal is aborted by the timeout or by the caller's own signal. The reason of
 * the caller's signal comes through as it is.
 *
 * @param kind error of a timeout and of whatever else goes wrong
 * @param what names the work in messages
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  kind: ErrorCode,
  what: string,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = callerSignal === undefined ? timeout : AbortSignal.any([timeout, callerSignal]);
  signal.throwIfAborted();
  const { promise, reject } = withReject();
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(signal), promise]);
  } catch (cause) {
    if (callerSignal?.aborted) throw callerSignal.reason;
    if (timeout.aborted) throw new AblyAuthError(kind, `${what}: no answer within ${timeoutMs} ms`, { cause });
    throw cause instanceof AblyAuthError ? cause : new AblyAuthError(kind, `${what}: failed`, { cause });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function withReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject!: (reason: Error) => void;
  const promise = new Promise<never>((_, rejects) => (reject = rejects));
  promise.catch(() => {}); // the race may already be over
  return { promise, reject };
}
