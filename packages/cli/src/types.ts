/** The types that `validate` knows: those of @ably-auth/validation, listed so that --help need not load it. */
export const TYPES = [
  'TokenRequest',
  'UnsignedTokenRequest',
  'TokenParams',
  'TokenDetails',
  'AuthOptions',
  'Capability',
  'ApiKey',
  'AblyJwtHeader',
  'AblyJwtClaims',
  'ErrorInfo',
  'TokenRevocationRequest',
  'TokenRevocationTargetSpecifier',
  'TokenRevocationResult',
] as const;

export type TypeName = (typeof TYPES)[number];
