import type { ErrorCode } from '@ably-auth/validation';

// Codes of Ably's public registry that channels and connections need; those of authentication are in
// `@ably-auth/validation/error-codes`.

export const INVALID_CONNECTION_KEY = errorCode(
  40006,
  400,
  'Send the connection.key of a connection of the same app that is open now.',
);
export const MESSAGE_TOO_LARGE = errorCode(40009, 413, 'Publish less at a time: 64 KiB in one request or frame.');
export const INVALID_CHANNEL_NAME = errorCode(40010, 400, 'Give the channel another name.');
export const INVALID_MESSAGE_DATA = errorCode(40013, 400, 'Send JSON data as its text, with `encoding` set to `json`.');
export const UNSUPPORTED_VERSION = errorCode(40017, 400, 'Connect with `v=2` or above in the query.');
export const INVALID_MESSAGE_ID = errorCode(40031, 400, 'Give the message an id of 1 to 256 characters, or none.');
export const INVALID_EXTRAS = errorCode(40032, 400, 'Send extras as an object of what JSON can say.');
export const TOO_MANY_MESSAGES = errorCode(40034, 400, 'Publish 1000 messages at a time, or fewer.');
export const FORCED_REFUSAL = errorCode(40099, 400, 'Leave the param `_forceNack` out.');
export const INBOUND_RATE_EXCEEDED = errorCode(
  42911,
  429,
  'Send fewer frames a second than connectionDetails.maxInboundRate.',
);
export const CONNECTION_LOST = errorCode(80003, 503, 'Connect again, with `resume` and the connection key.');
export const CONNECTION_EXPIRED = errorCode(80008, 400, 'Go on with this connection, and attach its channels again.');
export const CONNECTION_NOT_RECOVERABLE = errorCode(
  80018,
  400,
  'Send the connectionKey of the newest CONNECTED frame, as it came.',
);
export const TOO_MANY_CONNECTIONS = errorCode(80021, 429, 'Close connections, or give the sandbox a larger limit.');
export const PRESENCE_WITHOUT_IDENTITY = errorCode(
  91000,
  400,
  'Connect with a clientId, or name one in the presence message.',
);
export const TOO_MANY_MEMBERS = errorCode(91003, 400, 'Let other members leave the channel first.');

function errorCode(code: number, statusCode: number, remediation: string): ErrorCode {
  return { code, statusCode, remediation };
}
