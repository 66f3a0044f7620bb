export { AblyAuthError, type AblyAuthErrorOptions, type ErrorCode } from './ably-auth-error.js';
export { errorFromIssues } from './error-from-issues.js';
export type { Issue, Keyword, Result } from './issue.js';
export type { StandardIssue, StandardResult, StandardSchema, Validator } from './standard-schema.js';
export * from './gen/index.js';
