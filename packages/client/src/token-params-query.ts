import { canonicalizeCapability } from '@ably-auth/capability';
import type { TokenParams } from '@ably-auth/validation';

/**
 * TokenParams as parameters of a query or a form: what is absent is left out, a capability is canonical text (RSA8c1).
 *
 * @param params what a token is asked for; ttl and timestamp in ms
 * @throws {AblyAuthError} 40000 if the capability is not valid
 * @example
 * import { tokenParamsQuery } from '@ably-auth/client/wire';
 * console.log(JSON.stringify(tokenParamsQuery({ ttl: 60_000, clientId: 'alice' }))); // {"ttl":"60000","clientId":"alice"}
 */
export function tokenParamsQuery(params: TokenParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(params) as [string, NonNullable<TokenParams[keyof TokenParams]>][]) {
    // Only a capability can be an object; one that is text is made canonical too.
    if (value !== undefined) {
      query[name] =
        typeof value === 'object' || name === 'capability' ? canonicalizeCapability(value as string) : `${value}`;
    }
  }
  return query;
}
