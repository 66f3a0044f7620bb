/** The types that `validate` knows: those of @ably-auth/validation, listed so that --help need not load it. */
export const TYPES = [
  'TokenRequest',
  'UnsignedTokenRequest',
  'TokenParams',
  'TokenDetails',
  'AuthOptions',
  'Capability',
  'CapabilityInput',
  'Resource',
  'Operation',
  'ApiKey',
  'AblyJwtHeader',
  'AblyJwtClaims',
  'ErrorInfo',
  'TokenRevocationRequest',
  'TokenRevocationTargetSpecifier',
  'TokenRevocationResult',
  'TokenRevocationSuccessResult',
  'TokenRevocationFailureResult',
] as const;

export type TypeName = (typeof TYPES)[number];
