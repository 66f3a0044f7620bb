import { group, refused, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { EXPIRES, ISSUED, type JwtSigner } from './jwt-material.js';
import { NOW } from './material.js';

const DAY = 86_400;

/** Times by the clock of the verifier. */
export function lifeGroups({ claiming, adding }: JwtSigner): readonly CaseGroup[] {
  const at = (iat: number, exp: number, now = NOW) => claiming({ iat, exp }, now);
  const END = EXPIRES * 1000;
  const notBefore = (nbf: number, now = NOW) => claiming({ iat: ISSUED, nbf, exp: EXPIRES }, now);
  const tolerating = (input: JsonObject, clockToleranceMs = 5000) => ({ ...input, clockToleranceMs });

  return [
    group('expiry', 'A JWT ends with its exp.', { spec: ['TN3'], basis: 'spec', flags: ['JwtLife'] }, [
      valid(
        'numbers-in-another-form',
        'A number without a fraction is whole, however JSON writes it.',
        claiming(`{"iat":1.75e9,"exp":${EXPIRES}.0}`),
        { flags: ['NumberForm'] },
      ),
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
      'not-before',
      'A JWT with nbf is accepted from then on (RFC 7519 §4.1.5).',
      { spec: ['TN3'], basis: 'decision', flags: ['JwtLife'] },
      [
        valid('boundary', 'At nbf itself.', notBefore(ISSUED + 60, NOW + 60_000)),
        refused('a-millisecond-early', 'A millisecond before.', notBefore(ISSUED + 60, NOW + 59_999), 'not-yet-valid'),
        refused('a-second-early', 'A second before.', notBefore(ISSUED + 1), 'not-yet-valid'),
        valid('before-iat', 'nbf before iat says nothing more.', notBefore(ISSUED - 3600)),
        valid('zero', '0 is a time.', notBefore(0), { flags: ['JwtLife', 'FalsyDropped'] }),
        refused('after-exp', 'nbf after exp: never valid.', notBefore(EXPIRES + 1), 'not-yet-valid'),
        refused('in-milliseconds', 'nbf in milliseconds.', notBefore(NOW), 'not-yet-valid', { flags: ['JwtSeconds'] }),
        refused('text', 'Text.', adding({ nbf: String(ISSUED) }), 'claims', { flags: ['JwtClaims'] }),
        refused('null', 'null.', adding({ nbf: null }), 'claims', { flags: ['JwtClaims'] }),
        refused('fraction', 'A fraction of a second.', adding({ nbf: ISSUED - 0.5 }), 'claims', {
          flags: ['JwtClaims'],
        }),
        refused('negative', 'Before 1970.', adding({ nbf: -1 }), 'claims', { flags: ['JwtClaims'] }),
      ],
    ),
    group(
      'tolerance',
      'A tolerance for the clock of the signer applies to iat and nbf, never to exp.',
      { spec: ['TN3'], basis: 'decision', flags: ['JwtTolerance'], features: ['clock-tolerance'] },
      [
        valid('iat-within', 'iat 5 s ahead.', tolerating(at(ISSUED + 5, EXPIRES))),
        refused('iat-beyond', 'iat 6 s ahead.', tolerating(at(ISSUED + 6, EXPIRES)), 'iat-in-future'),
        valid('nbf-within', 'nbf 5 s ahead.', tolerating(notBefore(ISSUED + 5))),
        refused('nbf-beyond', 'nbf 6 s ahead.', tolerating(notBefore(ISSUED + 6)), 'not-yet-valid'),
        refused('exp-now', 'exp is reached.', tolerating(at(ISSUED, EXPIRES, END)), 'expired'),
        refused('exp-a-second-ago', 'exp a second ago.', tolerating(at(ISSUED, EXPIRES, END + 1000)), 'expired'),
        refused('none', 'No tolerance.', tolerating(at(ISSUED + 1, EXPIRES), 0), 'iat-in-future'),
      ],
    ),
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
