/** The members that a MAC covers; a TokenRequest and an UnsignedTokenRequest have them. */
export type SignedFields = {
  readonly keyName?: string | undefined;
  readonly ttl?: number | undefined;
  readonly capability?: string | undefined;
  readonly clientId?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly nonce?: string | undefined;
};
