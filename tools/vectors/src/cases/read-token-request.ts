import { group, invalid, json, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { MAC, NOW, REQUEST } from './material.js';
import { requestNames } from './escaped-names.js';
import { decimalGroups } from './read-decimal-text.js';
import { exactly, MEMBERS, requestSize, requestText } from './read-request-text.js';

const of = (members: JsonObject) => ({ text: json({ ...REQUEST, ...members }) });
const without = (name: string) => ({
  text: json(Object.fromEntries(Object.entries(REQUEST).filter(([member]) => member !== name))),
});

const fixture = (name: string, about: string, members: JsonObject, uts: string, traits: Traits = {}) =>
  valid(name, about, { text: json(members) }, { spec: ['TE6'], uts, ...traits });

const TE1 = 'rest/unit/TE1/token-request-attributes-0';
const given = { keyName: 'appId.keyId', timestamp: 1_234_567_890_000, mac: 'signature-base64' };

/** A request as SDKs send it. */
export const readTokenRequest: Source = {
  operation: 'read-token-request',
  about:
    'Reads a signed TokenRequest from JSON text. Types alone are checked, not lengths, ranges or the MAC; ' +
    'null, ttl 0 and an empty capability are read as absent, decimal text as a number, and unknown members are dropped.',
  groups: [
    group('members', 'What a request holds.', { spec: ['TE6'], basis: 'spec' }, [
      valid('required', 'The members that a request must have.', of({})),
      valid('all', 'All members.', of({ ttl: 3_600_000, capability: '{"news":["subscribe"]}', clientId: 'alice' })),
      valid('white-space', 'White space between tokens.', exactly(`\n{ ${MEMBERS.replaceAll(',', ' ,\t')} }\r\n`)),
      valid('escapes', 'Escapes are read.', exactly(`{${MEMBERS},"\\u0063lientId":"\\u00e9\\ud83d\\ude00\\/"}`)),
      valid(
        'capability-literal',
        'The capability stays the text that it is.',
        of({ capability: '{"b": ["subscribe", "publish"], "a\\/": ["*"]}' }),
        { flags: ['VerifierCanonicalises'] },
      ),
      valid('capability-not-json', 'Even if it is not a capability.', of({ capability: 'news' }), {
        basis: 'decision',
      }),
      valid('unknown-member', 'A member that is not known is dropped.', of({ region: 'eu' }), {
        spec: ['RSF1', 'TE6'],
        flags: ['UnknownMembers', 'ForwardUnknown'],
      }),
      valid('unknown-object', 'An unknown member may hold anything.', of({ extra: { a: [1, null, { b: true }] } }), {
        spec: ['RSF1', 'TE6'],
        flags: ['UnknownMembers'],
      }),
      valid(
        'names-of-prototypes',
        "Names such as 'constructor' are not known either.",
        exactly(`{${MEMBERS},"__proto__":{"ttl":1},"constructor":1}`),
        { basis: 'decision', flags: ['PrototypeNames'] },
      ),
      valid('client-id-of-zero', "clientId '0' is there.", of({ clientId: '0' }), { flags: ['FalsyDropped'] }),
      valid('client-id-wildcard', "So is '*'.", of({ clientId: '*' })),
      valid('timestamp-of-zero', 'A timestamp of 0 is there.', of({ timestamp: 0 }), {
        basis: 'decision',
        flags: ['FalsyDropped'],
      }),
    ]),
    group(
      'not-checked',
      'Lengths, ranges and forms are checked by verification alone.',
      { spec: ['TE6'], basis: 'decision' },
      [
        valid('short-nonce', 'A short nonce.', of({ nonce: 'n' })),
        valid('dummy-mac', 'A MAC that is not valid.', of({ mac: 'json-mac' })),
        valid('long-ttl', 'A ttl that is too long.', of({ ttl: 86_400_001 })),
        valid('negative-ttl', 'Or negative.', of({ ttl: -1 })),
        valid('other-key-name', 'A key name of another form.', of({ keyName: 'a_key_name' })),
        valid('empty-client-id', 'An empty clientId is there, and is not the same as none.', of({ clientId: '' }), {
          flags: ['EmptyForAbsent'],
        }),
        valid('line-feed', 'A line feed.', of({ clientId: 'a\nb' })),
      ],
    ),
    group('absent', 'What SDKs send for an absent member.', { spec: ['TE6', 'RSA5', 'RSA6'], basis: 'decision' }, [
      valid('nulls', 'null is absent.', of({ ttl: null, capability: null, clientId: null }), {
        flags: ['NullMembers'],
      }),
      valid('null-ttl', 'null, for a ttl.', of({ ttl: null }), { flags: ['NullMembers'] }),
      valid('null-capability', 'null, for a capability.', of({ capability: null }), { flags: ['NullMembers'] }),
      valid('null-client-id', 'null, for a clientId.', of({ clientId: null }), { flags: ['NullMembers'] }),
      valid('null-unknown', 'null, for a member that is not known.', of({ extra: null }), {
        flags: ['NullMembers', 'UnknownMembers'],
      }),
      valid('zero-ttl', 'ttl 0 is absent.', of({ ttl: 0 }), { flags: ['ZeroTtl'] }),
      valid('zero-ttl-as-text', "'0' too.", of({ ttl: '0' }), { flags: ['ZeroTtl', 'DecimalStrings'] }),
      valid('empty-capability', 'An empty capability is absent.', of({ capability: '' }), {
        flags: ['EmptyForAbsent'],
      }),
    ]),
    ...decimalGroups,
    group(
      'types',
      'A member of another type is refused, with the code of the member.',
      { spec: ['TE2', 'TE3', 'TE4', 'TE5'], basis: 'decision' },
      [
        invalid('fraction-of-a-millisecond', 'A fraction.', of({ ttl: 1000.5 }), 40003, '$.ttl', {
          flags: ['FractionalTtl'],
        }),
        invalid('ttl-true', 'true is not a ttl.', of({ ttl: true }), 40003, '$.ttl'),
        invalid('ttl-list', 'Nor is a list.', of({ ttl: [60_000] }), 40003, '$.ttl'),
        invalid('timestamp-object', 'An object is not a timestamp.', of({ timestamp: {} }), 40003, '$.timestamp'),
        invalid(
          'timestamp-as-date',
          'Nor is a date.',
          of({ timestamp: '2025-06-15T15:06:40Z' }),
          40003,
          '$.timestamp',
          { flags: ['DecimalStrings'] },
        ),
        invalid(
          'capability-object',
          'A capability is text here.',
          of({ capability: { news: ['subscribe'] } }),
          40000,
          '$.capability',
        ),
        invalid('client-id-number', 'A number is not a clientId.', of({ clientId: 7 }), 40012, '$.clientId'),
        invalid('nonce-number', 'Nor a nonce.', of({ nonce: 1_234_567_890_123_456 }), 40003, '$.nonce'),
        invalid('key-name-number', 'Nor a key name.', of({ keyName: 1 }), 40001, '$.keyName'),
        invalid('key-name-absent', 'A request names its key.', without('keyName'), 40001, '$.keyName'),
        invalid('key-name-null', 'null does not.', of({ keyName: null }), 40001, '$.keyName', {
          flags: ['NullMembers'],
        }),
        invalid('timestamp-absent', 'It has a timestamp.', without('timestamp'), 40003, '$.timestamp'),
        invalid('nonce-absent', 'And a nonce.', without('nonce'), 40003, '$.nonce'),
        invalid(
          'after-an-ill-formed-member',
          'A member whose form alone is not valid, which reading does not check, hides none of another type.',
          of({ keyName: 'a_key_name', ttl: -1, clientId: 7 }),
          40012,
          '$.clientId',
        ),
        invalid(
          'absent-after-an-ill-formed-member',
          'Nor one that is missing.',
          { text: json({ keyName: 'a_key_name', timestamp: NOW, mac: MAC }) },
          40003,
          '$.nonce',
        ),
        invalid(
          'after-a-short-nonce',
          'Nor does a nonce that is too short.',
          { text: json({ ...REQUEST, nonce: 'n', mac: 7 }) },
          40101,
          '$.mac',
        ),
        invalid('nonce-null', 'null is not a nonce.', of({ nonce: null }), 40003, '$.nonce', {
          flags: ['NullMembers'],
        }),
      ],
    ),
    requestText,
    group(
      'fixtures',
      'Fixtures of the universal test specification, with a dummy MAC where they have none.',
      { spec: ['TE6'], basis: 'spec' },
      [
        fixture('attributes-key-name', 'A key name.', { ...given, nonce: 'nonce-1' }, TE1),
        fixture('attributes-ttl', 'A ttl.', { ...given, ttl: 3_600_000, nonce: 'nonce-2' }, TE1, { spec: ['TE4'] }),
        fixture('attributes-ttl-absent', 'No ttl.', { ...given, nonce: 'nonce-2b' }, TE1, {
          spec: ['TE4', 'RSA5'],
          flags: ['DefaultTtl'],
        }),
        fixture(
          'attributes-capability',
          'A capability.',
          { ...given, capability: '{"*":["*"]}', nonce: 'nonce-3' },
          TE1,
          { spec: ['TE3'] },
        ),
        fixture('attributes-capability-absent', 'No capability.', { ...given, nonce: 'nonce-3b' }, TE1, {
          spec: ['TE3', 'RSA6'],
          flags: ['DefaultCapability'],
        }),
        fixture(
          'attributes-client-id',
          'A clientId.',
          { ...given, clientId: 'request-client', nonce: 'nonce-4' },
          TE1,
          { spec: ['TE2'] },
        ),
        fixture('attributes-timestamp', 'A timestamp.', { ...given, nonce: 'nonce-5' }, TE1, { spec: ['TE5'] }),
        fixture('attributes-nonce', 'A nonce.', { ...given, nonce: 'unique-nonce' }, TE1, { spec: ['TE2'] }),
        fixture(
          'mac',
          'A MAC that is not valid.',
          { ...given, nonce: 'nonce-value' },
          'rest/unit/TE/token-request-mac-signature-0',
          { spec: ['TE2'] },
        ),
        fixture(
          'from-json',
          'All members.',
          {
            keyName: 'appId.keyId',
            ttl: 7_200_000,
            capability: '{"ch":["sub"]}',
            clientId: 'from-json-client',
            timestamp: 1_234_567_899_999,
            nonce: 'from-json-nonce',
            mac: 'from-json-mac',
          },
          'rest/unit/TE/token-request-from-json-2',
        ),
      ],
    ),
    requestNames,
    requestSize,
  ],
};
