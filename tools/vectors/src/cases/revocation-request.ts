import { each, group, invalid, valid, type Source } from '../authoring.js';
import type { Json, JsonObject } from '../vector.js';
import { KEY, NOW } from './material.js';

type Target = { readonly type: string; readonly value: string };

const target = (type: string, value: string): Target => ({ type, value });
const ALICE = target('clientId', 'alice');
const of = (targets: readonly Target[], options?: JsonObject, key = KEY): JsonObject => ({
  key,
  targets,
  ...(options === undefined ? {} : { options }),
});
const targets = (count: number): Target[] =>
  Array.from({ length: count }, (_, index) => target('clientId', `c${index}`));
const option = (name: string, value: Json) => of([ALICE], { [name]: value });

/** The request that revokes tokens. */
export const source: Source = {
  operation: 'revocation-request',
  about:
    'Builds path and JSON body of the POST request that revokes tokens. ' +
    'It is sent with Basic auth and the key; how old issuedBefore may be is checked by the service.',
  groups: [
    group('path', 'The key name is in the path, the secret is not.', { spec: ['RSA17g'], basis: 'spec' }, [
      valid('key-name', 'The part before the first colon.', of([ALICE], undefined, 'appId.keyName:keySecret'), {
        uts: 'rest/unit/RSA17g/sends-post-correct-path-0',
      }),
      valid('colon-in-secret', 'Before the first, not the last.', of([ALICE], undefined, 'appId.keyId:a:b'), {
        flags: ['KeyCut', 'KeyColonRefused'],
      }),
      valid('dashes-and-underscores', 'Nothing has to be encoded.', of([ALICE], undefined, 'a-B_1.-_9:s')),
      invalid('no-key', 'Text that is not a key.', of([ALICE], undefined, 'appId.keyId'), 40101, undefined, {
        flags: ['InvalidKeyTaken'],
      }),
    ]),
    group('targets', 'A target is type:value.', { spec: ['RSA17b'], basis: 'spec', flags: ['TargetForm'] }, [
      valid('client-id', 'A clientId.', of([ALICE]), { uts: 'rest/unit/RSA17b/single-specifier-targets-0' }),
      valid('revocation-key', 'A revocation key.', of([target('revocationKey', 'group-1')])),
      valid('channel', 'A channel.', of([target('channel', 'news')])),
      valid(
        'several',
        'Several, in their order.',
        of([target('channel', 'secret'), ALICE, target('revocationKey', 'group-1')]),
        { uts: 'rest/unit/RSA17b/multiple-specifier-types-1' },
      ),
      valid('colons-in-value', 'A value may hold colons.', of([target('channel', 'chat:room:1')])),
      valid(
        'pattern',
        'A channel is compared literally; a pattern is a name here.',
        of([target('channel', '[meta]log:*')]),
      ),
      valid('not-encoded', 'A value is not encoded.', of([target('clientId', 'a b&c=d%41/\u00e9\ud83d\ude00')]), {
        flags: ['TargetForm', 'QueryEncoding'],
      }),
      valid('value-of-zero', "'0' is a value.", of([target('clientId', '0')]), {
        flags: ['TargetForm', 'FalsyDropped'],
      }),
      valid('same-target-twice', 'The same target twice.', of([ALICE, ALICE]), { basis: 'decision' }),
      valid(
        'unknown-type',
        'A type that is not known yet is for the service to check.',
        of([target('invalidType', 'abc')]),
        { spec: ['TRT2a'], uts: 'rest/unit/RSA17c/mixed-success-failure-1' },
      ),
      ...each({ basis: 'decision' }, [
        invalid('none', 'No target.', of([]), 40000, '$.targets'),
        invalid('empty-type', 'A type has a name.', of([target('', 'alice')]), 40000, '$.targets[0].type'),
        invalid('empty-value', 'So has a value.', of([ALICE, target('clientId', '')]), 40000, '$.targets[1].value'),
        invalid(
          'colon-in-type',
          'A colon in a type would move the split.',
          of([target('client:Id', 'alice')]),
          40000,
          '$.targets[0].type',
        ),
        valid('at-limit', '100 targets.', of(targets(100)), { flags: ['Limit'] }),
        invalid('above-limit', '101 targets.', of(targets(101)), 40000, '$.targets', { flags: ['Limit'] }),
      ]),
    ]),
    group(
      'options',
      'Options that are given are sent, others are not.',
      { spec: ['RSA17e', 'RSA17f'], basis: 'spec', flags: ['OptionDropped'] },
      [
        valid('none', 'None.', of([ALICE], {})),
        valid('issued-before', 'A time in milliseconds.', option('issuedBefore', NOW), {
          flags: ['OptionDropped', 'NumberForm'],
        }),
        valid('issued-before-of-zero', '0 is a time.', option('issuedBefore', 0), {
          basis: 'decision',
          flags: ['OptionDropped', 'FalsyDropped'],
        }),
        valid('allow-reauth-margin', 'true.', option('allowReauthMargin', true)),
        valid('no-reauth-margin', 'false is sent too.', option('allowReauthMargin', false)),
        valid('both', 'Both.', of([ALICE], { issuedBefore: NOW, allowReauthMargin: true })),
        invalid(
          'issued-before-fraction',
          'A fraction of a millisecond.',
          option('issuedBefore', NOW + 0.5),
          40003,
          '$.options.issuedBefore',
          { basis: 'decision', flags: ['NumberForm'] },
        ),
        invalid(
          'issued-before-negative',
          'A time before 1970.',
          option('issuedBefore', -1),
          40003,
          '$.options.issuedBefore',
          { basis: 'decision' },
        ),
      ],
    ),
  ],
};
