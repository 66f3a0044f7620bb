import { AblyAuthError, assertAuthOptions, type AuthOptions, type TokenDetails } from '@ably-auth/validation';
import { INCOMPATIBLE_CREDENTIALS } from '@ably-auth/validation/error-codes';

/**
 * A fresh copy of the options that authorize is given, with the key of the client, which stays (RSA10).
 *
 * @param key the key that the client was made with
 * @throws {AblyAuthError} 40102 for another key
 */
export function replacingOptions(options: AuthOptions, key: string | undefined): AuthOptions {
  const own = assertAuthOptions(options);
  if (key === undefined) return own;
  if (own.key !== undefined && own.key !== key) {
    throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'key: expected the key of the client, got another one', {
      path: '$.key',
    });
  }
  return { ...own, key };
}

/** Whether the options hold a means to obtain a token. */
export function canObtain({ authCallback, authUrl, key }: AuthOptions): boolean {
  return authCallback !== undefined || authUrl !== undefined || key !== undefined;
}

/** The token that the options hold, to be used as it is (RSA10e). */
export function suppliedToken({ token, tokenDetails }: AuthOptions): TokenDetails | null {
  return tokenDetails ?? (token === undefined ? null : { token }); // RSA16b
}
