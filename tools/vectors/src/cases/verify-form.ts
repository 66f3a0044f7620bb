import { group, invalid, type CaseGroup } from '../authoring.js';
import { KEY, NOW } from './material.js';
import type { Ask } from './verify-ask.js';

/** Members that are refused, signed or not. */
export const formGroups = ({ refuse, input }: Ask): readonly CaseGroup[] => [
  group('form', 'Each member is checked, signed or not.', { spec: ['RSA9'], basis: 'spec' }, [
    invalid('not-json', 'No JSON.', { text: 'keyName=appId.keyId', key: KEY, now: NOW }, 40001, '$'),
    refuse('key-name-absent', 'No key name.', 'keyName', {}, { sent: { keyName: undefined } }),
    refuse('key-name-malformed', 'A key name without a dot.', 'keyName', { keyName: 'appId' }, { basis: 'decision' }),
    refuse('key-name-with-secret', 'The whole key for its name.', 'keyName', { keyName: KEY }, { basis: 'decision' }),
    refuse(
      'key-name-above-limit',
      'A key name of 129 characters.',
      'keyName',
      { keyName: `${'a'.repeat(64)}.${'b'.repeat(64)}` },
      { basis: 'decision', flags: ['Limit'] },
    ),
    refuse('ttl-above-limit', 'A ttl of a day and a millisecond.', 'ttl', { ttl: 86_400_001 }, { flags: ['Limit'] }),
    refuse('ttl-negative', 'A ttl below 0.', 'ttl', { ttl: -1 }, { flags: ['Limit'] }),
    refuse('ttl-fraction', 'A fraction of a millisecond.', 'ttl', { ttl: 1000.5 }, { flags: ['FractionalTtl'] }),
    refuse('timestamp-absent', 'No timestamp.', 'timestamp', {}, { sent: { timestamp: undefined } }),
    refuse('timestamp-negative', 'A timestamp before 1970.', 'timestamp', { timestamp: -1 }, { basis: 'decision' }),
    refuse('nonce-absent', 'No nonce.', 'nonce', {}, { sent: { nonce: undefined } }),
    refuse(
      'nonce-short',
      'A nonce of 15 characters.',
      'nonce',
      { nonce: '0123456789abcde' },
      { spec: ['RSA9c'], flags: ['Limit'] },
    ),
    refuse(
      'nonce-of-few-astral-characters',
      '8 characters are 16 code units and 32 bytes.',
      'nonce',
      { nonce: '\ud83d\ude00'.repeat(8) },
      { basis: 'decision', flags: ['UnitLength'] },
    ),
    refuse(
      'nonce-above-limit',
      'A nonce of 257 characters.',
      'nonce',
      { nonce: 'n'.repeat(257) },
      { basis: 'decision', flags: ['Limit'] },
    ),
    refuse(
      'client-id-empty',
      'The empty text is not a clientId.',
      'clientId',
      { clientId: '' },
      { basis: 'decision', flags: ['EmptyForAbsent'] },
    ),
    refuse(
      'client-id-above-limit',
      'A clientId of 1025 characters.',
      'clientId',
      { clientId: 'c'.repeat(1025) },
      { basis: 'decision', flags: ['Limit'] },
    ),
    refuse('capability-not-json', 'A capability that is not valid.', 'capability', { capability: 'news' }),
    refuse('capability-list', 'A JSON list.', 'capability', { capability: '[]' }, { flags: ['ListForObject'] }),
    refuse(
      'capability-without-operations',
      'A resource without operations.',
      'capability["a"]',
      { capability: '{"a":[]}' },
      { flags: ['EmptyEntriesDropped'] },
    ),
    refuse(
      'capability-wildcard-beside-operation',
      "'*' beside another operation.",
      'capability["a"]',
      { capability: '{"a":["*","publish"]}' },
      { flags: ['WildcardSwallows'] },
    ),
    refuse(
      'capability-duplicate-name',
      'A resource that is named twice.',
      'capability["a"]',
      { capability: '{"a":["publish"],"a":["*"]}' },
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
