import { group, invalid, valid, type CaseGroup, type Source } from '../authoring.js';
import { KEY, NONCE, NOW, SECRET } from './material.js';
import type { ComputeMac } from './signed.js';
import { acceptedGroups } from './verify-accepted.js';
import { asker, CAPABILITY, type Ask } from './verify-ask.js';
import { formGroups } from './verify-form.js';
import { injectionGroups } from './verify-injection.js';
import { macForms } from './verify-mac-forms.js';

const WINDOW = 120_000;

/** A request that a service gets: accepted, or refused with the code that says why. */
export function verifyTokenRequest(mac: ComputeMac): Source {
  const ask = asker(mac);
  const { input, refuse } = ask;
  const at = (timestamp: number) => input({ timestamp });

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
        refuse('unknown-key', 'A key that is not there.', 40400, 'keyName', { keyName: 'appId.other' }),
        refuse(
          'other-case',
          'Names differ by case.',
          40400,
          'keyName',
          { keyName: 'appid.keyid' },
          {},
          { flags: ['PrefixMatch'] },
        ),
        refuse(
          'other-secret',
          'Signed with another secret.',
          40101,
          'mac',
          {},
          { secret: 'other' },
          { flags: ['MacUnchecked'] },
        ),
        invalid(
          'secret-cut-at-second-colon',
          'Signed with a secret that was cut.',
          input({}, { secret: 'a' }, 'appId.keyId:a:b'),
          40101,
          '$.mac',
          { flags: ['KeyCut', 'MacUnchecked'] },
        ),
        refuse(
          'secret-with-line-feed',
          'Signed with a secret that has a line end.',
          40101,
          'mac',
          {},
          { secret: `${SECRET}\n` },
          { flags: ['InvalidKeyTaken', 'MacUnchecked'] },
        ),
        refuse(
          'whole-key-for-secret',
          'Signed with the whole key.',
          40101,
          'mac',
          {},
          { secret: KEY },
          { flags: ['KeyCut', 'MacUnchecked'] },
        ),
      ]),
      group('members', 'The MAC covers every member.', { spec: ['RSA9g'], basis: 'spec', flags: ['MacUnchecked'] }, [
        refuse(
          'client-id-changed',
          'Another clientId.',
          40101,
          'mac',
          { clientId: 'alice' },
          { sent: { clientId: 'admin' } },
        ),
        refuse(
          'client-id-added',
          'A clientId where there was none.',
          40101,
          'mac',
          {},
          { sent: { clientId: 'alice' } },
        ),
        refuse(
          'client-id-removed',
          'None where there was one.',
          40101,
          'mac',
          { clientId: 'alice' },
          { sent: { clientId: undefined } },
        ),
        refuse(
          'capability-changed',
          'Another capability.',
          40101,
          'mac',
          { capability: CAPABILITY },
          { sent: { capability: '{"*":["*"]}' } },
        ),
        refuse(
          'capability-removed',
          'No capability: all that the key has.',
          40101,
          'mac',
          { capability: CAPABILITY },
          { sent: { capability: undefined } },
        ),
        refuse('ttl-changed', 'Another ttl.', 40101, 'mac', { ttl: 60_000 }, { sent: { ttl: 86_400_000 } }),
        refuse('timestamp-changed', 'Another timestamp.', 40101, 'mac', {}, { sent: { timestamp: NOW + 1 } }),
        refuse('nonce-changed', 'Another nonce.', 40101, 'mac', {}, { sent: { nonce: `${NONCE}x` } }),
        refuse(
          'fields-exchanged',
          'ttl and timestamp exchanged.',
          40101,
          'mac',
          { ttl: 60_000 },
          { signed: { ttl: NOW, timestamp: 60_000 } },
          { flags: ['SignTextLayout', 'MacUnchecked'] },
        ),
      ]),
      group('mac', 'The MAC has one text.', { spec: ['RSA9g'], basis: 'decision', flags: ['MacForm'] }, macForms(mac)),
      group(
        'timestamp',
        'Two minutes either way, by the clock of the service.',
        { spec: ['RSA9d', 'TE5'], basis: 'spec', flags: ['TimeWindow'] },
        [
          valid('two-minutes-behind', 'Two minutes behind.', at(NOW - WINDOW)),
          valid('two-minutes-ahead', 'Two minutes ahead.', at(NOW + WINDOW)),
          invalid('more-behind', 'A millisecond more.', at(NOW - WINDOW - 1), 40104, '$.timestamp'),
          invalid('more-ahead', 'And ahead.', at(NOW + WINDOW + 1), 40104, '$.timestamp'),
          invalid(
            'an-hour-behind',
            'A clock that is an hour off, as after a change to summer time.',
            at(NOW - 3_600_000),
            40104,
            '$.timestamp',
          ),
          invalid('in-seconds', 'A timestamp in seconds.', at(NOW / 1000), 40104, '$.timestamp'),
          invalid('in-microseconds', 'Or in microseconds.', at(NOW * 1000), 40104, '$.timestamp'),
          invalid('zero', '1970.', at(0), 40104, '$.timestamp', { flags: ['TimeWindow', 'FalsyDropped'] }),
        ],
      ),
    ],
  };
}

/** A wrong MAC comes before what the capability says: nobody without the secret gets a capability read. */
function precedenceGroup({ refuse }: Ask): CaseGroup {
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
      ...cases.map(([name, about, capability]) => refuse(name, about, 40101, 'mac', { capability }, other)),
      refuse('capability-under-unknown-key', 'A malformed capability under an unknown key.', 40400, 'keyName', {
        keyName: 'appId.other',
        capability: 'news',
      }),
      refuse(
        'line-feed-in-capability',
        'A line feed in the capability text belongs to the form: the sign text could be read in two ways.',
        40000,
        'capability',
        { capability: '{"a":\n["*"]}' },
        other,
      ),
      refuse('ttl-above-limit', 'So does the range of the ttl.', 40003, 'ttl', { ttl: 86_400_001 }, other),
      refuse('mac-of-old-request', 'A wrong MAC comes before an old timestamp.', 40101, 'mac', { timestamp: 0 }, other),
      refuse('capability-of-old-request', 'So does a malformed capability.', 40000, 'capability', {
        timestamp: 0,
        capability: 'news',
      }),
    ],
  );
}
