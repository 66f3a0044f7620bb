import { group, refused, valid, type CaseGroup } from '../authoring.js';
import { EXPIRES, ISSUED, type JwtSigner } from './jwt-material.js';
import { NOW } from './material.js';

const DAY = 86_400;

/** Times by the clock of whoever verifies. */
export function lifeGroups({ claiming }: JwtSigner): readonly CaseGroup[] {
  const at = (iat: number, exp: number, now = NOW) => claiming({ iat, exp }, now);
  const END = EXPIRES * 1000;

  return [
    group('expiry', 'A JWT ends with its exp.', { spec: ['TN3'], basis: 'spec', flags: ['JwtLife'] }, [
      valid('last-millisecond', 'A millisecond before.', at(ISSUED, EXPIRES, END - 1)),
      refused('boundary', 'At exp itself.', at(ISSUED, EXPIRES, END), 'expired'),
      refused('a-millisecond-later', 'A millisecond after.', at(ISSUED, EXPIRES, END + 1), 'expired'),
      refused(
        'an-hour-later',
        'An hour after: a clock that is off, as after a change to summer time.',
        at(ISSUED, EXPIRES, END + 3_600_000),
        'expired',
      ),
      refused('long-ago', 'Years ago.', at(1_000_000_000, 1_000_003_600), 'expired'),
      refused('of-1970', '0 is a time.', at(0, 1), 'expired', { flags: ['JwtLife', 'FalsyDropped'] }),
    ]),
    group('issue', 'A JWT begins with its iat.', { spec: ['TN3'], basis: 'spec', flags: ['JwtLife'] }, [
      valid('boundary', 'At iat itself.', at(ISSUED, EXPIRES)),
      refused('a-millisecond-early', 'A millisecond before.', at(ISSUED, EXPIRES, NOW - 1), 'iat-in-future'),
      refused('a-second-early', 'A second before.', at(ISSUED + 1, EXPIRES), 'iat-in-future'),
      refused('an-hour-early', 'An hour before.', at(ISSUED + 3600, EXPIRES + 3600), 'iat-in-future'),
    ]),
    group(
      'length',
      'A life of 24 hours at most, and more than none.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtLife', 'Limit'] },
      [
        valid('a-day', '24 hours.', at(ISSUED, ISSUED + DAY)),
        refused('a-second-over-a-day', 'A second more.', at(ISSUED, ISSUED + DAY + 1), 'ttl'),
        refused(
          'old-and-over-a-day',
          'More than a day, of which less than one is left.',
          at(ISSUED - DAY, ISSUED + 60),
          'ttl',
        ),
        refused('a-year', 'A year.', at(ISSUED, ISSUED + 365 * DAY), 'ttl'),
        valid('a-second', 'One second.', at(ISSUED, ISSUED + 1), { basis: 'decision' }),
        refused('none', 'exp is iat.', at(ISSUED, ISSUED), undefined, { flags: ['JwtLife'] }),
        refused('backwards', 'exp before iat, and both still to come.', at(ISSUED + 120, ISSUED + 60), undefined, {
          flags: ['JwtLife'],
        }),
      ],
    ),
    group(
      'seconds',
      'Times are in seconds, not in milliseconds.',
      { spec: ['TN3'], basis: 'spec', flags: ['JwtSeconds'] },
      [
        refused(
          'both-in-milliseconds',
          'iat and exp in milliseconds, a minute apart.',
          at(NOW, NOW + 60_000),
          'iat-in-future',
        ),
        refused('exp-in-milliseconds', 'exp alone: it would live for 55000 years.', at(ISSUED, END), 'ttl'),
        refused('iat-in-milliseconds', 'iat alone.', at(NOW, EXPIRES), undefined),
        refused('life-for-exp', 'exp as the seconds to live.', at(ISSUED, 3600), undefined),
      ],
    ),
  ];
}
