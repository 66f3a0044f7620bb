import { group, invalid, invalidAt, type CaseGroup, type Source, type Traits } from '../authoring.js';
import { KEY, NONCE, NOW, SECRET } from './material.js';
import type { Change, ComputeMac } from './signed.js';
import { acceptedGroups } from './verify-accepted.js';
import { asker, CAPABILITY, type Ask } from './verify-ask.js';
import { formGroups } from './verify-form.js';
import { injectionGroups } from './verify-injection.js';
import { macForms } from './verify-mac-forms.js';

const WINDOW = 120_000;

/** A request that a service gets: accepted, or refused with the code that says why. */
export function source(mac: ComputeMac): Source {
  const ask = asker(mac);
  const { input, refuse, takes, unknownKey } = ask;
  const changed = (name: string, about: string, signed: Change, sent: Change) =>
    refuse(name, about, 'mac', signed, { sent });
  const untimely = (name: string, about: string, timestamp: number, traits: Traits = {}) =>
    invalid(name, about, input({ timestamp }), 40104, '$.timestamp', traits);

  return {
    operation: 'verify-token-request',
    about:
      'Verifies a signed TokenRequest: its form, its key, its MAC over the members as they stand, and its timestamp by the clock of the input. ' +
      'Whether the nonce was used before is not asked here.',
    groups: [
      ...acceptedGroups(ask),
      ...formGroups(ask),
      ...injectionGroups(ask),
      precedenceGroup(ask),
      group('key', 'The request names the key.', { spec: ['RSA9g', 'RSA11'], basis: 'spec' }, [
        unknownKey('unknown-key', 'A key that is not there.', { keyName: 'appId.other' }),
        unknownKey('other-case', 'Names differ by case.', { keyName: 'appid.keyid' }, { flags: ['PrefixMatch'] }),
        invalidAt('other-secret', 'Signed with another secret.', input({}, { secret: 'other' }), 'mac', {
          flags: ['MacUnchecked'],
        }),
        invalidAt(
          'secret-cut-at-second-colon',
          'Signed with a secret that was cut.',
          input({}, { secret: 'a' }, 'appId.keyId:a:b'),
          'mac',
          { flags: ['KeyCut', 'MacUnchecked'] },
        ),
        invalidAt(
          'secret-with-line-feed',
          'Signed with a secret that has a line end.',
          input({}, { secret: `${SECRET}\n` }),
          'mac',
          { flags: ['InvalidKeyTaken', 'MacUnchecked'] },
        ),
        invalidAt('whole-key-for-secret', 'Signed with the whole key.', input({}, { secret: KEY }), 'mac', {
          flags: ['KeyCut', 'MacUnchecked'],
        }),
      ]),
      group('members', 'The MAC covers every member.', { spec: ['RSA9g'], basis: 'spec', flags: ['MacUnchecked'] }, [
        changed('client-id-changed', 'Another clientId.', { clientId: 'alice' }, { clientId: 'admin' }),
        changed('client-id-added', 'A clientId where there was none.', {}, { clientId: 'alice' }),
        changed('client-id-removed', 'None where there was one.', { clientId: 'alice' }, { clientId: undefined }),
        changed('capability-changed', 'Another capability.', { capability: CAPABILITY }, { capability: '{"*":["*"]}' }),
        changed(
          'capability-removed',
          'No capability: all that the key has.',
          { capability: CAPABILITY },
          { capability: undefined },
        ),
        changed('ttl-changed', 'Another ttl.', { ttl: 60_000 }, { ttl: 86_400_000 }),
        changed('timestamp-changed', 'Another timestamp.', {}, { timestamp: NOW + 1 }),
        changed('nonce-changed', 'Another nonce.', {}, { nonce: `${NONCE}x` }),
        invalidAt(
          'fields-exchanged',
          'ttl and timestamp exchanged.',
          input({ ttl: 60_000 }, { signed: { ttl: NOW, timestamp: 60_000 } }),
          'mac',
          { flags: ['SignTextLayout', 'MacUnchecked'] },
        ),
      ]),
      group('mac', 'The MAC has one text.', { spec: ['RSA9g'], basis: 'decision', flags: ['MacForm'] }, macForms(mac)),
      group(
        'timestamp',
        'Two minutes either way, by the clock of the service.',
        { spec: ['RSA9d', 'TE5'], basis: 'spec', flags: ['TimeWindow'] },
        [
          takes('two-minutes-behind', 'Two minutes behind.', 'timestamp', NOW - WINDOW),
          takes('two-minutes-ahead', 'Two minutes ahead.', 'timestamp', NOW + WINDOW),
          untimely('more-behind', 'A millisecond more.', NOW - WINDOW - 1),
          untimely('more-ahead', 'And ahead.', NOW + WINDOW + 1),
          untimely('an-hour-behind', 'A clock that is an hour off, as after a change to summer time.', NOW - 3_600_000),
          untimely('in-seconds', 'A timestamp in seconds.', NOW / 1000),
          untimely('in-microseconds', 'Or in microseconds.', NOW * 1000),
          untimely('zero', '1970.', 0, { flags: ['TimeWindow', 'FalsyDropped'] }),
        ],
      ),
    ],
  };
}

/** A wrong MAC comes before what the capability says: nobody without the secret gets a capability read. */
function precedenceGroup({ refuse, unknownKey }: Ask): CaseGroup {
  const other = { secret: 'other' };
  const cases = [
    ['capability-not-json', 'A capability that is not JSON, under a wrong MAC.', 'news'],
    ['capability-without-operations', 'A resource without operations, under a wrong MAC.', '{"a":[]}'],
    ['capability-duplicate-name', 'A resource named twice, under a wrong MAC.', '{"a":["publish"],"a":["*"]}'],
    ['capability-wildcard-beside-operation', '* beside another operation, under a wrong MAC.', '{"a":["*","publish"]}'],
  ] as const;
  return group(
    'precedence',
    'The form comes first, then the key, the MAC, what the capability says, and the timestamp.',
    { spec: ['RSA9g'], basis: 'decision', flags: ['CheckOrder'] },
    [
      ...cases.map(([name, about, capability]) => refuse(name, about, 'mac', { capability }, other)),
      unknownKey('capability-under-unknown-key', 'A malformed capability under an unknown key.', {
        keyName: 'appId.other',
        capability: 'news',
      }),
      refuse(
        'line-feed-in-capability',
        'A line feed in the capability text belongs to the form: the sign text could be read in two ways.',
        'capability',
        { capability: '{"a":\n["*"]}' },
        other,
      ),
      refuse('ttl-above-limit', 'So does the range of the ttl.', 'ttl', { ttl: 86_400_001 }, other),
      refuse('mac-of-old-request', 'A wrong MAC comes before an old timestamp.', 'mac', { timestamp: 0 }, other),
      refuse('capability-of-old-request', 'So does a malformed capability.', 'capability', {
        timestamp: 0,
        capability: 'news',
      }),
    ],
  );
}
