/** A number that the protocol bounds something with. */
export type Limit = {
  readonly value: number;
  readonly unit: 'bits' | 'bytes' | 'code points' | 'entries' | 'levels' | 'ms' | 'pairs';
  readonly meaning: string;
  /** A spec point, a page of Ably's documentation, or `decision` where the project chose it. */
  readonly source: string;
};

/** Every limit of the protocol; the schemas and the generated constants take their numbers from here. */
export const limits = {
  TOKEN_TEXT_MAX_BYTES: {
    value: 131_072,
    unit: 'bytes',
    meaning: 'Size of a TokenRequest, a TokenDetails or a token string as text',
    source: 'RSA4f',
  },
  TTL_MIN_MS: {
    value: 1,
    unit: 'ms',
    meaning: 'Shortest lifetime that can be requested for a token',
    source: 'decision',
  },
  TTL_MAX_MS: {
    value: 86_400_000,
    unit: 'ms',
    meaning: 'Longest lifetime of a token: 24 hours',
    source: 'Ably documentation, Token authentication',
  },
  TTL_MAX_REVOCABLE_MS: {
    value: 3_600_000,
    unit: 'ms',
    meaning: 'Longest lifetime of a token whose key has revocable tokens: 1 hour',
    source: 'Ably documentation, Token revocation',
  },
  TTL_DEFAULT_MS: {
    value: 3_600_000,
    unit: 'ms',
    meaning: 'Lifetime that the service gives a token when none is requested: 60 minutes',
    source: 'TK2a',
  },
  TIMESTAMP_MAX_SKEW_MS: {
    value: 120_000,
    unit: 'ms',
    meaning: 'How far the timestamp of a request may be from the clock of the service, either way: 2 minutes',
    source: 'Ably documentation, REST API Token Request Spec',
  },
  CAPABILITY_MAX_RESOURCES: {
    value: 5_000,
    unit: 'entries',
    meaning: 'Resources in one capability',
    source: 'decision',
  },
  RESOURCE_MAX_OPERATIONS: {
    value: 64,
    unit: 'entries',
    meaning: 'Operations listed for one resource',
    source: 'decision',
  },
  RESOURCE_MAX_LENGTH: {
    value: 8_192,
    unit: 'code points',
    meaning: 'Length of a resource name; Ably recommends channel names under 2048',
    source: 'decision',
  },
  OPERATION_MAX_LENGTH: {
    value: 64,
    unit: 'code points',
    meaning: 'Length of the name of an operation',
    source: 'decision',
  },
  CLIENT_ID_MAX_LENGTH: {
    value: 1_024,
    unit: 'code points',
    meaning: 'Length of a clientId',
    source: 'decision',
  },
  NONCE_MIN_LENGTH: {
    value: 16,
    unit: 'code points',
    meaning: 'Shortest nonce',
    source: 'RSA9c',
  },
  NONCE_MAX_LENGTH: {
    value: 256,
    unit: 'code points',
    meaning: 'Longest nonce',
    source: 'decision',
  },
  NONCE_RANDOM_BITS: {
    value: 132,
    unit: 'bits',
    meaning: 'Randomness of a nonce that a signer makes: 22 characters of base64url; 128 bits are needed',
    source: 'decision',
  },
  KEY_NAME_MAX_LENGTH: {
    value: 128,
    unit: 'code points',
    meaning: 'Length of a key name',
    source: 'decision',
  },
  KEY_SECRET_MAX_LENGTH: {
    value: 256,
    unit: 'code points',
    meaning: 'Length of a key secret',
    source: 'decision',
  },
  JSON_MAX_DEPTH: {
    value: 8,
    unit: 'levels',
    meaning: 'Nesting of objects and arrays in JSON text that is read',
    source: 'decision',
  },
  INTERSECT_MAX_PAIRS: {
    value: 1_000_000,
    unit: 'pairs',
    meaning: 'Pairs of resources that one intersection of two capabilities may cross',
    source: 'decision',
  },
  REVOCATION_MAX_TARGETS: {
    value: 100,
    unit: 'entries',
    meaning: 'Targets in one revocation request',
    source: 'Ably documentation, Token revocation',
  },
  REVOCATION_MAX_AGE_MS: {
    value: 3_600_000,
    unit: 'ms',
    meaning: 'How far in the past issuedBefore of a revocation request may lie: 1 hour',
    source: 'Ably documentation, Token revocation',
  },
  REAUTH_MARGIN_MS: {
    value: 30_000,
    unit: 'ms',
    meaning: 'How long allowReauthMargin postpones a revocation: 30 seconds',
    source: 'Ably documentation, Token revocation',
  },
  NONCE_CLOCK_ALLOWANCE_MS: {
    value: 600_000,
    unit: 'ms',
    meaning: 'How long a spent nonce is kept beyond its window, for steps of the clock: 10 minutes',
    source: 'decision',
  },
  AUTH_URL_TIMEOUT_MS: {
    value: 10_000,
    unit: 'ms',
    meaning: 'How long a client waits for authUrl or authCallback: 10 seconds',
    source: 'decision',
  },
  JWT_ADVISED_MAX_BYTES: {
    value: 8_192,
    unit: 'bytes',
    meaning: 'Size past which a JWT may no longer fit in an HTTP header, where an Ably token is the better choice',
    source: 'decision',
  },
} as const satisfies Record<string, Limit>;
