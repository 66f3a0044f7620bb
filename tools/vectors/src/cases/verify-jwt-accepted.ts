import { each, group, valid, type CaseGroup, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { CLAIMS, EXPIRES, HEADER, ISSUED, verifying, type JwtSigner } from './jwt-material.js';
import { characters, KEY_NAME, NOW } from './material.js';

/** JWTs that are right. */
export function acceptedJwtGroups({ sign, claiming, adding, headed }: JwtSigner): readonly CaseGroup[] {
  const verified = (more: JsonObject) => ({
    output: {
      verified: {
        keyName: KEY_NAME,
        issued: NOW,
        expires: NOW + 3_600_000,
        channelClaims: {},
        publishRates: {},
        ...more,
      },
    },
  });
  const claim = (name: string, about: string, member: string, value: string, traits: Traits = {}) =>
    valid(name, about, adding({ [member]: value }), traits);
  return [
    group('accepted', 'Each claim is read.', { spec: ['TN3'], basis: 'spec' }, [
      valid('nothing', 'iat and exp alone: what the key may do, and nobody in particular.', claiming(CLAIMS), {
        ...verified({}),
        basis: 'decision',
        flags: ['DefaultCapability', 'EmptyForAbsent', 'JwtSeconds'],
      }),
      valid(
        'all',
        'Every claim.',
        adding({
          'x-ably-capability': '{"news":["subscribe"]}',
          'x-ably-clientId': 'alice',
          'x-ably-revocation-key': 'tenant-7',
          'ably.channel.news': 'editor',
          'ably.limits.publish.perAttachment.maxRate.chat:*': 2.5,
        }),
        {
          ...verified({
            capability: '{"news":["subscribe"]}',
            clientId: 'alice',
            revocationKey: 'tenant-7',
            channelClaims: { news: 'editor' },
            publishRates: { 'chat:*': 2.5 },
          }),
          flags: ['JwtNarrowing', 'JwtScopes', 'JwtSeconds'],
        },
      ),
      valid(
        'own-claims',
        'Claims of the app are its own.',
        adding({ sub: 'user-7', iss: 'app', roles: [{ a: 1 }], jti: 'x' }),
        { flags: ['UnknownMembers'] },
      ),
      claim('client-id-wildcard', '`*`.', 'x-ably-clientId', '*', { spec: ['TN3', 'TK2c'] }),
      claim('client-id-of-zero', "'0' is a clientId.", 'x-ably-clientId', '0', { flags: ['FalsyDropped'] }),
      claim('client-id-with-c1-control', 'U+0085 is not a control character of ASCII.', 'x-ably-clientId', 'a\u0085b', {
        basis: 'decision',
      }),
      claim('outside-ascii', 'UTF-8 in a claim.', 'x-ably-clientId', 'é😀', { flags: ['NotUtf8'] }),
      claim('base64url', 'Claims whose base64url has - and _.', 'x-ably-clientId', '~~~???>>>~', {
        flags: ['JwtBase64'],
      }),
      claim('client-id-at-limit', '1024 characters.', 'x-ably-clientId', characters(1024).join(''), {
        basis: 'decision',
        flags: ['Limit', 'UnitLength'],
      }),
    ]),
    group('writing', 'How the JSON is written says nothing.', { spec: ['TN3'], basis: 'spec', flags: ['JwtForm'] }, [
      valid(
        'members-in-other-order',
        'kid first, exp first.',
        verifying(sign(`{"kid":"${KEY_NAME}","alg":"HS256","typ":"JWT"}`, `{"exp":${EXPIRES},"iat":${ISSUED}}`)),
      ),
      valid(
        'white-space',
        'With spaces and line feeds.',
        verifying(
          sign(
            JSON.stringify(HEADER, undefined, 2),
            JSON.stringify({ ...CLAIMS, 'x-ably-clientId': 'alice' }, undefined, 2),
          ),
        ),
      ),
      valid(
        'escapes',
        'With escapes that JSON allows.',
        verifying(
          sign(
            `{"alg":"HS256","kid":"appId\\u002ekeyId"}`,
            `{"iat":${ISSUED},"exp":${EXPIRES},"x-ably-\\u0063lientId":"\\u0061\\/b"}`,
          ),
        ),
        { flags: ['JwtForm', 'SlashEscaped'] },
      ),
      valid('no-typ', 'A header without typ.', headed({ alg: 'HS256', kid: KEY_NAME }), { basis: 'decision' }),
      valid(
        'more-in-header',
        'A header with members that nobody has to understand.',
        headed({ ...HEADER, cty: 'JWT', x: [1] }),
        { flags: ['UnknownMembers'] },
      ),
    ]),
    group(
      'capability',
      'The capability claim narrows what the key may do.',
      { spec: ['TN3', 'TK2b'], basis: 'spec', flags: ['JwtNarrowing'] },
      [
        claim(
          'order',
          'Text in any order; the output is canonical.',
          'x-ably-capability',
          '{ "b": ["subscribe","publish"], "a": ["*"] }',
        ),
        claim('everything', 'All ordinary channels.', 'x-ably-capability', '{"*":["*"]}'),
        claim('integer-like-names', 'Names like numbers are names.', 'x-ably-capability', '{"9":["*"],"10":["*"]}', {
          flags: ['JwtNarrowing', 'IntegerLikeNames'],
        }),
        ...each({ basis: 'decision' }, [
          claim('unknown-operation', 'An operation that is not known yet.', 'x-ably-capability', '{"a":["fly"]}', {
            flags: ['ClosedOperations'],
          }),
          claim('grants-nothing', '{} grants nothing, and does not become everything.', 'x-ably-capability', '{}', {
            flags: ['JwtNarrowing', 'EmptyCapability'],
          }),
        ]),
      ],
    ),
    group(
      'scopes',
      'The name of a channel or resource is the end of the name of a claim.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtScopes'] },
      [
        claim('dots-in-channel', 'A channel name with dots.', 'ably.channel.a.b.c', 'x'),
        claim('prefix-in-channel', 'A channel name that begins as a claim does.', 'ably.channel.ably.channel.a', 'x'),
        ...each({ basis: 'decision' }, [
          valid(
            'several',
            'Two channels and two rates.',
            adding({
              'ably.channel.a': 'x',
              'ably.channel.b:c': '',
              'ably.limits.publish.perAttachment.maxRate.a': 5,
              'ably.limits.publish.perAttachment.maxRate.*': 0.5,
            }),
          ),
          claim('proto-channel', 'A channel called __proto__.', 'ably.channel.__proto__', 'x', {
            flags: ['JwtScopes', 'PrototypeNames'],
          }),
          valid(
            'other-ably-claims',
            'Other claims of that beginning are not known yet.',
            adding({ 'ably.limits.other': 'x', 'ably.channels.a': 7 }),
            { flags: ['UnknownMembers'] },
          ),
        ]),
      ],
    ),
  ];
}
