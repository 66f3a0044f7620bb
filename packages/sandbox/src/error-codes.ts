import type { ErrorCode } from '@ably-auth/validation';

// Codes of Ably's public registry that channels and connections need; those of authentication are in
// `@ably-auth/validation/error-codes`.

export const INVALID_CONNECTION_KEY: ErrorCode = {
  code: 40006,
  statusCode: 400,
  remediation: 'Send the connection.key of a connection of the same app that is open now.',
};
export const MESSAGE_TOO_LARGE: ErrorCode = {
  code: 40009,
  statusCode: 413,
  remediation: 'Publish less at a time: 64 KiB in one request or frame.',
};
export const INVALID_CHANNEL_NAME: ErrorCode = {
  code: 40010,
  statusCode: 400,
  remediation: 'Give the channel another name.',
};
export const INVALID_MESSAGE_DATA: ErrorCode = {
  code: 40013,
  statusCode: 400,
  remediation: 'Send JSON data as its text, with `encoding` set to `json`.',
};
export const UNSUPPORTED_VERSION: ErrorCode = {
  code: 40017,
  statusCode: 400,
  remediation: 'Connect with `v=2` or above in the query.',
};
export const INVALID_MESSAGE_ID: ErrorCode = {
  code: 40031,
  statusCode: 400,
  remediation: 'Give the message an id of 1 to 256 characters, or none.',
};
export const INVALID_EXTRAS: ErrorCode = {
  code: 40032,
  statusCode: 400,
  remediation: 'Send extras as an object of what JSON can say.',
};
export const TOO_MANY_MESSAGES: ErrorCode = {
  code: 40034,
  statusCode: 400,
  remediation: 'Publish 1000 messages at a time, or fewer.',
};
export const FORCED_REFUSAL: ErrorCode = {
  code: 40099,
  statusCode: 400,
  remediation: 'Leave the param `_forceNack` out.',
};
export const INBOUND_RATE_EXCEEDED: ErrorCode = {
  code: 42911,
  statusCode: 429,
  remediation: 'Send fewer frames a second than connectionDetails.maxInboundRate.',
};
export const CONNECTION_LOST: ErrorCode = {
  code: 80003,
  statusCode: 503,
  remediation: 'Connect again, with `resume` and the connection key.',
};
export const CONNECTION_EXPIRED: ErrorCode = {
  code: 80008,
  statusCode: 400,
  remediation: 'Go on with this connection, and attach its channels again.',
};
export const CONNECTION_NOT_RECOVERABLE: ErrorCode = {
  code: 80018,
  statusCode: 400,
  remediation: 'Send the connectionKey of the newest CONNECTED frame, as it came.',
};
export const TOO_MANY_CONNECTIONS: ErrorCode = {
  code: 80021,
  statusCode: 429,
  remediation: 'Close connections, or give the sandbox a larger limit.',
};
export const PRESENCE_WITHOUT_IDENTITY: ErrorCode = {
  code: 91000,
  statusCode: 400,
  remediation: 'Connect with a clientId, or name one in the presence message.',
};
export const TOO_MANY_MEMBERS: ErrorCode = {
  code: 91003,
  statusCode: 400,
  remediation: 'Let other members leave the channel first.',
};
