import type { ErrorCode } from '@ably-auth/validation';

// Codes of Ably's public registry that only connections need.

const AUTHENTICATION_FAILED = 80_019;

/** RSA4c: a token could not be obtained. */
export const NO_TOKEN: ErrorCode = {
  code: AUTHENTICATION_FAILED,
  statusCode: 401,
  remediation: 'See the cause: what the auth server, the authCallback or the service answered.',
};

/** RSA4d: the auth server refuses this user. */
export const TOKEN_FORBIDDEN: ErrorCode = { ...NO_TOKEN, statusCode: 403 };

export const CONNECTION_SUSPENDED: ErrorCode = {
  code: 80_002,
  statusCode: 400,
  remediation: 'Wait until the connection is back, or call connect().',
};

export const CONNECTION_LOST: ErrorCode = {
  code: 80_003,
  statusCode: 400,
  remediation: 'Wait until the connection is back; it is tried again by itself.',
};

export const CONNECTION_CLOSED: ErrorCode = {
  code: 80_017,
  statusCode: 400,
  remediation: 'Call connect() to open it again.',
};

/** Of the registry, for what takes too long. */
export const TIMED_OUT: ErrorCode = {
  code: 50_003,
  statusCode: 504,
  remediation: 'Check the connection, and call it again.',
};
