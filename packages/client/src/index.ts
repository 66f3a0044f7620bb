export { Auth, type CallOptions } from './auth.js';
export { authResponseKind, type AuthResponseKind } from './auth-response.js';
export { authUrlRequest, type AuthUrlOptions, type AuthUrlRequest } from './auth-url-request.js';
export type { ClientAuthOptions, LogEntry } from './client-auth-options.js';
export { revocationRequest, type RevocationHttpRequest, type RevocationOptions } from './revocation-request.js';
export { tokenParamsQuery } from './token-params-query.js';
export { readRevocationResult } from './revocation-result.js';
