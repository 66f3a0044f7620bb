import { each, group, invalid, json, ofText, refusedText, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY_NAME, NOW } from './material.js';

const of = (members: JsonObject) => ({ text: json({ token: 'appId.opaque', ...members }) });
const fixture = (name: string, about: string, members: JsonObject, traits: Traits = {}) =>
  valid(
    name,
    about,
    { text: json({ token: 'test-token', expires: 1_234_567_890_000, ...members }) },
    { uts: 'rest/unit/TD1/token-details-attributes-0', ...traits },
  );

/** A token as a service or an auth server sends it. */
export const source: Source = {
  operation: 'read-token-details',
  about:
    'Reads TokenDetails from JSON text. The token alone must be there; null and an empty capability are read as absent, ' +
    'decimal text as a number, and unknown members are dropped.',
  groups: [
    group('members', 'What TokenDetails hold.', { spec: ['TD7'], basis: 'spec' }, [
      valid('token-alone', 'A token alone.', of({}), { spec: ['RSA16b', 'TD2'] }),
      valid(
        'all',
        'All members.',
        of({
          keyName: KEY_NAME,
          issued: NOW,
          expires: NOW + 3_600_000,
          capability: '{"news":["subscribe"]}',
          clientId: 'alice',
        }),
      ),
      ...each({ spec: ['TN1'] }, [
        ofText('jwt', 'A JWT is a token like any other.', json({ token: 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln' })),
        ofText('opaque-token', 'So is any text.', json({ token: '{"keyName":"a.b"} \u00e9\ud83d\ude00' })),
      ]),
      valid(
        'capability-literal',
        'The capability stays the text that it is.',
        of({ capability: '{"b": ["subscribe", "publish"]}' }),
        { flags: ['VerifierCanonicalises'] },
      ),
      valid('unknown-member', 'A member that is not known is dropped.', of({ region: 'eu', extra: { a: [1] } }), {
        spec: ['RSF1'],
        flags: ['UnknownMembers'],
      }),
      valid('client-id-wildcard', "clientId '*'.", of({ clientId: '*' }), { spec: ['TD6'] }),
      valid('client-id-of-zero', "clientId '0' is there.", of({ clientId: '0' }), {
        spec: ['TD6'],
        flags: ['FalsyDropped'],
      }),
      ...each({ basis: 'decision' }, [
        valid('issued-of-zero', '0 is a time.', of({ issued: 0 }), { flags: ['FalsyDropped'] }),
        valid('largest-time', '2^53 - 1.', of({ expires: 9_007_199_254_740_991 }), { flags: ['NumberForm'] }),
        valid('request-members', 'Members of a request are not known here.', of({ mac: 'm', nonce: 'n', ttl: 1 }), {
          flags: ['KindOrder'],
        }),
      ]),
    ]),
    group(
      'absent',
      'What is sent for an absent member.',
      { spec: ['TD7'], basis: 'decision', flags: ['NullMembers'] },
      [
        valid(
          'nulls',
          'null is absent.',
          of({ keyName: null, issued: null, expires: null, capability: null, clientId: null }),
        ),
        valid('empty-capability', 'An empty capability is absent.', of({ capability: '' }), {
          flags: ['EmptyForAbsent'],
        }),
      ],
    ),
    group(
      'decimal-text',
      'A whole number may come as decimal text.',
      { spec: ['TD3', 'TD4'], basis: 'decision', flags: ['DecimalStrings'] },
      [
        valid('expires', 'A time.', of({ expires: String(NOW) })),
        invalid(
          'date',
          'A date is not a number of milliseconds.',
          of({ expires: '2025-06-15T15:06:40Z' }),
          40001,
          '$.expires',
        ),
        invalid('fraction', 'Nor is a fraction.', of({ issued: '1750000000000.5' }), 40001, '$.issued'),
      ],
    ),
    group('refused', 'What is refused.', { spec: ['TD7'], basis: 'decision' }, [
      refusedText('no-token', 'TokenDetails have a token.', json({ expires: NOW, clientId: 'alice' }), '$.token', {
        spec: ['RSA16b'],
      }),
      refusedText('null-token', 'null is not a token.', '{"token":null}', '$.token', { flags: ['NullMembers'] }),
      refusedText('token-number', 'Nor is a number.', '{"token":1}', '$.token'),
      refusedText('token-object', 'Nor is an object.', '{"token":{"token":"t"}}', '$.token'),
      invalid('expires-true', 'true is not a time.', of({ expires: true }), 40001, '$.expires'),
      invalid('expires-fraction', 'A fraction of a millisecond.', of({ expires: 1.5 }), 40001, '$.expires'),
      refusedText('expires-too-large', '2^53 + 1.', '{"token":"t","expires":9007199254740993}', '$.expires', {
        flags: ['NumberForm'],
      }),
      invalid('capability-object', 'A capability is text.', of({ capability: { a: ['*'] } }), 40001, '$.capability'),
      invalid('client-id-number', 'A clientId is text.', of({ clientId: 7 }), 40012, '$.clientId'),
      refusedText('duplicate-member', 'A member that is named twice.', '{"token":"a","token":"b"}', '$.token', {
        flags: ['DuplicateNames'],
      }),
      refusedText('lone-surrogate', 'Half of a surrogate pair.', '{"token":"a\\udfff"}', '$.token', {
        flags: ['LoneSurrogate'],
      }),
      refusedText('token-string', 'A bare token is not JSON.', 'appId.opaque'),
      refusedText('json-string', 'A JSON string is not an object.', '"appId.opaque"'),
      refusedText('list', 'A list is not TokenDetails.', '[{"token":"t"}]'),
    ]),
    group('fixtures', 'Fixtures of the universal test specification.', { spec: ['TD2'], basis: 'spec' }, [
      fixture('attributes-token-and-expires', 'Token and expiry.', {}, { spec: ['TD2', 'TD3'] }),
      fixture('attributes-issued', 'Time of issue.', { issued: 1_234_567_800_000 }, { spec: ['TD4'] }),
      fixture('attributes-capability', 'Capability.', { capability: '{"*":["*"]}' }, { spec: ['TD5'] }),
      fixture('attributes-client-id', 'clientId.', { clientId: 'my-client' }, { spec: ['TD6'] }),
      ofText(
        'from-json',
        'All members, the key name among them.',
        json({
          token: 'deserialized-token',
          expires: 1_234_567_890_000,
          issued: 1_234_567_800_000,
          capability: '{"channel-1":["publish"]}',
          clientId: 'json-client',
          keyName: 'appId.keyId',
        }),
        { spec: ['TD7'], uts: 'rest/unit/TD/token-details-from-json-0' },
      ),
    ]),
  ],
};
