export { Auth, type CallOptions } from './auth.js';
export type { ClientAuthOptions, LogEntry } from './client-auth-options.js';
export type { RevocationOptions } from './revocation-request.js';
