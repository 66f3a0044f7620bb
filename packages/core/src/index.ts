export { parseApiKey, type ApiKey } from './api-key.js';
export { computeMac } from './compute-mac.js';
export { createSigner, type Signer } from './create-signer.js';
export { createTokenRequest, type CreateTokenRequestOptions, type SigningOverrides } from './create-token-request.js';
export { isTokenExpired } from './is-token-expired.js';
export { readTokenDetails, readTokenRequest, readUnsignedTokenRequest, type ReadResult } from './read.js';
export { signText, type SignedFields } from './sign-text.js';
export {
  verifyTokenRequest,
  type KeyLookup,
  type VerifiedTokenRequest,
  type VerifyOptions,
} from './verify-token-request.js';
export type { Leniency, LeniencyKind } from '@ably-auth/validation';
