import { each, group, invalid, type CaseGroup } from '../authoring.js';
import { KEY } from './material.js';
import { received } from './signed.js';
import type { Ask } from './verify-ask.js';

/** Members that are refused, signed or not. */
export const formGroups = ({ refuse, refuses, input }: Ask): readonly CaseGroup[] => [
  group('form', 'Each member is checked, signed or not.', { spec: ['RSA9'], basis: 'spec' }, [
    invalid('not-json', 'No JSON.', received('keyName=appId.keyId'), 40001, '$'),
    refuse('key-name-absent', 'No key name.', 'keyName', {}, { sent: { keyName: undefined } }),
    refuses('key-name-malformed', 'A key name without a dot.', 'keyName', 'appId', { basis: 'decision' }),
    refuses('key-name-with-secret', 'The whole key for its name.', 'keyName', KEY, { basis: 'decision' }),
    refuses('key-name-above-limit', 'A key name of 129 characters.', 'keyName', `${'a'.repeat(64)}.${'b'.repeat(64)}`, {
      basis: 'decision',
      flags: ['Limit'],
    }),
    refuses('ttl-above-limit', 'A ttl of a day and a millisecond.', 'ttl', 86_400_001, { flags: ['Limit'] }),
    refuses('ttl-negative', 'A ttl below 0.', 'ttl', -1, { flags: ['Limit'] }),
    refuses('ttl-fraction', 'A fraction of a millisecond.', 'ttl', 1000.5, { flags: ['FractionalTtl'] }),
    refuse('timestamp-absent', 'No timestamp.', 'timestamp', {}, { sent: { timestamp: undefined } }),
    refuses('timestamp-negative', 'A timestamp before 1970.', 'timestamp', -1, { basis: 'decision' }),
    refuse('nonce-absent', 'No nonce.', 'nonce', {}, { sent: { nonce: undefined } }),
    refuses('nonce-short', 'A nonce of 15 characters.', 'nonce', '0123456789abcde', {
      spec: ['RSA9c'],
      flags: ['Limit'],
    }),
    ...each({ basis: 'decision' }, [
      refuses(
        'nonce-of-few-astral-characters',
        '8 characters are 16 code units and 32 bytes.',
        'nonce',
        '\ud83d\ude00'.repeat(8),
        { flags: ['UnitLength'] },
      ),
      refuses('nonce-above-limit', 'A nonce of 257 characters.', 'nonce', 'n'.repeat(257), { flags: ['Limit'] }),
      refuses('client-id-empty', 'The empty text is not a clientId.', 'clientId', '', { flags: ['EmptyForAbsent'] }),
      refuses('client-id-above-limit', 'A clientId of 1025 characters.', 'clientId', 'c'.repeat(1025), {
        flags: ['Limit'],
      }),
    ]),
    refuses('capability-not-json', 'A capability that is not valid.', 'capability', 'news'),
    refuses('capability-list', 'A JSON list.', 'capability', '[]', { flags: ['ListForObject'] }),
    refuses('capability-without-operations', 'A resource without operations.', 'capability["a"]', '{"a":[]}', {
      flags: ['EmptyEntriesDropped'],
    }),
    refuses(
      'capability-wildcard-beside-operation',
      "'*' beside another operation.",
      'capability["a"]',
      '{"a":["*","publish"]}',
      { flags: ['WildcardSwallows'] },
    ),
    refuses(
      'capability-duplicate-name',
      'A resource that is named twice.',
      'capability["a"]',
      '{"a":["publish"],"a":["*"]}',
      { basis: 'decision', flags: ['DuplicateNames'] },
    ),
    invalid(
      'capability-lone-surrogate',
      'Half of a surrogate pair, escaped.',
      input({ capability: '{"a\\ud800":["publish"]}' }),
      40000,
      undefined,
      { basis: 'decision', flags: ['LoneSurrogate'] },
    ),
  ]),
];
