import { describe, expect, it } from 'vitest';
import { errorCodes } from './error-codes.js';
import { limits } from './limits.js';
import { operations } from './operations.js';
import { registry } from './registry.js';

// The figures of Ably's documentation and specification, and of the decisions of this project, written down a second time.
const FIGURES = {
  TOKEN_TEXT_MAX_BYTES: 128 * 1024, // RSA4f
  TTL_MIN_MS: 1,
  TTL_MAX_MS: 24 * 60 * 60 * 1000,
  TTL_MAX_REVOCABLE_MS: 60 * 60 * 1000,
  TTL_DEFAULT_MS: 60 * 60 * 1000, // TK2a
  TIMESTAMP_MAX_SKEW_MS: 2 * 60 * 1000,
  CAPABILITY_MAX_RESOURCES: 5000,
  RESOURCE_MAX_OPERATIONS: 64,
  RESOURCE_MAX_LENGTH: 8192,
  OPERATION_MAX_LENGTH: 64,
  CLIENT_ID_MAX_LENGTH: 1024,
  NONCE_MIN_LENGTH: 16, // RSA9c
  NONCE_MAX_LENGTH: 256,
  NONCE_RANDOM_BITS: 132,
  KEY_NAME_MAX_LENGTH: 128,
  KEY_SECRET_MAX_LENGTH: 256,
  JSON_MAX_DEPTH: 8,
  INTERSECT_MAX_PAIRS: 1_000_000,
  REVOCATION_MAX_TARGETS: 100,
  REVOCATION_MAX_AGE_MS: 60 * 60 * 1000,
  REAUTH_MARGIN_MS: 30 * 1000,
  NONCE_CLOCK_ALLOWANCE_MS: 10 * 60 * 1000,
  AUTH_URL_TIMEOUT_MS: 10 * 1000,
  JWT_ADVISED_MAX_BYTES: 8192,
};

/** Code and HTTP status: 401 for a key that does not exist, as public tests expect. */
const CODES: readonly (readonly [number, number])[] = [
  ...([40000, 40001, 40003, 40004, 40005, 40012].map((code) => [code, 400]) as [number, number][]),
  ...([40101, 40102, 40103, 40104, 40105, 40106, 40133].map((code) => [code, 401]) as [number, number][]),
  ...([40140, 40141, 40142, 40143, 40144, 40145].map((code) => [code, 401]) as [number, number][]),
  ...([40160, 40162, 40163, 40170, 40171].map((code) => [code, 401]) as [number, number][]),
  [40300, 403],
  [40400, 401],
  [40500, 405],
  [42910, 429],
  [50000, 500],
  [50003, 503],
];

describe('the published figures', () => {
  it('are those of the protocol, each with a unit, a meaning and a source', () => {
    expect(Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, value]))).toEqual(FIGURES);
    for (const { unit, meaning, source } of Object.values(limits)) {
      expect(unit).toMatch(/^(bits|bytes|code points|entries|levels|ms|pairs)$/);
      expect(meaning).toMatch(/\S{3}/);
      expect(source).toMatch(/^(decision|Ably documentation, .+|[A-Z]+\d+[a-z]*)$/);
    }
  });

  it('are those of the error codes', () => {
    expect(Object.values(errorCodes).map(({ code, statusCode }) => [code, statusCode])).toEqual(CODES);
    for (const { meaning, remediation } of Object.values(errorCodes)) {
      expect(meaning).toMatch(/[^.]$/);
      expect(remediation).toMatch(/\.$/);
    }
  });

  it('are the eighteen operations that the documentation lists, `*` among them', () => {
    const listed =
      'subscribe publish presence object-subscribe object-publish annotation-subscribe annotation-publish ' +
      'message-update-own message-update-any message-delete-own message-delete-any history stats push-subscribe ' +
      'push-admin channel-metadata privileged-headers *';
    expect(Object.keys(operations).sort()).toEqual(listed.split(' ').sort());
  });
});

const text = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, item: T) => Array.from({ length }, () => item);
const resources = (length: number) => Object.fromEntries(many(length, 0).map((_, at) => [`r${at}`, ['publish']]));
const request = {
  keyName: 'appId.keyId',
  timestamp: 0,
  nonce: text(16),
  mac: `${text(42)}w=`,
};

describe('a value at its limit is taken, one beyond it is not', () => {
  it.each<[string, (length: number) => unknown, number, number]>([
    ['ApiKey', (length) => `a.b:${text(length - 4)}`, 5, 128 + 1 + 256],
    ['Capability', resources, 0, 5000],
    ['Capability', (length) => ({ news: many(length, 'publish') }), 1, 64],
    ['Capability', (length) => ({ [text(length)]: ['publish'] }), 1, 8192],
    ['Capability', (length) => ({ ['😀'.repeat(length)]: ['publish'] }), 1, 8192],
    ['Capability', (length) => ({ news: [text(length)] }), 1, 64],
    ['Capability', (length) => ({ news: ['😀'.repeat(length)] }), 1, 64],
    ['TokenParams', (ttl) => ({ ttl }), 1, 86_400_000],
    ['TokenParams', (timestamp) => ({ timestamp }), 0, Number.MAX_SAFE_INTEGER],
    ['TokenParams', (length) => ({ nonce: text(length) }), 16, 256],
    ['TokenParams', (length) => ({ clientId: text(length) }), 1, 1024],
    ['TokenParams', (length) => ({ capability: text(length) }), 1, 131_072],
    ['TokenParams', (length) => ({ capability: resources(length) }), 0, 5000],
    ['TokenRequest', (ttl) => ({ ...request, ttl }), 1, 86_400_000],
    ['TokenRequest', (length) => ({ ...request, nonce: text(length) }), 16, 256],
    ['TokenRequest', (length) => ({ ...request, clientId: '😀'.repeat(length) }), 1, 1024],
    ['TokenRequest', (length) => ({ ...request, keyName: `a.${text(length - 2)}` }), 3, 128],
    ['TokenRequest', (length) => ({ ...request, mac: `${text(length - 2)}w=` }), 44, 44],
    ['UnsignedTokenRequest', (ttl) => ({ keyName: 'a.b', timestamp: 0, ttl }), 1, 86_400_000],
    ['TokenDetails', (length) => ({ token: text(length) }), 1, 131_072],
    ['AuthOptions', (length) => ({ token: text(length) }), 1, 131_072],
    ['ErrorInfo', (statusCode) => ({ code: 0, message: '', statusCode }), 100, 599],
    ['TokenRevocationRequest', (length) => ({ targets: many(length, 'clientId:alice') }), 1, 100],
    ['AblyJwtClaims', (exp) => ({ iat: 0, exp }), 0, Number.MAX_SAFE_INTEGER],
  ])('%s %s', (name, valueOf, least, most) => {
    const schema = registry.find((entry) => entry.name === name)?.schema;
    const takes = (size: number) => schema?.safeParse(valueOf(size)).success;
    expect([least, takes(least), takes(most), takes(most + 1)]).toEqual([least, true, true, false]);
    if (least > 0) expect(takes(least - 1)).toBe(false);
  });
});
