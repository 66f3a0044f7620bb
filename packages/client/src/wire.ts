// What goes over the wire and how it is read: for the makers of other clients, and for tests.
export { authResponseKind, type AuthResponseKind } from './auth-response.js';
export { authUrlRequest, type AuthUrlOptions, type AuthUrlRequest } from './auth-url-request.js';
export { revocationRequest, type RevocationHttpRequest, type RevocationOptions } from './revocation-request.js';
export { readRevocationResult } from './revocation-result.js';
export { tokenParamsQuery } from './token-params-query.js';
