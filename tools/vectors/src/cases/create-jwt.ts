import { each, group, invalid, invalidAt, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { ISSUED } from './jwt-material.js';
import { characters, KEY, NONCE, NOW } from './material.js';

const CLOCK = ['fixed-clock'] as const;

const of = (params: JsonObject, now = NOW, key = KEY): JsonObject => ({ key, params, now });
const claims = (more: JsonObject, life = 3600) => ({
  output: {
    header: { typ: 'JWT', alg: 'HS256', kid: 'appId.keyId' },
    claims: { iat: ISSUED, exp: ISSUED + life, ...more },
  },
});
const CODES: Readonly<Record<string, number>> = { clientId: 40012, capability: 40000, nonce: 40000, timestamp: 40000 };
const refuse = (name: string, about: string, place: string, params: JsonObject) =>
  invalid(name, about, of(params), CODES[place.split('[')[0] ?? ''] ?? 40003, `$.${place}`);

/** An Ably JWT. */
export const source: Source = {
  operation: 'create-jwt',
  about:
    'Creates an Ably JWT. An implementation gives the JWT; the output has its header and its claims, decoded. ' +
    'Order of members and JSON writing are free, also those of the capability text; the signature must be HS256 with the secret of the key.',
  groups: [
    group(
      'claims',
      'Each param is a claim; what is not given is not written.',
      { spec: ['TN3'], basis: 'spec', features: CLOCK },
      [
        valid('nothing', 'Neither capability nor clientId: iat and exp alone. An hour is the default.', of({}), {
          ...claims({}),
          spec: ['TN3', 'TK2a'],
          flags: ['DefaultCapability', 'EmptyForAbsent'],
          basis: 'decision',
        }),
        valid(
          'all',
          'Every param.',
          of({
            ttl: 60_000,
            capability: { news: ['subscribe'] },
            clientId: 'alice',
            revocationKey: 'tenant-7',
            channelClaims: { news: 'editor' },
            publishRates: { 'chat:*': 5 },
          }),
          {
            ...claims(
              {
                'x-ably-capability': '{"news":["subscribe"]}',
                'x-ably-clientId': 'alice',
                'x-ably-revocation-key': 'tenant-7',
                'ably.channel.news': 'editor',
                'ably.limits.publish.perAttachment.maxRate.chat:*': 5,
              },
              60,
            ),
            flags: ['JwtScopes', 'JwtSeconds', 'JwtNarrowing'],
          },
        ),
        valid('client-id', 'A clientId.', of({ clientId: 'alice' }), claims({ 'x-ably-clientId': 'alice' })),
        valid('client-id-wildcard', '`*`.', of({ clientId: '*' }), { spec: ['TN3', 'TK2c'] }),
        valid('client-id-of-zero', "'0' is there.", of({ clientId: '0' }), { flags: ['FalsyDropped'] }),
        valid('client-id-outside-ascii', 'UTF-8, then base64url.', of({ clientId: 'é😀' }), { flags: ['NotUtf8'] }),
        valid('base64url', 'Claims whose Base64 has + and / and =.', of({ clientId: '~~~???>>>~' }), {
          flags: ['JwtBase64'],
        }),
        valid('revocation-key', 'A revocation key.', of({ revocationKey: 'tenant-7' }), { spec: ['TN3', 'TRT2a'] }),
      ],
    ),
    group(
      'capability',
      'The capability is JSON text, not an object.',
      { spec: ['TN3', 'TK2b'], basis: 'spec', features: CLOCK, flags: ['JwtNarrowing'] },
      [
        valid('text', 'Given as text.', of({ capability: '{"news":["subscribe"]}' })),
        valid('object', 'Given as an object.', of({ capability: { news: ['subscribe'] } })),
        valid(
          'several',
          'Several resources and operations.',
          of({ capability: { b: ['subscribe', 'publish'], a: ['*'] } }),
        ),
        valid('integer-like-names', 'Names like numbers are names.', of({ capability: '{"10":["*"],"9":["*"]}' })),
        valid('outside-ascii', 'Names outside ASCII.', of({ capability: { 'é😀': ['publish'] } }), {
          flags: ['NotUtf8', 'JwtNarrowing'],
        }),
        valid('unknown-operation', 'An operation that is not known yet.', of({ capability: { a: ['fly'] } }), {
          basis: 'decision',
          flags: ['ClosedOperations'],
        }),
      ],
    ),
    group(
      'scopes',
      'The name of a channel or resource is the end of the name of a claim.',
      { spec: ['TN3'], basis: 'spec', features: CLOCK, flags: ['JwtScopes'] },
      [
        valid('dots-in-channel', 'A channel name with dots.', of({ channelClaims: { 'a.b.c': 'x' } })),
        ...each({ basis: 'decision' }, [
          valid('several-channels', 'Two channels, one text empty.', of({ channelClaims: { a: 'x', b: '' } }), {
            flags: ['JwtScopes', 'FalsyDropped'],
          }),
          valid(
            'proto-channel',
            'A channel called __proto__.',
            of({ channelClaims: JSON.parse('{"__proto__":"x"}') as JsonObject }),
            { flags: ['JwtScopes', 'PrototypeNames'] },
          ),
          valid('fraction-of-rate', 'A message every two seconds.', of({ publishRates: { a: 0.5 } })),
        ]),
      ],
    ),
    group(
      'life',
      'ttl is in milliseconds, a JWT counts in whole seconds.',
      { spec: ['TN3', 'RSA9e'], basis: 'spec', features: CLOCK, flags: ['JwtSeconds'] },
      [
        valid('a-minute', 'A minute.', of({ ttl: 60_000 }), claims({}, 60)),
        valid('a-day', 'The longest.', of({ ttl: 86_400_000 }), { flags: ['JwtSeconds', 'Limit'] }),
        valid('a-second', 'The shortest.', of({ ttl: 1000 }), { basis: 'decision', flags: ['JwtSeconds', 'TtlFloor'] }),
        valid('milliseconds-of-clock', 'The clock is 999 ms on: iat is not rounded up.', of({}, NOW + 999), {
          basis: 'decision',
        }),
      ],
    ),
    group('ttl', 'ttl is 1 s to 24 h, in whole seconds.', { spec: ['TN3'], basis: 'decision', flags: ['JwtLife'] }, [
      refuse('zero', 'A lifetime of zero.', 'ttl', { ttl: 0 }),
      refuse('negative', 'A negative lifetime.', 'ttl', { ttl: -1000 }),
      invalidAt('over-a-day', 'A day and a second.', of({ ttl: 86_401_000 }), 'ttl', {
        basis: 'spec',
        flags: ['JwtLife', 'Limit'],
      }),
      refuse('half-a-second', 'Half a second: a JWT counts whole seconds.', 'ttl', { ttl: 500 }),
      refuse('part-of-a-second', 'A second and a half.', 'ttl', { ttl: 1500 }),
      refuse('text', 'Text.', 'ttl', { ttl: '60000' }),
    ]),
    group('refused', 'Params that make no token.', { spec: ['TN3'], basis: 'decision', flags: ['JwtClaims'] }, [
      refuse('empty-client-id', 'An empty clientId.', 'clientId', { clientId: '' }),
      refuse('client-id-number', 'A clientId that is not a text.', 'clientId', { clientId: 7 }),
      refuse('client-id-with-line-feed', 'A control character.', 'clientId', { clientId: 'a\nb' }),
      invalidAt('client-id-above-limit', '1025 characters.', of({ clientId: characters(1025).join('') }), 'clientId', {
        flags: ['Limit'],
      }),
      ...each({ flags: ['EmptyCapability'] }, [
        invalidAt('empty-capability', '{} grants nothing.', of({ capability: {} }), 'capability'),
        invalidAt('empty-capability-text', 'Nor does its text.', of({ capability: '{}' }), 'capability'),
      ]),
      refuse('capability-not-json', 'Text that is not JSON.', 'capability', { capability: '{' }),
      refuse('capability-list', 'A list.', 'capability', { capability: ['news'] }),
      refuse('no-operations', 'A resource without operations.', 'capability["a"]', { capability: { a: [] } }),
      refuse('empty-revocation-key', 'An empty revocation key.', 'revocationKey', { revocationKey: '' }),
      refuse('revocation-key-number', 'A revocation key that is not a text.', 'revocationKey', { revocationKey: 7 }),
      refuse('channel-claim-number', 'A channel claim that is not a text.', 'channelClaims["news"]', {
        channelClaims: { news: 7 },
      }),
      refuse('channel-without-name', 'A channel without a name.', 'channelClaims[""]', { channelClaims: { '': 'x' } }),
      refuse('rate-of-zero', 'A rate of zero.', 'publishRates["news"]', { publishRates: { news: 0 } }),
      refuse('rate-text', 'A rate that is text.', 'publishRates["news"]', { publishRates: { news: '5' } }),
      refuse('rate-true', 'true is not a rate.', 'publishRates["news"]', { publishRates: { news: true } }),
      refuse('rate-below-zero', 'Nor is a number below zero.', 'publishRates["news"]', { publishRates: { news: -1 } }),
      refuse('channel-claims-list', 'Channel claims that are not an object.', 'channelClaims', {
        channelClaims: ['news'],
      }),
      refuse('publish-rates-text', 'Publish rates that are text.', 'publishRates', { publishRates: 'news' }),
      invalid(
        'size-above-limit',
        'A JWT of more than 131072 bytes.',
        of({ channelClaims: { news: 'x'.repeat(100_000) } }),
        40003,
        '$.params',
        { flags: ['Limit'] },
      ),
      refuse('nonce', 'A JWT has no nonce.', 'nonce', { nonce: NONCE }),
      refuse('timestamp', 'Nor a timestamp of its own.', 'timestamp', { timestamp: NOW }),
      invalid(
        'misspelt-member',
        'client_id: the token would be anonymous.',
        of({ client_id: 'alice' }),
        40000,
        '$.client_id',
        { flags: ['MemberSpelling'] },
      ),
    ]),
    group(
      'rates',
      'A rate is any positive number.',
      { spec: ['TN3'], basis: 'decision', flags: ['JwtScopes'], features: CLOCK },
      [
        valid('below-one', 'Less than one message a second.', of({ publishRates: { news: 0.5 } })),
        valid('one', 'One message a second.', of({ publishRates: { news: 1 } })),
      ],
    ),
    group('key', 'The part after the first colon signs.', { spec: ['TN3', 'RSA11'], basis: 'spec' }, [
      valid('colons-in-secret', 'A secret that holds colons.', of({}, NOW, 'appId.keyId:a:b'), {
        basis: 'decision',
        features: CLOCK,
        flags: ['KeyCut', 'KeyColonRefused'],
      }),
      valid('hexadecimal-secret', 'The text of a secret is its bytes.', of({}, NOW, 'appId.keyId:deadbeef'), {
        features: CLOCK,
        flags: ['SecretDecoded'],
      }),
      invalid('no-colon', 'A name alone.', of({}, NOW, 'appId.keyId'), 40101, '$', { flags: ['InvalidKeyTaken'] }),
    ]),
  ],
};
