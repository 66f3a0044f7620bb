export { AblyAuthError, type AblyAuthErrorOptions, type ErrorCode } from './ably-auth-error.js';
export type { StandardIssue, StandardResult, StandardSchema, Validator } from './decode.js';
export type { Keyword } from './gen/keywords.js';
export type { Issue, Leniency, LeniencyKind, Result } from './issue.js';
export * from './gen/index.js';
