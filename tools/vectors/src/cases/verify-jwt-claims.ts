import { group, refused, type CaseGroup } from '../authoring.js';
import type { Json } from '../vector.js';
import { EXPIRES, ISSUED, type JwtSigner } from './jwt-material.js';
import { characters } from './material.js';

/** Claims that are absent, of another type, or broken. */
export function claimGroups({ adding, claiming }: JwtSigner): readonly CaseGroup[] {
  const claim = (name: string, about: string, member: string, value: Json, reason = 'claims') =>
    refused(name, about, adding({ [member]: value }), reason);
  const capability = (name: string, about: string, value: Json) =>
    claim(name, about, 'x-ably-capability', value, 'capability');

  return [
    group(
      'times',
      'iat and exp are there, in whole seconds.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtClaims', 'JwtLife'] },
      [
        refused('no-iat', 'No iat.', claiming({ exp: EXPIRES }), 'iat-missing'),
        refused('no-exp', 'No exp: the token never expires.', claiming({ iat: ISSUED }), 'exp-missing'),
        refused('nbf-for-iat', 'nbf stands for no iat.', claiming({ nbf: ISSUED, exp: EXPIRES }), 'iat-missing'),
        claim('exp-null', 'null.', 'exp', null),
        claim('exp-text', 'Text.', 'exp', String(EXPIRES)),
        claim('exp-boolean', 'true.', 'exp', true),
        claim('exp-list', 'A list.', 'exp', [EXPIRES]),
        claim('exp-date', 'A date as text.', 'exp', '2025-06-15T16:06:40Z'),
        claim('iat-text', 'Text.', 'iat', String(ISSUED)),
        claim('iat-negative', 'Before 1970.', 'iat', -1),
        refused('exp-fraction', 'A fraction of a second.', adding({ exp: EXPIRES - 0.5 }), 'claims', {
          basis: 'decision',
        }),
        refused('iat-fraction', 'And of iat.', adding({ iat: ISSUED - 0.5 }), 'claims', { basis: 'decision' }),
      ],
    ),
    group(
      'types',
      'A claim is of its type, or the JWT is refused.',
      { spec: ['TN3'], basis: 'decision', flags: ['JwtClaims'] },
      [
        claim('client-id-number', 'A clientId that is a number.', 'x-ably-clientId', 7),
        claim('client-id-list', 'A list of clientIds.', 'x-ably-clientId', ['alice']),
        claim('client-id-empty', 'An empty clientId.', 'x-ably-clientId', ''),
        claim('client-id-with-line-feed', 'A control character.', 'x-ably-clientId', 'alice\nadmin'),
        claim('client-id-with-delete', 'U+007F.', 'x-ably-clientId', 'alice\x7f'),
        refused(
          'client-id-above-limit',
          '1025 characters.',
          adding({ 'x-ably-clientId': characters(1025).join('') }),
          'claims',
          { flags: ['Limit', 'UnitLength'] },
        ),
        claim('revocation-key-number', 'A revocation key that is a number.', 'x-ably-revocation-key', 7),
        claim('revocation-key-empty', 'An empty one.', 'x-ably-revocation-key', ''),
        claim('channel-claim-number', 'A channel claim that is a number.', 'ably.channel.news', 7),
        claim('channel-claim-object', 'And an object.', 'ably.channel.news', { role: 'editor' }),
        claim('rate-text', 'A rate that is text.', 'ably.limits.publish.perAttachment.maxRate.news', '5'),
        claim('rate-of-zero', 'A rate of zero.', 'ably.limits.publish.perAttachment.maxRate.news', 0),
        claim('rate-negative', 'A negative one.', 'ably.limits.publish.perAttachment.maxRate.news', -1),
      ],
    ),
    group(
      'broken-capability',
      'The capability claim is the JSON text of a capability.',
      { spec: ['TN3', 'TK2b'], basis: 'spec', flags: ['JwtNarrowing'] },
      [
        capability('object', 'An object in place of its text.', { news: ['subscribe'] }),
        capability('list', 'A list.', ['news']),
        capability('number', 'A number.', 7),
        capability('not-json', 'Text that is not JSON.', '{"news":["subscribe"]'),
        capability('list-text', 'The text of a list.', '["news"]'),
        capability('text-twice', 'Text of text.', JSON.stringify('{"news":["subscribe"]}')),
        capability('empty', 'The empty text.', ''),
        capability('no-operations', 'A resource without operations.', '{"news":[]}'),
        capability('operation-as-text', 'An operation that is not a list.', '{"news":"subscribe"}'),
        capability('wildcard-beside', '`*` beside another operation.', '{"news":["*","subscribe"]}'),
        capability('resource-twice', 'A resource named twice.', '{"news":["subscribe"],"news":["*"]}'),
        capability('lone-surrogate', 'Half of a surrogate pair.', '{"a\\ud800":["*"]}'),
      ],
    ),
  ];
}
