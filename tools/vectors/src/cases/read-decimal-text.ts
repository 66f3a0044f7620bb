import { group, invalid, invalidAt, json, memberTests, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NOW, REQUEST } from './material.js';

const of = (members: JsonObject) => ({ text: json({ ...REQUEST, ...members }) });
const { takes, refuses } = memberTests(of);

const withTimestamp = (number: string) => ({ text: json(REQUEST).replace(String(NOW), number) });
const withTtl = (number: string) => ({ text: `${json(REQUEST).slice(0, -1)},"ttl":${number}}` });

/** Whole numbers, as text and as JSON can write them. */
export const decimalGroups: readonly CaseGroup[] = [
  group(
    'decimal-text',
    'A whole number may come as decimal text.',
    { spec: ['TE4', 'TE5'], basis: 'decision', flags: ['DecimalStrings'] },
    [
      takes('ttl', "The documentation's own example has a ttl so.", 'ttl', '3600000', { basis: 'spec' }),
      takes('timestamp', 'A timestamp.', 'timestamp', String(NOW)),
      takes('largest', '2^53 - 1.', 'timestamp', '9007199254740991'),
      refuses('too-large', '2^53 + 1, which a double cannot hold.', 'timestamp', '9007199254740993'),
      invalidAt(
        'too-large-number',
        'The same as a number.',
        { text: json(REQUEST).replace(String(NOW), '9007199254740993') },
        'timestamp',
        { flags: ['NumberForm'] },
      ),
      refuses('thousands-of-digits', '5000 digits.', 'timestamp', '9'.repeat(5000)),
      refuses('leading-zero', 'A leading zero.', 'ttl', '060000'),
      refuses('plus-sign', 'A plus sign.', 'ttl', '+60000'),
      refuses('negative-zero', "'-0'.", 'ttl', '-0'),
      refuses('fraction', 'A fraction.', 'ttl', '60000.0'),
      refuses('exponent', 'An exponent.', 'ttl', '6e4'),
      refuses('hexadecimal', 'Another base.', 'ttl', '0x10'),
      refuses('white-space', 'White space.', 'ttl', ' 60000'),
      refuses('line-feed', 'A line feed at the end.', 'ttl', '60000\n'),
      refuses('group-separators', 'Group separators.', 'ttl', '60,000'),
      refuses('other-digits', 'Digits of another script.', 'ttl', '\u0661\u0662\u0663'),
      refuses('words', 'Words.', 'ttl', '1h'),
      refuses('empty', 'No digits.', 'ttl', '', { flags: ['DecimalStrings', 'EmptyForAbsent'] }),
    ],
  ),
  group(
    'numbers',
    'A number without a fraction is a whole number, however JSON writes it.',
    { spec: ['TE4', 'TE5'], basis: 'decision', flags: ['NumberForm'] },
    [
      valid('fraction-of-zero', 'A fraction of zero.', withTtl('60000.0')),
      valid('exponent', 'An exponent.', withTtl('6e4')),
      valid('exponent-with-sign', 'An exponent with a sign.', withTtl('6E+4')),
      valid('negative-exponent', 'A negative exponent that leaves a whole number.', withTtl('6000000e-2')),
      valid('timestamp-with-exponent', 'A timestamp in seconds and an exponent.', withTimestamp('1.75e12')),
      valid('negative-zero', '-0 is 0, and so an absent ttl.', withTtl('-0'), { flags: ['NumberForm', 'ZeroTtl'] }),
      valid('zero-with-fraction', 'So is 0.0.', withTtl('0.0'), { flags: ['NumberForm', 'ZeroTtl'] }),
      invalidAt('fraction-by-exponent', 'An exponent that leaves a fraction.', withTtl('15e-1'), 'ttl'),
      invalidAt('past-2-53', '2^53 with an exponent.', withTimestamp('9.007199254740992e15'), 'timestamp'),
      invalidAt('past-a-double', 'More than a double can hold.', withTimestamp('1e400'), 'timestamp'),
      invalidAt('thousands-of-digits', 'A number of 5000 digits.', withTimestamp('9'.repeat(5000)), 'timestamp'),
      invalid('leading-zero', 'JSON has no leading zeros.', withTtl('060000'), 40001, '$'),
      invalid('plus-sign', 'Nor a plus sign.', withTtl('+60000'), 40001, '$'),
      invalid('bare-fraction', 'Nor a fraction without digits before it.', withTtl('.5'), 40001, '$'),
      invalid('bare-dot', 'Nor a dot without digits after it.', withTtl('60000.'), 40001, '$'),
      invalid('hexadecimal', 'Nor another base.', withTtl('0x10'), 40001, '$'),
      invalid('infinity', 'Nor infinity.', withTtl('Infinity'), 40001, '$'),
    ],
  ),
];
