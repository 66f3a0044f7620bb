import { AblyAuthError, type AblyAuthErrorOptions } from '@ably-auth/validation';
import { INVALID_JWT, TOKEN_EXPIRED } from '@ably-auth/validation/error-codes';
import { JWT_REMEDIATIONS } from '@ably-auth/validation/internal';

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

/** The error for a JWT that is refused. */
export function jwtError(reason: JwtReason, message: string, options?: AblyAuthErrorOptions): AblyAuthError {
  const code = reason === 'expired' ? TOKEN_EXPIRED : INVALID_JWT;
  const words: { readonly [Reason in JwtReason]?: string } = JWT_REMEDIATIONS;
  return new AblyAuthError(code, message, { remediation: words[reason] ?? code.remediation, ...options, reason });
}
