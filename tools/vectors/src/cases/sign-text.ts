import { each, group, invalidAt, memberTests, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY_NAME, NONCE, NOW } from './material.js';

const base = { keyName: KEY_NAME, timestamp: NOW, nonce: NONCE };
const of = (fields: JsonObject) => ({ request: { ...base, ...fields } });
const { takes, refuses } = memberTests(of);
const exactly = (request: JsonObject) => ({ request });
const attribute = (name: string, about: string, nonce: string, fields: JsonObject = {}, traits: Traits = {}) =>
  valid(name, about, exactly({ keyName: KEY_NAME, ...fields, timestamp: 1_234_567_890_000, nonce }), traits);

const CAPABILITY = '{"news":["subscribe"]}';

/** The text that the MAC covers. */
export const source: Source = {
  operation: 'sign-text',
  about:
    'Joins the six fields of a request to the text that its MAC covers: keyName, ttl, capability, clientId, timestamp and nonce, each followed by a line feed. ' +
    'An absent field is the empty string; length and range are not checked here.',
  groups: [
    group('layout', 'Six fields, six line feeds.', { spec: ['RSA9g'], basis: 'spec', flags: ['SignTextLayout'] }, [
      valid('all-fields', 'Every field.', of({ ttl: 3_600_000, capability: CAPABILITY, clientId: 'alice' })),
      valid('required-fields-alone', 'ttl, capability and clientId are the empty string.', of({})),
      takes('ttl', 'A ttl alone.', 'ttl', 60_000),
      takes('capability', 'A capability alone.', 'capability', CAPABILITY),
      takes('client-id', 'A clientId alone.', 'clientId', 'alice'),
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
        takes('ttl-of-one', 'The shortest ttl.', 'ttl', 1),
        takes('ttl-of-a-day', 'The longest.', 'ttl', 86_400_000),
        takes('ttl-of-ten-million', '1e7 has no exponent: some languages write 1.0E7 from here on.', 'ttl', 10_000_000),
        takes('ttl-with-milliseconds', 'Nothing is cut off.', 'ttl', 1500, {
          flags: ['NumberForm', 'TtlTruncated', 'TtlInSeconds'],
        }),
        takes('short-ttl', 'Nor does a short ttl become longer.', 'ttl', 1000, { flags: ['TtlFloor', 'TtlInSeconds'] }),
        takes('timestamp-of-zero', '0 is a number, not an absent field.', 'timestamp', 0, {
          flags: ['NumberForm', 'FalsyDropped'],
        }),
        takes(
          'timestamp-with-zeros',
          'A timestamp that a double would print as 1.75E12.',
          'timestamp',
          1_750_000_000_000,
        ),
        takes('timestamp-with-milliseconds', 'Milliseconds count.', 'timestamp', 1_749_999_999_999),
        takes('timestamp-past-32-bits', 'A timestamp is wider than 32 bits.', 'timestamp', 4_294_967_296),
        takes('largest-timestamp', '2^53 - 1.', 'timestamp', 9_007_199_254_740_991),
      ],
    ),
    group(
      'literal',
      'Text is signed as it stands: nothing is escaped, trimmed or canonicalised.',
      { spec: ['RSA9g'], basis: 'spec' },
      [
        ...each({ flags: ['VerifierCanonicalises'] }, [
          takes(
            'capability-with-spaces',
            'Capability text that is not canonical.',
            'capability',
            '{"a": ["publish", "subscribe"]}',
          ),
          takes('capability-out-of-order', 'Or out of order.', 'capability', '{"b":["*"],"a":["subscribe","publish"]}'),
          takes('capability-with-escapes', 'Or escaped otherwise.', 'capability', '{"a\\/\\u00e9\\u003c":["publish"]}'),
        ]),
        takes(
          'capability-with-raw-characters',
          'Characters outside ASCII, in the text itself.',
          'capability',
          '{"\u00e9\ud83d\ude00\u2028":["publish"]}',
          { flags: ['NonAsciiEscaped'] },
        ),
        takes(
          'capability-with-escaped-line-feed',
          'A line feed that JSON has escaped is not a line feed.',
          'capability',
          '{"a\\nb":["publish"]}',
          { flags: ['Injection'] },
        ),
        takes(
          'capability-with-tab',
          'A tab between tokens does not end a field.',
          'capability',
          '{\t"a":["publish"]}',
          { basis: 'decision', flags: ['VerifierCanonicalises'] },
        ),
        takes('client-id-of-zero', "clientId '0' is there.", 'clientId', '0', { flags: ['FalsyDropped'] }),
        takes('client-id-wildcard', "So is '*'.", 'clientId', '*'),
        takes('client-id-with-spaces', 'A clientId is not trimmed.', 'clientId', ' alice '),
        takes('client-id-with-colons', 'Colons separate nothing here.', 'clientId', 'a:b:c'),
        takes('client-id-with-quotes', 'Quotes and backslashes stand as they are.', 'clientId', '"a\\n"'),
        takes('client-id-outside-ascii', 'Characters outside ASCII.', 'clientId', 'Zo\u00eb \ud83d\ude00', {
          flags: ['NonAsciiEscaped'],
        }),
        takes(
          'client-id-with-c1-control',
          'U+0080 to U+009F, U+2028 and U+2029 do not end a field.',
          'clientId',
          'a\u0085b\u2028c\u2029',
          { basis: 'decision', flags: ['ControlCharacters'] },
        ),
        takes('nonce-with-spaces', 'A nonce is not trimmed.', 'nonce', ' 0123456789abcdef '),
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
        refuses(
          'capability-that-begins-with-line-feed',
          'A ttl that is absent and a capability that begins so.',
          'capability',
          `\n${CAPABILITY}`,
        ),
        refuses(
          'capability-with-line-feed-inside',
          'A pretty-printed capability is refused too.',
          'capability',
          '{\n"news":["subscribe"]}',
        ),
        invalidAt(
          'key-name-with-line-feed',
          'A key name.',
          exactly({ ...base, keyName: 'appId.keyId\n60000' }),
          'keyName',
        ),
        refuses(
          'client-id-that-ends-in-line-feed',
          'A clientId that a form has sent with its line end.',
          'clientId',
          'alice\n',
        ),
        refuses(
          'nonce-that-ends-in-line-feed',
          'A nonce that a command has printed with its line end.',
          'nonce',
          `${NONCE}\n`,
        ),
      ],
    ),
    group(
      'control-characters',
      'U+0000 to U+001F and U+007F are refused in keyName, clientId and nonce.',
      { spec: ['RSA9g'], basis: 'decision', flags: ['ControlCharacters'] },
      [
        refuses('nul-in-client-id', 'U+0000, which ends a string in C.', 'clientId', 'alice\u0000admin'),
        refuses('carriage-return-in-client-id', 'U+000D.', 'clientId', 'alice\r'),
        refuses('tab-in-client-id', 'U+0009.', 'clientId', 'a\tb'),
        refuses('unit-separator-in-client-id', 'U+001F, the last of them.', 'clientId', 'a\u001fb'),
        refuses('delete-in-client-id', 'U+007F.', 'clientId', 'a\u007fb'),
        refuses('nul-in-nonce', 'In a nonce.', 'nonce', '0123456789abcdef\u0000'),
        refuses('carriage-return-in-nonce', 'In a nonce.', 'nonce', '0123456789abcdef\r'),
        invalidAt(
          'carriage-return-in-key-name',
          'In a key name.',
          exactly({ ...base, keyName: 'appId.keyId\r' }),
          'keyName',
        ),
        takes('space-in-client-id', 'U+0020 is not a control character.', 'clientId', 'a b'),
        takes('tilde-in-client-id', 'Nor is U+007E.', 'clientId', 'a~b'),
      ],
    ),
    group(
      'attributes',
      'The fixtures of a request without a MAC.',
      { spec: ['TE2', 'TE3', 'TE4', 'TE5'], basis: 'spec', uts: 'rest/unit/TE1/token-request-attributes-0' },
      [
        attribute('key-name', 'A key name.', 'nonce-1'),
        attribute('ttl-given', 'A ttl.', 'nonce-2', { ttl: 3_600_000 }),
        attribute(
          'ttl-absent',
          'No ttl: neither 0 nor a default.',
          'nonce-2b',
          {},
          { spec: ['TE4', 'RSA5'], flags: ['DefaultTtl'] },
        ),
        attribute('capability-given', 'A capability.', 'nonce-3', { capability: '{"*":["*"]}' }),
        attribute(
          'capability-absent',
          'No capability.',
          'nonce-3b',
          {},
          { spec: ['TE3', 'RSA6'], flags: ['DefaultCapability'] },
        ),
        attribute('client-id-given', 'A clientId.', 'nonce-4', { clientId: 'request-client' }),
        attribute('timestamp-given', 'A timestamp.', 'nonce-5'),
        attribute('nonce-given', 'A nonce.', 'unique-nonce'),
      ],
    ),
  ],
};
