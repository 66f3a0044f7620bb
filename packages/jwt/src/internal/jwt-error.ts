import { AblyAuthError, type AblyAuthErrorOptions } from '@ably-auth/validation';
import { INVALID_JWT, TOKEN_EXPIRED } from '@ably-auth/validation/error-codes';

/** Why a JWT is refused; `expired` has the code 40142, every other one 40144. */
export type JwtReason =
  | 'algorithm'
  | 'capability'
  | 'claims'
  | 'embedded'
  | 'exp-missing'
  | 'expired'
  | 'iat-in-future'
  | 'iat-missing'
  | 'kid-missing'
  | 'kid-unknown'
  | 'malformed'
  | 'not-yet-valid'
  | 'signature'
  | 'ttl';

// For the others the advice of the error code is right: algorithm, secret, kid, and times in seconds.
const REMEDIATIONS: { readonly [Reason in JwtReason]?: string } = {
  capability: 'Write x-ably-capability as JSON text such as {"news":["subscribe"]}.',
  claims: 'Correct the claim that the message names.',
  embedded: 'Embed one token, as text.',
  expired: TOKEN_EXPIRED.remediation,
  malformed: 'Pass the JWT exactly as it was signed.',
  'not-yet-valid': 'Wait until nbf, which is in seconds.',
  signature: 'Sign with HS256 and the key secret: all of the key after its first colon.',
};

/** The error for a JWT that is refused. */
export function jwtError(reason: JwtReason, message: string, options?: AblyAuthErrorOptions): AblyAuthError {
  const remediation = REMEDIATIONS[reason] ?? INVALID_JWT.remediation;
  return new AblyAuthError(reason === 'expired' ? TOKEN_EXPIRED : INVALID_JWT, message, {
    remediation,
    ...options,
    reason,
  });
}
