import { group, invalidAt, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY_NAME, NONCE, NOW } from './material.js';

const base = { keyName: KEY_NAME, timestamp: NOW, nonce: NONCE };
const of = (fields: JsonObject) => ({ request: { ...base, ...fields } });
const exactly = (request: JsonObject) => ({ request });

const CAPABILITY = '{"news":["subscribe"]}';

/** The text that the MAC covers. */
export const signText: Source = {
  operation: 'sign-text',
  about:
    'Joins the six fields of a request to the text that its MAC covers: keyName, ttl, capability, clientId, timestamp and nonce, each followed by a line feed. ' +
    'An absent field is the empty string; length and range are not checked here.',
  groups: [
    group('layout', 'Six fields, six line feeds.', { spec: ['RSA9g'], basis: 'spec', flags: ['SignTextLayout'] }, [
      valid('all-fields', 'Every field.', of({ ttl: 3_600_000, capability: CAPABILITY, clientId: 'alice' })),
      valid('required-fields-alone', 'ttl, capability and clientId are the empty string.', of({})),
      valid('ttl', 'A ttl alone.', of({ ttl: 60_000 })),
      valid('capability', 'A capability alone.', of({ capability: CAPABILITY })),
      valid('client-id', 'A clientId alone.', of({ clientId: 'alice' })),
      valid('ttl-and-capability', 'Two of three.', of({ ttl: 60_000, capability: CAPABILITY })),
      valid('ttl-and-client-id', 'Two others.', of({ ttl: 60_000, clientId: 'alice' })),
      valid('capability-and-client-id', 'And two others.', of({ capability: CAPABILITY, clientId: 'alice' })),
      valid(
        'known-answer',
        "The fields of a known MAC from a public SDK's own tests.",
        exactly({ keyName: 'a_key_name', ttl: 1000, clientId: 'a_id', timestamp: 1000, nonce: 'abcde100' }),
      ),
    ]),
    group(
      'numbers',
      'Integers stand in decimal, without leading zeros, exponent or fraction.',
      { spec: ['RSA9g'], basis: 'spec', flags: ['NumberForm'] },
      [
        valid('ttl-of-one', 'The shortest ttl.', of({ ttl: 1 })),
        valid('ttl-of-a-day', 'The longest.', of({ ttl: 86_400_000 })),
        valid(
          'ttl-of-ten-million',
          '1e7 has no exponent: some languages write 1.0E7 from here on.',
          of({ ttl: 10_000_000 }),
        ),
        valid('ttl-with-milliseconds', 'Nothing is cut off.', of({ ttl: 1500 }), {
          flags: ['NumberForm', 'TtlTruncated', 'TtlInSeconds'],
        }),
        valid('short-ttl', 'Nor does a short ttl become longer.', of({ ttl: 1000 }), {
          flags: ['TtlFloor', 'TtlInSeconds'],
        }),
        valid('timestamp-of-zero', '0 is a number, not an absent field.', of({ timestamp: 0 }), {
          flags: ['NumberForm', 'FalsyDropped'],
        }),
        valid(
          'timestamp-with-zeros',
          'A timestamp that a double would print as 1.75E12.',
          of({ timestamp: 1_750_000_000_000 }),
        ),
        valid('timestamp-with-milliseconds', 'Milliseconds count.', of({ timestamp: 1_749_999_999_999 })),
        valid('timestamp-past-32-bits', 'A timestamp is wider than 32 bits.', of({ timestamp: 4_294_967_296 })),
        valid('largest-timestamp', '2^53 - 1.', of({ timestamp: 9_007_199_254_740_991 })),
      ],
    ),
    group(
      'literal',
      'Text is signed as it stands: nothing is escaped, trimmed or canonicalised.',
      { spec: ['RSA9g'], basis: 'spec' },
      [
        valid(
          'capability-with-spaces',
          'Capability text that is not canonical.',
          of({ capability: '{"a": ["publish", "subscribe"]}' }),
          { flags: ['VerifierCanonicalises'] },
        ),
        valid(
          'capability-out-of-order',
          'Or out of order.',
          of({ capability: '{"b":["*"],"a":["subscribe","publish"]}' }),
          { flags: ['VerifierCanonicalises'] },
        ),
        valid(
          'capability-with-escapes',
          'Or escaped otherwise.',
          of({ capability: '{"a\\/\\u00e9\\u003c":["publish"]}' }),
          { flags: ['VerifierCanonicalises'] },
        ),
        valid(
          'capability-with-raw-characters',
          'Characters outside ASCII, in the text itself.',
          of({ capability: '{"\u00e9\ud83d\ude00\u2028":["publish"]}' }),
          { flags: ['NonAsciiEscaped'] },
        ),
        valid(
          'capability-with-escaped-line-feed',
          'A line feed that JSON has escaped is not a line feed.',
          of({ capability: '{"a\\nb":["publish"]}' }),
          { flags: ['Injection'] },
        ),
        valid(
          'capability-with-tab',
          'A tab between tokens does not end a field.',
          of({ capability: '{\t"a":["publish"]}' }),
          { basis: 'decision', flags: ['VerifierCanonicalises'] },
        ),
        valid('client-id-of-zero', "clientId '0' is there.", of({ clientId: '0' }), { flags: ['FalsyDropped'] }),
        valid('client-id-wildcard', "So is '*'.", of({ clientId: '*' })),
        valid('client-id-with-spaces', 'A clientId is not trimmed.', of({ clientId: ' alice ' })),
        valid('client-id-with-colons', 'Colons separate nothing here.', of({ clientId: 'a:b:c' })),
        valid('client-id-with-quotes', 'Quotes and backslashes stand as they are.', of({ clientId: '"a\\n"' })),
        valid('client-id-outside-ascii', 'Characters outside ASCII.', of({ clientId: 'Zo\u00eb \ud83d\ude00' }), {
          flags: ['NonAsciiEscaped'],
        }),
        valid(
          'client-id-with-c1-control',
          'U+0080 to U+009F, U+2028 and U+2029 do not end a field.',
          of({ clientId: 'a\u0085b\u2028c\u2029' }),
          { basis: 'decision', flags: ['ControlCharacters'] },
        ),
        valid('nonce-with-spaces', 'A nonce is not trimmed.', of({ nonce: ' 0123456789abcdef ' })),
      ],
    ),
    group(
      'injection',
      'A field that could end early is refused: two requests would have one MAC.',
      { spec: ['RSA9g'], basis: 'decision', flags: ['Injection'] },
      [
        invalidAt(
          'client-id-that-holds-timestamp-and-nonce',
          'One half of a pair that signs the same text.',
          exactly({ keyName: KEY_NAME, clientId: 'a\n1\nn1', timestamp: 2, nonce: 'n2' }),
          'clientId',
        ),
        invalidAt(
          'nonce-that-holds-timestamp-and-nonce',
          'The other half.',
          exactly({ keyName: KEY_NAME, clientId: 'a', timestamp: 1, nonce: 'n1\n2\nn2' }),
          'nonce',
        ),
        invalidAt(
          'client-id-after-line-feed',
          "'\\nadmin' reads as 'admin' after a capability that ends in a line feed.",
          of({ capability: CAPABILITY, clientId: '\nadmin' }),
          'clientId',
        ),
        invalidAt(
          'capability-that-ends-in-line-feed',
          'The other half.',
          of({ capability: `${CAPABILITY}\n`, clientId: 'admin' }),
          'capability',
        ),
        invalidAt(
          'capability-that-begins-with-line-feed',
          'A ttl that is absent and a capability that begins so.',
          of({ capability: `\n${CAPABILITY}` }),
          'capability',
        ),
        invalidAt(
          'capability-with-line-feed-inside',
          'A pretty-printed capability is refused too.',
          of({ capability: '{\n"news":["subscribe"]}' }),
          'capability',
        ),
        invalidAt(
          'key-name-with-line-feed',
          'A key name.',
          exactly({ ...base, keyName: 'appId.keyId\n60000' }),
          'keyName',
        ),
        invalidAt(
          'client-id-that-ends-in-line-feed',
          'A clientId that a form has sent with its line end.',
          of({ clientId: 'alice\n' }),
          'clientId',
        ),
        invalidAt(
          'nonce-that-ends-in-line-feed',
          'A nonce that a command has printed with its line end.',
          of({ nonce: `${NONCE}\n` }),
          'nonce',
        ),
      ],
    ),
    group(
      'control-characters',
      'U+0000 to U+001F and U+007F are refused in keyName, clientId and nonce.',
      { spec: ['RSA9g'], basis: 'decision', flags: ['ControlCharacters'] },
      [
        invalidAt(
          'nul-in-client-id',
          'U+0000, which ends a string in C.',
          of({ clientId: 'alice\u0000admin' }),
          'clientId',
        ),
        invalidAt('carriage-return-in-client-id', 'U+000D.', of({ clientId: 'alice\r' }), 'clientId'),
        invalidAt('tab-in-client-id', 'U+0009.', of({ clientId: 'a\tb' }), 'clientId'),
        invalidAt('unit-separator-in-client-id', 'U+001F, the last of them.', of({ clientId: 'a\u001fb' }), 'clientId'),
        invalidAt('delete-in-client-id', 'U+007F.', of({ clientId: 'a\u007fb' }), 'clientId'),
        invalidAt('nul-in-nonce', 'In a nonce.', of({ nonce: '0123456789abcdef\u0000' }), 'nonce'),
        invalidAt('carriage-return-in-nonce', 'In a nonce.', of({ nonce: '0123456789abcdef\r' }), 'nonce'),
        invalidAt(
          'carriage-return-in-key-name',
          'In a key name.',
          exactly({ ...base, keyName: 'appId.keyId\r' }),
          'keyName',
        ),
        valid('space-in-client-id', 'U+0020 is not a control character.', of({ clientId: 'a b' })),
        valid('tilde-in-client-id', 'Nor is U+007E.', of({ clientId: 'a~b' })),
      ],
    ),
    group(
      'attributes',
      'The fixtures of a request without a MAC.',
      { spec: ['TE2', 'TE3', 'TE4', 'TE5'], basis: 'spec', uts: 'rest/unit/TE1/token-request-attributes-0' },
      [
        valid(
          'key-name',
          'A key name.',
          exactly({ keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'nonce-1' }),
        ),
        valid(
          'ttl-given',
          'A ttl.',
          exactly({ keyName: 'appId.keyId', ttl: 3_600_000, timestamp: 1_234_567_890_000, nonce: 'nonce-2' }),
        ),
        valid(
          'ttl-absent',
          'No ttl: neither 0 nor a default.',
          exactly({ keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'nonce-2b' }),
          { spec: ['TE4', 'RSA5'], flags: ['DefaultTtl'] },
        ),
        valid(
          'capability-given',
          'A capability.',
          exactly({
            keyName: 'appId.keyId',
            capability: '{"*":["*"]}',
            timestamp: 1_234_567_890_000,
            nonce: 'nonce-3',
          }),
        ),
        valid(
          'capability-absent',
          'No capability.',
          exactly({ keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'nonce-3b' }),
          { spec: ['TE3', 'RSA6'], flags: ['DefaultCapability'] },
        ),
        valid(
          'client-id-given',
          'A clientId.',
          exactly({
            keyName: 'appId.keyId',
            clientId: 'request-client',
            timestamp: 1_234_567_890_000,
            nonce: 'nonce-4',
          }),
        ),
        valid(
          'timestamp-given',
          'A timestamp.',
          exactly({ keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'nonce-5' }),
        ),
        valid(
          'nonce-given',
          'A nonce.',
          exactly({ keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'unique-nonce' }),
        ),
      ],
    ),
  ],
};
