// What the packages of this repository share. Not part of the public API: no stability is promised.
export { decode, validator, valueOf, type Decoded, type Decoder } from './decode.js';
export * from './gen/rules.js';
export { joinSignedFields, SIGNED_FIELDS, type Signable } from './gen/signed-fields.js';
export { decodeAblyJwtClaims } from './gen/decode/ably-jwt-claims.js';
export { decodeAblyJwtHeader } from './gen/decode/ably-jwt-header.js';
export { decodeApiKey } from './gen/decode/api-key.js';
export { decodeTokenDetails } from './gen/decode/token-details.js';
export { decodeTokenParamsWith } from './gen/decode/token-params.js';
export { decodeTokenRequest } from './gen/decode/token-request.js';
export { decodeUnsignedTokenRequest } from './gen/decode/unsigned-token-request.js';
export { textListEntries, type Entry } from './internal/collections.js';
export { Decoding, integer, text, type Read } from './internal/decoding.js';
export { currentTime, requireFunction, requireOptions, requireWhole } from './internal/options.js';
export type { Rule } from './internal/rule.js';
export { isPlainObject } from './internal/unusual.js';
export { entryPath, memberPath, shortened } from './internal/path.js';
export { parseJsonText, readJsonText, type JsonLimits } from './json-text.js';
