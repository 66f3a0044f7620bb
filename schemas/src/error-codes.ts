/** An error code of the protocol: what a service answers with and what a client throws. */
export type ErrorCodeEntry = {
  readonly code: number;
  /** HTTP status. */
  readonly statusCode: number;
  readonly meaning: string;
  /** How to fix it, as an instruction. */
  readonly remediation: string;
  /** Spec points, or the page of Ably's documentation that names it. */
  readonly source: string;
};

const REQUEST_SPEC = 'Ably documentation, REST API Token Request Spec';
const REVOCATION = 'Ably documentation, Token revocation';
const JWT = 'Ably documentation, JWT';

/** Every error code that the protocol names, by the name of its generated constant. */
export const errorCodes = {
  BAD_REQUEST: {
    code: 40000,
    statusCode: 400,
    meaning: 'A capability, an operation or a revocation target is not valid',
    remediation:
      'Give a capability as { "resource": ["operation", …] }, each list non-empty and `*` alone in its list.',
    source: REQUEST_SPEC,
  },
  INVALID_REQUEST_BODY: {
    code: 40001,
    statusCode: 400,
    meaning: 'The body is not what the endpoint takes, or its keyName is absent, malformed or unlike the path',
    remediation: 'Send what the endpoint takes as one JSON object; a TokenRequest has the keyName that the path names.',
    source: REQUEST_SPEC,
  },
  INVALID_PARAMETER_VALUE: {
    code: 40003,
    statusCode: 400,
    meaning: 'ttl, timestamp or nonce is out of range or absent from a signed request',
    remediation:
      'Give ttl and timestamp as whole milliseconds and a nonce of 16 characters or more; leave ttl out for the default.',
    source: REQUEST_SPEC,
  },
  INVALID_HEADER: {
    code: 40004,
    statusCode: 400,
    meaning: 'A header cannot be read, such as an X-Ably-ClientId that is not Base64',
    remediation: 'Encode the value of the header as its documentation says, or leave it out.',
    source: 'Ably error registry',
  },
  MALFORMED_CREDENTIALS: {
    code: 40005,
    statusCode: 400,
    meaning: 'The Authorization header cannot be read as an API key or a token',
    remediation: 'Send `Basic` with the Base64 of the whole API key, or `Bearer` with a token.',
    source: 'Ably error registry',
  },
  INVALID_CLIENT_ID: {
    code: 40012,
    statusCode: 400,
    meaning: 'The clientId is empty, or is the wildcard where an identity is needed',
    remediation: 'Give a non-empty clientId, or leave it out for an anonymous token.',
    source: 'RSA7c, TK2c',
  },
  INVALID_CREDENTIALS: {
    code: 40101,
    statusCode: 401,
    meaning: 'The MAC of a request or the key of Basic auth is wrong',
    remediation: 'Sign with the secret of the key that keyName names, and send the request exactly as it was signed.',
    source: 'RSA9g, RSA11',
  },
  INCOMPATIBLE_CREDENTIALS: {
    code: 40102,
    statusCode: 401,
    meaning: 'The credentials do not fit the client: another clientId, or another key',
    remediation: 'Use a token for the clientId of the client options, and the key that the client was made with.',
    source: 'RSA15, RSA10',
  },
  BASIC_AUTH_WITHOUT_TLS: {
    code: 40103,
    statusCode: 401,
    meaning: 'Basic auth over a connection that is not encrypted',
    remediation: 'Use TLS, or token authentication.',
    source: 'RSA1, RSC18',
  },
  TIMESTAMP_NOT_CURRENT: {
    code: 40104,
    statusCode: 401,
    meaning: 'The timestamp of the request is more than 2 minutes from the clock of the service',
    remediation: 'Set the clock of the signing machine, or sign with the time of the service (queryTime).',
    source: REQUEST_SPEC,
  },
  NONCE_REPLAYED: {
    code: 40105,
    statusCode: 401,
    meaning: 'The nonce was used before with the same key and timestamp',
    remediation: 'Sign a new request for every token; make sure that no cache answers for the auth endpoint.',
    source: REQUEST_SPEC,
  },
  NO_WAY_TO_AUTHENTICATE: {
    code: 40106,
    statusCode: 401,
    meaning: 'The options hold no key, no token and no means to obtain one',
    remediation: 'Give one of key, authUrl, authCallback, token or tokenDetails.',
    source: 'RSC1b, RSA14',
  },
  WRONG_KEY_FOR_REVOCATION: {
    code: 40133,
    statusCode: 401,
    meaning: 'Tokens are revoked with another key than the one that issued them',
    remediation: 'Send Basic auth with the key that the path names, which issued the tokens.',
    source: 'Ably error registry',
  },
  TOKEN_ERROR: {
    code: 40140,
    statusCode: 401,
    meaning: 'The token is not accepted; codes 40140 to 40149 mean that a new token may help',
    remediation: 'Obtain a new token and repeat the request once.',
    source: 'RSC10, RSA4b',
  },
  TOKEN_REVOKED: {
    code: 40141,
    statusCode: 401,
    meaning: 'The token was revoked',
    remediation: 'Obtain a new token.',
    source: REVOCATION,
  },
  TOKEN_EXPIRED: {
    code: 40142,
    statusCode: 401,
    meaning: 'The token has expired',
    remediation: 'Obtain a new token.',
    source: 'RSA4b',
  },
  TOKEN_UNRECOGNISED: {
    code: 40143,
    statusCode: 401,
    meaning: 'The token is not known to the service',
    remediation: 'Send the token exactly as it was issued, to the service that issued it.',
    source: 'RSC10',
  },
  INVALID_JWT: {
    code: 40144,
    statusCode: 401,
    meaning: 'The JWT is malformed, badly signed, or lacks what an Ably JWT needs',
    remediation: 'Sign with HS256 and the key secret, set kid to the key name, and iat and exp in seconds.',
    source: JWT,
  },
  INVALID_ABLY_TOKEN: {
    code: 40145,
    statusCode: 401,
    meaning: 'The Ably token is malformed',
    remediation: 'Send the token exactly as it was issued.',
    source: JWT,
  },
  CAPABILITY_NOT_PERMITTED: {
    code: 40160,
    statusCode: 401,
    meaning:
      'Nothing that was asked for is permitted: the capability has nothing in common with that of the key, or lacks the operation',
    remediation: 'Ask for resources and operations that the key has.',
    source: REQUEST_SPEC,
  },
  REVOCATION_NEEDS_KEY: {
    code: 40162,
    statusCode: 401,
    meaning: 'Tokens can be revoked with Basic auth only',
    remediation: 'Revoke tokens from a client that authenticates with the key.',
    source: 'RSA17d',
  },
  REVOCATION_NOT_ENABLED: {
    code: 40163,
    statusCode: 401,
    meaning: 'The key does not have revocable tokens',
    remediation: 'Enable revocable tokens for the key, and issue new tokens with it.',
    source: REVOCATION,
  },
  AUTH_SOURCE_FAILED: {
    code: 40170,
    statusCode: 401,
    meaning: 'authUrl or authCallback failed, or returned neither a token nor a TokenRequest',
    remediation:
      'Answer with a token as text/plain or application/jwt, or a TokenDetails or TokenRequest as application/json, within the timeout.',
    source: 'RSA4e, RSA4f',
  },
  NO_WAY_TO_RENEW: {
    code: 40171,
    statusCode: 401,
    meaning: 'The token is no longer accepted and there is no means to renew it',
    remediation: 'Give the client a key, an authUrl or an authCallback besides the token.',
    source: 'RSA4a2',
  },
  FORBIDDEN: {
    code: 40300,
    statusCode: 403,
    meaning: 'The auth server refuses this client for good',
    remediation: 'Do not retry; check why the auth server refuses.',
    source: 'RSA4d',
  },
  NOT_FOUND: {
    code: 40400,
    statusCode: 401,
    meaning: 'No such key (404 if the path names it), application or route (both 404)',
    remediation: 'Check the key name: it is the part of the key before the first colon.',
    source: REQUEST_SPEC,
  },
  METHOD_NOT_ALLOWED: {
    code: 40500,
    statusCode: 405,
    meaning: 'The route exists, but not for this method',
    remediation: 'Use the method that the Allow header of the answer names.',
    source: 'decision',
  },
  RATE_LIMITED: {
    code: 42910,
    statusCode: 429,
    meaning: 'Too many requests for one key or from one address',
    remediation: 'Wait as long as the Retry-After header says, then send a new request.',
    source: 'decision',
  },
  INTERNAL_ERROR: {
    code: 50000,
    statusCode: 500,
    meaning: 'An unexpected error of the service',
    remediation: 'Check the log of the service, and report the problem.',
    source: 'decision',
  },
  SERVICE_UNAVAILABLE: {
    code: 50003,
    statusCode: 503,
    meaning: 'The service cannot check the request now, so it refuses it',
    remediation: 'Try again later with a new request.',
    source: 'decision',
  },
} as const satisfies Record<string, ErrorCodeEntry>;
