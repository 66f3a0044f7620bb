import { group, invalid, json, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NOW, REQUEST } from './material.js';

const of = (members: JsonObject) => ({ text: json({ ...REQUEST, ...members }) });

/** Whole numbers that come as text. */
export const decimalGroups: readonly CaseGroup[] = [
  group(
    'decimal-text',
    'A whole number may come as decimal text.',
    { spec: ['TE4', 'TE5'], basis: 'decision', flags: ['DecimalStrings'] },
    [
      valid('ttl', "The documentation's own example has a ttl so.", of({ ttl: '3600000' }), { basis: 'spec' }),
      valid('timestamp', 'A timestamp.', of({ timestamp: String(NOW) })),
      valid('largest', '2^53 - 1.', of({ timestamp: '9007199254740991' })),
      invalid(
        'too-large',
        '2^53 + 1, which a double cannot hold.',
        of({ timestamp: '9007199254740993' }),
        40003,
        '$.timestamp',
      ),
      invalid(
        'too-large-number',
        'The same as a number.',
        { text: json(REQUEST).replace(String(NOW), '9007199254740993') },
        40003,
        '$.timestamp',
        { flags: ['NumberForm'] },
      ),
      invalid('leading-zero', 'A leading zero.', of({ ttl: '060000' }), 40003, '$.ttl'),
      invalid('plus-sign', 'A plus sign.', of({ ttl: '+60000' }), 40003, '$.ttl'),
      invalid('negative-zero', "'-0'.", of({ ttl: '-0' }), 40003, '$.ttl'),
      invalid('fraction', 'A fraction.', of({ ttl: '60000.0' }), 40003, '$.ttl'),
      invalid('exponent', 'An exponent.', of({ ttl: '6e4' }), 40003, '$.ttl'),
      invalid('hexadecimal', 'Another base.', of({ ttl: '0x10' }), 40003, '$.ttl'),
      invalid('white-space', 'White space.', of({ ttl: ' 60000' }), 40003, '$.ttl'),
      invalid('line-feed', 'A line feed at the end.', of({ ttl: '60000\n' }), 40003, '$.ttl'),
      invalid('group-separators', 'Group separators.', of({ ttl: '60,000' }), 40003, '$.ttl'),
      invalid('other-digits', 'Digits of another script.', of({ ttl: '\u0661\u0662\u0663' }), 40003, '$.ttl'),
      invalid('words', 'Words.', of({ ttl: '1h' }), 40003, '$.ttl'),
      invalid('empty', 'No digits.', of({ ttl: '' }), 40003, '$.ttl', {
        flags: ['DecimalStrings', 'EmptyForAbsent'],
      }),
    ],
  ),
];
