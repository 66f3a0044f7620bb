import { each, group, invalidAt, valid, type CaseGroup } from '../authoring.js';
import { NOW, SECRET } from './material.js';
import { received, sdkTexts } from './signed.js';
import { CAPABILITY, type Ask } from './verify-ask.js';

const LONGEST_NAME = `${'a'.repeat(63)}.${'b'.repeat(64)}`;

/** Requests that are accepted, and what becomes of them on the way. */
export const acceptedGroups = ({ accept, takes, input, request }: Ask): readonly CaseGroup[] => [
  group('accepted', 'Requests that are signed and current.', { spec: ['RSA9g'], basis: 'spec' }, [
    accept('required-members', 'Nothing but what a request must have.'),
    accept('all-members', 'Everything.', { ttl: 3_600_000, capability: CAPABILITY, clientId: 'alice' }),
    takes('client-id-wildcard', "clientId '*'.", 'clientId', '*'),
    takes('client-id-of-zero', "clientId '0' is signed.", 'clientId', '0', { flags: ['FalsyDropped'] }),
    takes('client-id-outside-ascii', 'Text is signed as UTF-8.', 'clientId', 'Zo\u00eb \ud83d\ude00', {
      flags: ['NotUtf8'],
    }),
    takes('client-id-with-c1-control', 'U+0085 and U+2028 end no field.', 'clientId', 'a\u0085b\u2028c', {
      basis: 'decision',
      flags: ['ControlCharacters'],
    }),
    ...each({ flags: ['Limit'] }, [
      takes('shortest-ttl', 'A ttl of 1 ms.', 'ttl', 1, { basis: 'decision' }),
      takes('longest-ttl', 'A ttl of a day.', 'ttl', 86_400_000),
      takes('nonce-at-minimum', 'A nonce of 16 characters.', 'nonce', '0123456789abcdef', { spec: ['RSA9c'] }),
      takes('nonce-at-limit', 'A nonce of 256 characters.', 'nonce', 'n'.repeat(256), { basis: 'decision' }),
    ]),
    takes('nonce-of-astral-characters', '16 characters beyond U+FFFF.', 'nonce', '\ud83d\ude00'.repeat(16), {
      basis: 'decision',
      flags: ['UnitLength'],
    }),
    ...each({ basis: 'decision', flags: ['Limit'] }, [
      takes('client-id-at-limit', 'A clientId of 1024 characters.', 'clientId', 'c'.repeat(1024)),
      valid(
        'key-name-at-limit',
        'A key name of 128 characters.',
        input({ keyName: LONGEST_NAME }, {}, `${LONGEST_NAME}:${SECRET}`),
      ),
    ]),
    valid(
      'numbers-in-another-form',
      'A number is signed as a whole number, however JSON writes it.',
      received(
        JSON.stringify(request({ ttl: 60_000 }))
          .replace(String(NOW), '1.75e12')
          .replace(':60000', ':60000.0'),
      ),
      { basis: 'decision', flags: ['NumberForm'] },
    ),
    takes(
      'empty-capability-object',
      '{} is well-formed; what it grants is for the service to check.',
      'capability',
      '{}',
      { basis: 'decision', flags: ['EmptyCapability'] },
    ),
    takes(
      'capability-with-escaped-line-feed',
      'A line feed that JSON has escaped.',
      'capability',
      '{"a\\nb":["publish"]}',
      { basis: 'decision', flags: ['Injection'] },
    ),
    takes(
      'capability-with-tab',
      'White space between tokens, except for line feeds.',
      'capability',
      '{\t"a": ["publish"]\r}',
      { basis: 'decision', flags: ['VerifierCanonicalises'] },
    ),
    valid(
      'pretty-printed-request',
      'The white space of the request itself is not signed.',
      received(JSON.stringify(request({ clientId: 'alice' }), undefined, 2)),
    ),
    valid(
      'members-in-another-order',
      'Nor is the order of its members.',
      received(JSON.stringify(Object.fromEntries(Object.entries(request({ clientId: 'alice', ttl: 1000 })).reverse()))),
    ),
    valid('colon-in-secret', 'A secret with colons.', input({}, { secret: 'a:b:c' }, 'appId.keyId:a:b:c'), {
      flags: ['KeyCut', 'KeyColonRefused'],
    }),
  ]),
  group(
    'as-sdks-sign',
    'The MAC covers the text that the request carries; nobody makes it canonical first.',
    { spec: ['RSA9g', 'RSA9f'], basis: 'decision' },
    sdkTexts.map(([name, about, capability, flags]) =>
      takes(name, `A capability ${about}.`, 'capability', capability, { flags: ['VerifierCanonicalises', ...flags] }),
    ),
  ),
  group(
    'as-sdks-send',
    'What is read as absent or as a number is signed so too.',
    { spec: ['RSA5', 'RSA6', 'RSA9g'], basis: 'decision' },
    [
      valid('nulls', 'null for what is absent.', input({ ttl: null, capability: null, clientId: null }), {
        flags: ['NullMembers'],
      }),
      valid('zero-ttl-signed-as-empty', 'ttl 0, signed as the empty string.', input({}, { sent: { ttl: 0 } }), {
        flags: ['ZeroTtl'],
      }),
      invalidAt(
        'zero-ttl-signed-as-zero',
        'ttl 0, signed as 0: it is read as absent, and its MAC is another.',
        input({ ttl: 0 }),
        'mac',
        { flags: ['ZeroTtl', 'MacUnchecked'] },
      ),
      takes('empty-capability', 'An empty capability.', 'capability', '', { flags: ['EmptyForAbsent'] }),
      valid('decimal-text', 'Numbers as decimal text.', input({ ttl: '3600000', timestamp: String(NOW) }), {
        flags: ['DecimalStrings'],
      }),
      takes('default-ttl', 'A ttl that the SDK chose.', 'ttl', 3_600_000, { flags: ['DefaultTtl'] }),
      takes('unknown-member', 'A member that is not signed and not known.', 'region', 'eu', {
        flags: ['UnknownMembers'],
      }),
      invalidAt('ttl-added', 'A ttl that somebody added on the way.', input({}, { sent: { ttl: 3_600_000 } }), 'mac', {
        flags: ['ForwardTtl', 'MacUnchecked'],
      }),
      invalidAt(
        'ttl-lost',
        'A ttl that got lost on the way.',
        input({ ttl: 3_600_000 }, { sent: { ttl: null } }),
        'mac',
        { flags: ['ForwardTypes', 'MacUnchecked'] },
      ),
      invalidAt(
        'ttl-in-seconds',
        'A ttl that was signed in milliseconds and sent in seconds.',
        input({ ttl: 3_600_000 }, { sent: { ttl: 3600 } }),
        'mac',
        { flags: ['ForwardTtl', 'TtlInSeconds', 'MacUnchecked'] },
      ),
      invalidAt(
        'fraction-signed',
        'A fraction of a millisecond that was signed and not sent.',
        input({}, { signed: { ttl: 1000.5 }, sent: { ttl: 1000 } }),
        'mac',
        { flags: ['FractionalTtl', 'MacUnchecked'] },
      ),
      invalidAt(
        'capability-made-canonical',
        'Capability text that was serialized again on the way.',
        input({ capability: '{"b":["*"],"a":["*"]}' }, { sent: { capability: '{"a":["*"],"b":["*"]}' } }),
        'mac',
        { flags: ['ForwardCapability', 'VerifierCanonicalises'] },
      ),
      invalidAt(
        'spaces-added',
        'Spaces that somebody put in on the way.',
        input({ capability: '{"a":["publish"]}' }, { sent: { capability: '{"a": ["publish"]}' } }),
        'mac',
        { flags: ['ForwardCapability', 'SeparatorSpaces', 'VerifierCanonicalises'] },
      ),
    ],
  ),
];
