export { createAblyJwt, type AblyJwtParams, type CreatedJwt, type CreateJwtOptions } from './create-ably-jwt.js';
export { embedToken, type EmbedOptions, type OuterKey } from './embed-token.js';
export { extractEmbeddedToken, type EmbeddedToken } from './extract-embedded-token.js';
export type { JwtReason } from './internal/jwt-error.js';
export { verifyAblyJwt, type VerifiedJwt, type VerifyJwtOptions } from './verify-ably-jwt.js';
export type { KeyLookup } from '@ably-auth/core';
