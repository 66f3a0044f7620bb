import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { parseApiKey, type ApiKey } from '../api-key.js';

/**
 * The key that a caller's lookup returned; undefined says that there is no such key.
 *
 * @throws {AblyAuthError} 50003 for anything that is not a key: what is wrong is the service, not the request
 */
export function keyFromLookup(answer: string | undefined): ApiKey | undefined {
  try {
    return answer === undefined ? undefined : parseApiKey(answer);
  } catch (cause) {
    throw new AblyAuthError(SERVICE_UNAVAILABLE, 'key: expected the lookup to return an API key, got something else', {
      cause,
      remediation: 'Return the whole key from the lookup, or undefined for an unknown key name.',
    });
  }
}
