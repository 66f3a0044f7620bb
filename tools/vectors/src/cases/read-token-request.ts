import { group, invalidAt, json, memberTests, ofText, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { MAC, NOW, REQUEST } from './material.js';
import { requestNames } from './escaped-names.js';
import { decimalGroups } from './read-decimal-text.js';
import { MEMBERS, requestSize, requestText } from './read-request-text.js';

const of = (members: JsonObject) => ({ text: json({ ...REQUEST, ...members }) });
const { takes, refuses } = memberTests(of);
const without = (name: string) => ({
  text: json(Object.fromEntries(Object.entries(REQUEST).filter(([member]) => member !== name))),
});

const fixture = (name: string, about: string, members: JsonObject, uts: string, traits: Traits = {}) =>
  valid(name, about, { text: json(members) }, { spec: ['TE6'], uts, ...traits });

const TE1 = 'rest/unit/TE1/token-request-attributes-0';
const given = { keyName: 'appId.keyId', timestamp: 1_234_567_890_000, mac: 'signature-base64' };

/** A request as SDKs send it. */
export const source: Source = {
  operation: 'read-token-request',
  about:
    'Reads a signed TokenRequest from JSON text. Types alone are checked, not lengths, ranges or the MAC; ' +
    'null, ttl 0 and an empty capability are read as absent, decimal text as a number, and unknown members are dropped.',
  groups: [
    group('members', 'What a request holds.', { spec: ['TE6'], basis: 'spec' }, [
      valid('required', 'The members that a request must have.', of({})),
      valid('all', 'All members.', of({ ttl: 3_600_000, capability: '{"news":["subscribe"]}', clientId: 'alice' })),
      ofText('white-space', 'White space between tokens.', `\n{ ${MEMBERS.replaceAll(',', ' ,\t')} }\r\n`),
      ofText('escapes', 'Escapes are read.', `{${MEMBERS},"\\u0063lientId":"\\u00e9\\ud83d\\ude00\\/"}`),
      takes(
        'capability-literal',
        'The capability stays the text that it is.',
        'capability',
        '{"b": ["subscribe", "publish"], "a\\/": ["*"]}',
        { flags: ['VerifierCanonicalises'] },
      ),
      takes('capability-not-json', 'Even if it is not a capability.', 'capability', 'news', { basis: 'decision' }),
      takes('unknown-member', 'A member that is not known is dropped.', 'region', 'eu', {
        spec: ['RSF1', 'TE6'],
        flags: ['UnknownMembers', 'ForwardUnknown'],
      }),
      valid('unknown-object', 'An unknown member may hold anything.', of({ extra: { a: [1, null, { b: true }] } }), {
        spec: ['RSF1', 'TE6'],
        flags: ['UnknownMembers'],
      }),
      ofText(
        'names-of-prototypes',
        "Names such as 'constructor' are not known either.",
        `{${MEMBERS},"__proto__":{"ttl":1},"constructor":1}`,
        { basis: 'decision', flags: ['PrototypeNames'] },
      ),
      takes('client-id-of-zero', "clientId '0' is there.", 'clientId', '0', { flags: ['FalsyDropped'] }),
      takes('client-id-wildcard', "So is '*'.", 'clientId', '*'),
      takes('timestamp-of-zero', 'A timestamp of 0 is there.', 'timestamp', 0, {
        basis: 'decision',
        flags: ['FalsyDropped'],
      }),
    ]),
    group(
      'not-checked',
      'Lengths, ranges and forms are checked by verification alone.',
      { spec: ['TE6'], basis: 'decision' },
      [
        takes('short-nonce', 'A short nonce.', 'nonce', 'n'),
        takes('dummy-mac', 'A MAC that is not valid.', 'mac', 'json-mac'),
        takes('long-ttl', 'A ttl that is too long.', 'ttl', 86_400_001),
        takes('negative-ttl', 'Or negative.', 'ttl', -1),
        takes('other-key-name', 'A key name of another form.', 'keyName', 'a_key_name'),
        takes('empty-client-id', 'An empty clientId is there, and is not the same as none.', 'clientId', '', {
          flags: ['EmptyForAbsent'],
        }),
        takes('line-feed', 'A line feed.', 'clientId', 'a\nb'),
      ],
    ),
    group('absent', 'What SDKs send for an absent member.', { spec: ['TE6', 'RSA5', 'RSA6'], basis: 'decision' }, [
      valid('nulls', 'null is absent.', of({ ttl: null, capability: null, clientId: null }), {
        flags: ['NullMembers'],
      }),
      takes('null-ttl', 'null, for a ttl.', 'ttl', null, { flags: ['NullMembers'] }),
      takes('null-capability', 'null, for a capability.', 'capability', null, { flags: ['NullMembers'] }),
      takes('null-client-id', 'null, for a clientId.', 'clientId', null, { flags: ['NullMembers'] }),
      takes('null-unknown', 'null, for a member that is not known.', 'extra', null, {
        flags: ['NullMembers', 'UnknownMembers'],
      }),
      takes('zero-ttl', 'ttl 0 is absent.', 'ttl', 0, { flags: ['ZeroTtl'] }),
      takes('zero-ttl-as-text', "'0' too.", 'ttl', '0', { flags: ['ZeroTtl', 'DecimalStrings'] }),
      takes('empty-capability', 'An empty capability is absent.', 'capability', '', { flags: ['EmptyForAbsent'] }),
    ]),
    ...decimalGroups,
    group(
      'types',
      'A member of another type is refused, with the code of the member.',
      { spec: ['TE2', 'TE3', 'TE4', 'TE5'], basis: 'decision' },
      [
        refuses('fraction-of-a-millisecond', 'A fraction.', 'ttl', 1000.5, { flags: ['FractionalTtl'] }),
        refuses('ttl-true', 'true is not a ttl.', 'ttl', true),
        refuses('ttl-list', 'Nor is a list.', 'ttl', [60_000]),
        refuses('timestamp-object', 'An object is not a timestamp.', 'timestamp', {}),
        refuses('timestamp-as-date', 'Nor is a date.', 'timestamp', '2025-06-15T15:06:40Z', {
          flags: ['DecimalStrings'],
        }),
        refuses('capability-object', 'A capability is text here.', 'capability', { news: ['subscribe'] }),
        refuses('client-id-number', 'A number is not a clientId.', 'clientId', 7),
        refuses('nonce-number', 'Nor a nonce.', 'nonce', 1_234_567_890_123_456),
        refuses('key-name-number', 'Nor a key name.', 'keyName', 1),
        invalidAt('key-name-absent', 'A request names its key.', without('keyName'), 'keyName'),
        refuses('key-name-null', 'null does not.', 'keyName', null, { flags: ['NullMembers'] }),
        invalidAt('timestamp-absent', 'It has a timestamp.', without('timestamp'), 'timestamp'),
        invalidAt('nonce-absent', 'And a nonce.', without('nonce'), 'nonce'),
        invalidAt(
          'after-an-ill-formed-member',
          'A member whose form alone is not valid, which reading does not check, hides none of another type.',
          of({ keyName: 'a_key_name', ttl: -1, clientId: 7 }),
          'clientId',
        ),
        invalidAt(
          'absent-after-an-ill-formed-member',
          'Nor one that is missing.',
          { text: json({ keyName: 'a_key_name', timestamp: NOW, mac: MAC }) },
          'nonce',
        ),
        invalidAt(
          'after-a-short-nonce',
          'Nor does a nonce that is too short.',
          { text: json({ ...REQUEST, nonce: 'n', mac: 7 }) },
          'mac',
        ),
        refuses('nonce-null', 'null is not a nonce.', 'nonce', null, { flags: ['NullMembers'] }),
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
