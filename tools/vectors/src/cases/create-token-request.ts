import { each, group, invalid, memberTests, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { capabilityGroups } from './create-capability.js';
import { wholeGroups } from './create-whole.js';
import { KEY, NONCE, NOW } from './material.js';

const FIXED = ['fixed-clock', 'fixed-nonce'] as const;

const params = (value: JsonObject, key = KEY) => ({ key, params: value });
const { takes, refuses } = memberTests(params);

/** A signed request. */
export const source: Source = {
  operation: 'create-token-request',
  about:
    'Creates a TokenRequest and signs it. The request is checked as it would be sent: key name, ttl, capability text and clientId are those of the test; ' +
    'timestamp and nonce are taken from the request, and the MAC is checked over its own members with the secret of the key. ' +
    'A test with the features fixed-clock and fixed-nonce gives all members.',
  groups: [
    group(
      'absent',
      'What the caller leaves out stays out: the service applies its own defaults.',
      { spec: ['RSA9'], basis: 'spec' },
      [
        valid('nothing', 'No params: the request has key name, timestamp, nonce and MAC.', params({}), {
          spec: ['RSA5', 'RSA6'],
          flags: ['DefaultTtl', 'DefaultCapability', 'NullMembers', 'EmptyForAbsent'],
        }),
        valid(
          'no-params-at-all',
          'The same where params are not given.',
          { key: KEY },
          { spec: ['RSA5', 'RSA6'], flags: ['DefaultTtl', 'DefaultCapability'] },
        ),
        valid(
          'no-ttl',
          'ttl is neither 0, empty nor a default.',
          params({ clientId: 'alice', capability: '{"news":["subscribe"]}' }),
          { spec: ['RSA5', 'TK2a'], flags: ['DefaultTtl', 'EmptyForAbsent', 'NullMembers'] },
        ),
        valid(
          'no-capability',
          'capability is neither empty nor a default.',
          params({ clientId: 'alice', ttl: 60_000 }),
          { spec: ['RSA6', 'TK2b'], flags: ['DefaultCapability', 'EmptyForAbsent', 'NullMembers'] },
        ),
        valid(
          'no-client-id',
          'The token is anonymous.',
          params({ ttl: 60_000, capability: '{"news":["subscribe"]}' }),
          { spec: ['TK2c'], flags: ['EmptyForAbsent', 'NullMembers'] },
        ),
      ],
    ),
    group('ttl', 'ttl is in whole milliseconds.', { spec: ['TK2a', 'RSA9e'], basis: 'spec' }, [
      takes('an-hour', 'An hour.', 'ttl', 3_600_000, { flags: ['TtlInSeconds'] }),
      takes('one-second', 'A second is not too short.', 'ttl', 1000, { flags: ['TtlInSeconds', 'TtlFloor'] }),
      takes('not-whole-seconds', 'Milliseconds are kept.', 'ttl', 60_001, { flags: ['TtlTruncated'] }),
      takes('below-a-second', 'Half a second.', 'ttl', 500, { flags: ['TtlTruncated', 'TtlFloor'] }),
      takes('one-millisecond', 'The shortest.', 'ttl', 1, {
        basis: 'decision',
        flags: ['TtlTruncated', 'TtlFloor', 'Limit'],
      }),
      takes('a-day', 'The longest.', 'ttl', 86_400_000, { flags: ['Limit', 'NumberForm'] }),
      refuses('above-a-day', 'One millisecond more.', 'ttl', 86_400_001, { flags: ['Limit'] }),
      ...each({ basis: 'decision' }, [
        refuses('zero', '0 is not a lifetime: leave the member out for the default.', 'ttl', 0, { flags: ['ZeroTtl'] }),
        refuses('negative', 'Nor is a negative number.', 'ttl', -1, { flags: ['Limit'] }),
        refuses('fraction', 'A fraction of a millisecond.', 'ttl', 1000.5, { flags: ['FractionalTtl'] }),
        refuses('decimal-text', 'What a caller builds has numbers for numbers.', 'ttl', '3600000', {
          flags: ['DecimalStrings'],
        }),
      ]),
    ]),
    ...capabilityGroups,
    group('client-id', 'Whom the token is for.', { spec: ['TK2c'], basis: 'spec' }, [
      takes('name', 'A name.', 'clientId', 'alice'),
      takes('wildcard', "'*' lets the bearer assume any identity.", 'clientId', '*'),
      takes('zero', "'0' is a name.", 'clientId', '0', { flags: ['FalsyDropped'] }),
      takes('outside-ascii', 'Characters outside ASCII are signed as UTF-8.', 'clientId', 'Zo\u00eb \ud83d\ude00', {
        flags: ['NotUtf8', 'NonAsciiEscaped'],
      }),
      takes('spaces', 'A name is not trimmed.', 'clientId', ' alice '),
      ...each({ basis: 'decision' }, [
        refuses('empty', 'The empty text is not a name.', 'clientId', '', { flags: ['EmptyForAbsent'] }),
        refuses('line-feed', 'A line feed would end the field.', 'clientId', 'alice\nadmin', { flags: ['Injection'] }),
        refuses('control-character', 'So other control characters are refused.', 'clientId', 'alice\u0000', {
          flags: ['ControlCharacters'],
        }),
        takes('at-limit', '1024 characters.', 'clientId', 'c'.repeat(1024), { flags: ['Limit'] }),
        refuses('above-limit', '1025 characters.', 'clientId', 'c'.repeat(1025), { flags: ['Limit'] }),
        takes('astral-at-limit', '1024 characters beyond U+FFFF.', 'clientId', '\ud83d\ude00'.repeat(1024), {
          flags: ['Limit', 'UnitLength'],
        }),
      ]),
    ]),
    group(
      'nonce-and-timestamp',
      'Given in the params, they are used; else they are made.',
      { spec: ['RSA9c', 'RSA9d'], basis: 'spec' },
      [
        valid('given', 'Both given.', params({ timestamp: NOW, nonce: NONCE }), {
          spec: ['TK2d', 'TK2e'],
          features: FIXED,
        }),
        ...each({ features: ['fixed-nonce'], flags: ['Limit'] }, [
          takes('nonce-at-minimum', 'A nonce of 16 characters.', 'nonce', '0123456789abcdef'),
          refuses('nonce-too-short', 'One of 15.', 'nonce', '0123456789abcde'),
        ]),
        ...each({ basis: 'decision', features: ['fixed-nonce'], flags: ['Limit'] }, [
          takes('nonce-at-limit', 'One of 256.', 'nonce', 'n'.repeat(256)),
          refuses('nonce-above-limit', 'One of 257.', 'nonce', 'n'.repeat(257)),
        ]),
        ...each({ basis: 'decision', features: ['fixed-nonce'] }, [
          takes(
            'nonce-of-astral-characters',
            '16 characters are counted, not 32 code units or 64 bytes.',
            'nonce',
            '\ud83d\ude00'.repeat(16),
            { flags: ['UnitLength'] },
          ),
          refuses(
            'nonce-of-too-few-astral-characters',
            '8 characters are 16 code units and 32 bytes.',
            'nonce',
            '\ud83d\ude00'.repeat(8),
            { flags: ['UnitLength', 'Limit'] },
          ),
          refuses('nonce-with-line-feed', 'A line feed.', 'nonce', `${NONCE}\n`, { flags: ['Injection'] }),
        ]),
        ...each({ basis: 'decision', features: ['fixed-clock'] }, [
          takes('timestamp-of-zero', '0 is a time.', 'timestamp', 0, { flags: ['FalsyDropped'] }),
          refuses('timestamp-negative', 'A negative number is not a timestamp.', 'timestamp', -1),
          refuses('timestamp-fraction', 'Nor is a fraction of a millisecond.', 'timestamp', 1_750_000_000_000.5, {
            flags: ['NumberForm'],
          }),
        ]),
      ],
    ),
    group(
      'params',
      'The params are those of the protocol.',
      { spec: ['TK1', 'TK2'], basis: 'decision', flags: ['MemberSpelling'] },
      [
        invalid(
          'client-id-misspelt',
          'client_id would silently make an anonymous token.',
          params({ client_id: 'alice' }),
          40000,
          '$.client_id',
        ),
        invalid(
          'capabilities',
          'capabilities would grant all that the key has.',
          params({ capabilities: '{"news":["subscribe"]}' }),
          40000,
          '$.capabilities',
        ),
      ],
    ),
    group('key', 'The key gives the name and the secret.', { spec: ['RSA11', 'RSA9g'], basis: 'spec' }, [
      valid('colon-in-secret', 'The MAC is made with all of the secret.', params({}, 'appId.keyId:a:b:c'), {
        flags: ['KeyCut', 'KeyColonRefused'],
      }),
      valid(
        'punctuation-in-secret',
        'A secret is not cut at a punctuation mark.',
        params({}, 'appId.keyId:ab+cd/ef=='),
        { basis: 'decision', flags: ['KeyCut'] },
      ),
      valid('dashes-and-underscores', 'Characters of a name.', params({}, 'a-B_1.-_9:secret')),
      valid('secret-like-hex', 'A secret is not decoded.', params({}, 'appId.keyId:00112233445566778899aabbccddeeff'), {
        flags: ['SecretDecoded'],
      }),
      invalid('no-colon', 'A name alone is not a key.', params({}, 'appId.keyId'), 40101, undefined, {
        flags: ['InvalidKeyTaken'],
      }),
      ...each({ basis: 'decision', flags: ['InvalidKeyTaken'] }, [
        invalid('no-app-id', 'Nor is a key id without its app.', params({}, 'keyId:secret'), 40101, undefined),
        invalid('empty-secret', 'Nor is one without a secret.', params({}, 'appId.keyId:'), 40101, undefined),
        invalid('trailing-line-feed', 'Nor one with a line end.', params({}, 'appId.keyId:secret\n'), 40101, undefined),
      ]),
    ]),
    ...wholeGroups,
  ],
};
