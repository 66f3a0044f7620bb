import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';

/**
 * Runs work that must end in time: its signal is aborted by the timeout or by the caller's own signal. The reason of
 * the caller's signal comes through as it is. Work that does not heed its signal is left behind.
 *
 * @param errorCode error of a timeout and of anything else that goes wrong
 * @param what names the work in messages
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  errorCode: ErrorCode,
  what: string,
): Promise<T> {
  callerSignal?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(callerSignal?.reason);
  callerSignal?.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(new DOMException('too slow', 'TimeoutError')), timeoutMs);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([work(signal), aborted]);
  } catch (cause) {
    if (callerSignal?.aborted) throw callerSignal.reason;
    if (signal.aborted) throw new AblyAuthError(errorCode, `${what}: no answer within ${timeoutMs} ms`, { cause });
    throw cause instanceof AblyAuthError ? cause : new AblyAuthError(errorCode, `${what}: failed`, { cause });
  } finally {
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', stop);
  }
}
