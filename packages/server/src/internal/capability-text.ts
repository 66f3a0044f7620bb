import { canonicalizeCapability, type Capability } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';

/**
 * The canonical text of a capability that a token may carry: a larger one could not be read back from it.
 *
 * @param tooLarge the message of the error
 * @throws {AblyAuthError} 40000 if it is too large
 */
export function capabilityText(capability: Capability, tooLarge: string): string {
  const text = canonicalizeCapability(capability);
  if (new TextEncoder().encode(text).length <= TOKEN_TEXT_MAX_BYTES) return text;
  throw new AblyAuthError(BAD_REQUEST, tooLarge);
}
