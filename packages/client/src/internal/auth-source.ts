import { AblyAuthError, validateErrorInfo, type AuthCallback, type TokenParams } from '@ably-auth/validation';
import { AUTH_SOURCE_FAILED, FORBIDDEN } from '@ably-auth/validation/error-codes';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { readAnswer, readGiven, type Answer } from '../auth-response.js';
import { authUrlRequest, type AuthUrlOptions } from '../auth-url-request.js';
import { inTime } from './call.js';
import { readBody } from './read-body.js';
import { serviceError } from './service-error.js';
import type { Settings } from './settings.js';

// A cached answer would replay its nonce. Node's own types do not know the member; browsers act on it.
const FRESH = { cache: 'no-store' } as RequestInit;

/** Asks an auth server (RSA8c). */
export async function askAuthUrl(
  options: AuthUrlOptions,
  params: TokenParams,
  { fetch, timeoutMs }: Settings,
  signal?: AbortSignal,
): Promise<Answer> {
  const work = async (deadline: AbortSignal): Promise<Answer> => {
    const { url, ...request } = authUrlRequest(options, params);
    const response = await fetch(url, { ...request, ...FRESH, signal: deadline });
    const kind = response.status === 403 ? FORBIDDEN : AUTH_SOURCE_FAILED; // RSA4d, RSA4e
    const text = await readBody(response, TOKEN_TEXT_MAX_BYTES, kind, 'authUrl'); // RSA4f
    if (response.ok) return readAnswer(response.headers.get('content-type'), text);
    throw new AblyAuthError(kind, `authUrl: answered ${response.status}`, { cause: serviceError(response, text) });
  };
  return inTime(work, timeoutMs, signal, AUTH_SOURCE_FAILED, 'authUrl');
}

/**
 * Calls an authCallback (RSA8d): always with a callback, and awaits a promise that it returns. What comes first counts:
 * the callback called, the promise rejected, or resolved to something.
 */
export async function askAuthCallback(
  authCallback: AuthCallback,
  params: TokenParams,
  { timeoutMs }: Settings,
  signal?: AbortSignal,
): Promise<Answer> {
  const work = () =>
    new Promise<unknown>((resolve, reject) => {
      // A copy, since params that are kept for later must stay as they are.
      const returned = authCallback(structuredClone(params), (error, given) => {
        if (error) reject(error);
        else resolve(given);
      });
      const settle = async () => {
        const given: unknown = await returned;
        if (given !== undefined) resolve(given);
      };
      settle().catch(reject);
    });
  const answer = async (): Promise<Answer> => {
    let given: unknown;
    try {
      given = await work();
    } catch (cause) {
      throw callbackError(cause);
    }
    return readGiven(given);
  };
  return inTime(answer, timeoutMs, signal, AUTH_SOURCE_FAILED, 'authCallback');
}

/** An explicit ErrorInfo keeps its code; anything else is a failed auth source (RSA4e), or a refusal (RSA4d). */
function callbackError(cause: unknown): AblyAuthError {
  if (cause instanceof AblyAuthError) return cause;
  const given = (typeof cause === 'object' && cause !== null ? cause : {}) as Partial<AblyAuthError>;
  const { code, statusCode, message = typeof cause === 'string' ? cause : 'failed' } = given;
  const words = `authCallback: ${message}`;
  if (validateErrorInfo({ code, statusCode, message }).ok) {
    const { remediation } = AUTH_SOURCE_FAILED;
    return new AblyAuthError({ code: Number(code), statusCode: Number(statusCode), remediation }, words, { cause });
  }
  return new AblyAuthError(statusCode === 403 ? FORBIDDEN : AUTH_SOURCE_FAILED, words, { cause });
}
