import { each, group, json, valid, type Source, type Traits } from '../authoring.js';
import type { Json, JsonObject } from '../vector.js';
import { MAC, NONCE, NOW, REQUEST } from './material.js';
import { sdkTexts } from './signed.js';

const kept = (name: string, about: string, members: JsonObject, traits: Traits = {}) => {
  const body = { ...REQUEST, ...members };
  return valid(name, about, { text: json(body) }, { ...traits, output: { body } });
};

const keeps = (name: string, about: string, member: string, value: Json, traits: Traits = {}) =>
  kept(name, about, { [member]: value }, traits);

/** A request that somebody else signed, on its way to the service. */
export const source: Source = {
  operation: 'forward-token-request',
  about:
    'Hands on a TokenRequest that an auth server signed: what goes to the service holds the members that came, with their values and types. ' +
    'The MAC covers them, and the client has no key to sign again.',
  groups: [
    group('members', 'Every member goes on as it came.', { spec: ['RSA8a', 'RSA8c', 'RSA8d'], basis: 'spec' }, [
      kept(
        'required',
        'The members that a request must have; none is added.',
        {},
        { flags: ['ForwardTtl', 'DefaultCapability', 'NullMembers'] },
      ),
      kept(
        'all',
        'All members.',
        { ttl: 3_600_000, capability: '{"news":["subscribe"]}', clientId: 'alice' },
        { flags: ['ForwardTtl'] },
      ),
      keeps('client-id-of-zero', "clientId '0'.", 'clientId', '0', { flags: ['FalsyDropped'] }),
      keeps('client-id-with-spaces', 'clientId with spaces around.', 'clientId', ' alice ', {
        flags: ['WhiteSpaceStripped'],
      }),
      keeps('client-id-outside-ascii', 'clientId outside ASCII.', 'clientId', '\u00e9e\u0301\ud83d\ude00\u2028', {
        flags: ['Normalised', 'NotUtf8'],
      }),
      keeps('client-id-of-another', "A clientId that is not the client's own.", 'clientId', 'somebody-else'),
      valid('escapes', 'A text that came with escapes is the same text.', {
        text: `{"keyName":"appId.keyId","timestamp":${NOW},"nonce":"${NONCE}","mac":"sYkCH0Un+WgzI7\\/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ\\u003d","clientId":"\\u0061lice"}`,
      }),
    ]),
    group('ttl', 'The ttl goes on as it came.', { spec: ['RSA8a', 'TE4'], basis: 'spec', flags: ['ForwardTtl'] }, [
      keeps('whole-seconds', 'A ttl of an hour.', 'ttl', 3_600_000),
      keeps('milliseconds', 'A ttl with milliseconds.', 'ttl', 1500, { flags: ['ForwardTtl', 'TtlTruncated'] }),
      ...each({ flags: ['ForwardTtl', 'TtlTruncated', 'TtlFloor'] }, [
        keeps('below-a-second', 'A ttl of half a second.', 'ttl', 500),
        keeps('one-millisecond', 'A ttl of a millisecond.', 'ttl', 1),
      ]),
      ...each({ basis: 'decision' }, [
        keeps('zero', 'A ttl of 0.', 'ttl', 0, { flags: ['ForwardTtl', 'ZeroTtl'] }),
        keeps('decimal-text', 'A ttl as text stays text.', 'ttl', '3600000', {
          flags: ['ForwardTtl', 'ForwardTypes', 'DecimalStrings'],
        }),
        keeps('null', 'null stays null.', 'ttl', null, { flags: ['ForwardTtl', 'NullMembers'] }),
        keeps('out-of-range', 'Its range is not checked.', 'ttl', 86_400_001, { flags: ['ForwardTtl', 'Limit'] }),
      ]),
    ]),
    group('types', 'A value keeps its type.', { spec: ['RSA8a'], basis: 'decision', flags: ['ForwardTypes'] }, [
      keeps('timestamp-as-text', 'A timestamp as text.', 'timestamp', String(NOW), {
        flags: ['ForwardTypes', 'DecimalStrings'],
      }),
      keeps('timestamp-as-number', 'A timestamp as a number.', 'timestamp', NOW, {
        basis: 'spec',
        flags: ['ForwardTypes', 'NumberForm'],
      }),
      keeps('null-client-id', 'null for a clientId.', 'clientId', null, { flags: ['ForwardTypes', 'NullMembers'] }),
      keeps('null-capability', 'null for a capability.', 'capability', null, {
        flags: ['ForwardTypes', 'NullMembers', 'DefaultCapability'],
      }),
      kept(
        'all-null',
        'All of them null.',
        { ttl: null, capability: null, clientId: null },
        { flags: ['ForwardTypes', 'NullMembers'] },
      ),
      ...each({ flags: ['ForwardTypes', 'EmptyForAbsent'] }, [
        keeps('empty-capability', 'An empty capability.', 'capability', ''),
        keeps('empty-client-id', 'An empty clientId.', 'clientId', ''),
      ]),
    ]),
    group(
      'unknown',
      'What the client does not know goes on as well.',
      { spec: ['RSA8a', 'RSF1'], basis: 'decision', flags: ['ForwardUnknown'] },
      [
        keeps('text', 'A text.', 'region', 'eu'),
        keeps('object', 'An object.', 'extra', { b: [1, null, true], a: { c: 'd' } }),
        keeps('null', 'null.', 'extra', null, { flags: ['ForwardUnknown', 'NullMembers'] }),
        valid(
          'proto',
          "'__proto__'.",
          { text: `{"keyName":"appId.keyId","timestamp":${NOW},"nonce":"${NONCE}","mac":"${MAC}","__proto__":"x"}` },
          { flags: ['ForwardUnknown', 'PrototypeNames'] },
        ),
      ],
    ),
    group(
      'capability',
      'Capability text goes on to the last octet.',
      { spec: ['RSA8a', 'RSA9g'], basis: 'spec', flags: ['ForwardCapability'] },
      [
        ...sdkTexts.map(([name, about, text]) => keeps(name, `A capability ${about}.`, 'capability', text)),
        keeps('pretty-printed', 'With line feeds.', 'capability', '{\n  "a": ["publish"]\n}'),
        keeps('empty-object', '{}.', 'capability', '{}', { flags: ['ForwardCapability', 'EmptyCapability'] }),
        keeps('spaces-in-names', 'With white space inside names.', 'capability', '{"my news":["subscribe"]}', {
          flags: ['ForwardCapability', 'WhiteSpaceStripped'],
        }),
        keeps('duplicate-name', 'With a resource twice.', 'capability', '{"a":["publish"],"a":["*"]}', {
          basis: 'decision',
          flags: ['ForwardCapability', 'DuplicateNames'],
        }),
        keeps(
          'wildcard-beside-operation',
          "With '*' beside another operation.",
          'capability',
          '{"a":["*","publish"]}',
          { basis: 'decision', flags: ['ForwardCapability', 'WildcardSwallows'] },
        ),
        keeps('no-operations', 'With a resource without operations.', 'capability', '{"a":["publish"],"b":[]}', {
          basis: 'decision',
          flags: ['ForwardCapability', 'EmptyEntriesDropped'],
        }),
        keeps('not-json', 'Even if it is not a capability.', 'capability', 'news', { basis: 'decision' }),
      ],
    ),
    group('not-checked', 'The service checks; the client does not.', { spec: ['RSA8a'], basis: 'decision' }, [
      keeps('short-nonce', 'A short nonce.', 'nonce', 'n', { flags: ['Limit'] }),
      ...each({ flags: ['MacForm'] }, [
        keeps('dummy-mac', 'A MAC that is not valid.', 'mac', 'json-mac'),
        keeps('mac-for-urls', 'A MAC in another alphabet.', 'mac', MAC.replaceAll('+', '-').replaceAll('/', '_')),
      ]),
    ]),
    group(
      'fixtures',
      'Fixtures of the universal test specification.',
      { spec: ['TE2', 'TE3', 'TE4', 'TE5'], basis: 'spec' },
      [
        kept(
          'to-json',
          'All members, with a dummy MAC.',
          {
            ttl: 3_600_000,
            capability: '{"*":["*"]}',
            clientId: 'json-client',
            timestamp: 1_234_567_890_000,
            nonce: 'json-nonce',
            mac: 'json-mac',
          },
          { uts: 'rest/unit/TE/token-request-to-json-1' },
        ),
      ],
    ),
  ],
};
