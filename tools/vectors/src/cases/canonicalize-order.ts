import { each, group, ofText, valid, type CaseGroup, type Traits } from '../authoring.js';
import { DOCUMENTED_OPERATIONS } from './material.js';

const ordered = (name: string, about: string, names: readonly string[], traits: Traits = {}) =>
  ofText(name, about, `{${names.map((resource) => `${JSON.stringify(resource)}:["*"]`).join(',')}}`, traits);

/** The order of resources and of operations. */
export const orderGroups: readonly CaseGroup[] = [
  group(
    'order-of-resources',
    'Resources stand in forward lexicographic order: of UTF-16 code units, as in RFC 8785.',
    { spec: ['RSA9f'], basis: 'decision' },
    [
      ...each({ basis: 'spec', flags: ['VerbatimText'] }, [
        ordered('reversed', 'Names come in order.', ['c', 'b', 'a']),
        valid('object-reversed', 'The order of an object says nothing.', {
          capability: { c: ['*'], b: ['*'], a: ['*'] },
        }),
      ]),
      ordered('prefix-first', 'A name comes before the names that begin with it.', ['ab', 'a', 'abc'], {
        basis: 'spec',
      }),
      ...each({ flags: ['LocaleOrder'] }, [
        ordered('capitals-first', 'Capitals come before small letters.', ['a', 'B', 'A', 'b']),
        ordered('digits-punctuation-letters', 'The order is that of the codes, not of a dictionary.', [
          'a_b',
          'a-b',
          'a:b',
          'ab',
          'a b',
          'a1',
          'aB',
        ]),
        ordered('accents-last', "'é' comes after 'z', not beside 'e'.", ['zebra', '\u00e9tude', 'etude', 'f']),
        ordered('hyphen-counts', 'A hyphen counts like any other character.', ['coop', 'co-op', 'con']),
      ]),
      ordered('integer-like', "'10' comes before '9'.", ['9', '10', '1'], {
        flags: ['IntegerLikeNames', 'NumericNames'],
      }),
      ...each({ flags: ['IntegerLikeNames'] }, [
        valid('integer-like-object', 'The same from an object.', {
          capability: { '9': ['*'], '10': ['*'], '1': ['*'] },
        }),
        ordered('integer-like-after-punctuation', "A name that begins with '!' or '*' comes before the digits.", [
          '*',
          '1',
          '!',
        ]),
      ]),
      ...each({ flags: ['IntegerLikeNames', 'NumericNames'] }, [
        ordered('integer-like-beside-letters', 'Digits and letters keep one order.', ['2a', '2', '10a', '10']),
        ordered('zero-and-leading-zero', "'0' and '00' are two names.", ['00', '0', '01', '1']),
      ]),
      ordered(
        'largest-array-index',
        'The largest index of a JavaScript array is not an exception.',
        ['4294967294', '4294967295', '5'],
        { flags: ['IntegerLikeNames'] },
      ),
      ordered('exponents', "'1e1' is not a number.", ['9', '1e1', '1.5'], { flags: ['NumericNames'] }),
      ordered('negative-numbers', "Nor is '-2'.", ['-10', '-2', '-1'], { flags: ['NumericNames'] }),
      ofText('list-indices', 'Names 0 and 1 do not make a list.', '{"0":["publish"],"1":["subscribe"]}', {
        flags: ['ListForObject'],
      }),
      ...each({ flags: ['CodePointOrder'] }, [
        ordered('astral-before-private-use', 'U+1F600 begins with U+D83D, and so comes before U+E000.', [
          '\ue000',
          '\ud83d\ude00',
        ]),
        ordered('astral-before-full-width', 'U+10000 comes before U+FF5E.', ['\uff5e', '\ud800\udc00', 'a']),
        ordered('astral-inside-names', 'The same in the middle of a name.', ['x\ufb33y', 'x\ud83d\ude00y']),
        ordered(
          'private-use-and-astral-in-turn',
          'Names of both kinds in turn, so that each is compared with each, either way.',
          ['\ud83d\ude01', '\ue000', '\ud83d\ude00', '\ue001', '\ud800\udc00', '\uffef'],
        ),
        ordered(
          'astral-after-its-beginning',
          'A name comes before the same name with a character beyond U+FFFF after it.',
          ['a\ud83d\ude00', 'a', 'ab', 'a\uff5e'],
        ),
        ordered('astral-among-themselves', 'Two names beyond the BMP.', [
          '\ud83d\ude01',
          '\ud83d\ude00',
          '\udbff\udffd',
        ]),
        ordered('last-of-bmp', 'U+D7FF comes before, U+E000 after everything beyond the BMP.', [
          '\ue000',
          '\ud83d\ude00',
          '\ud7ff',
        ]),
      ]),
      ordered('colon-and-star', 'Patterns have no order of their own.', ['foo:bar', 'foo:*', 'foo', '*', 'foo!']),
      ordered('qualifiers', 'Nor have qualifiers.', ['a', '[queue]a', '[*]a', 'Z']),
    ],
  ),
  group(
    'order-of-operations',
    'The operations of a resource stand in the same order, each once.',
    { spec: ['RSA9f'], basis: 'decision' },
    [
      ofText('reversed', 'Operations come in order.', '{"a":["subscribe","publish","history"]}', {
        basis: 'spec',
        flags: ['UnsortedOperations', 'VerbatimText'],
      }),
      ...each({ basis: 'spec', flags: ['UnsortedOperations'] }, [
        valid('object-reversed', 'The same from an object.', { capability: { a: ['subscribe', 'publish'] } }),
        ofText(
          'second-resource',
          'Every list is ordered, not the first alone.',
          '{"a":["publish"],"b":["subscribe","publish"]}',
        ),
      ]),
      valid(
        'every-known-operation',
        'The documented operations, in one list.',
        { capability: { a: [...DOCUMENTED_OPERATIONS] } },
        { flags: ['UnsortedOperations', 'ClosedOperations'] },
      ),
      ofText('integer-like', 'Operations are not numbers.', '{"a":["9","10"]}', { flags: ['NumericNames'] }),
      ofText('astral', 'The order is of UTF-16 code units here too.', '{"a":["\ufb33","\ud83d\ude00"]}', {
        flags: ['CodePointOrder'],
      }),
      ofText('capitals', 'Capitals first.', '{"a":["publish","Publish","PUBLISH"]}', { flags: ['LocaleOrder'] }),
      ...each({ flags: ['DuplicateOperations'] }, [
        ofText('duplicate', 'An operation counts once.', '{"a":["publish","publish"]}'),
        valid('duplicate-apart', 'Also where the two do not stand together.', {
          capability: { a: ['subscribe', 'history', 'subscribe'] },
        }),
        ofText('duplicate-wildcard', "'*' twice is '*'.", '{"a":["*","*"]}'),
        ofText(
          'duplicate-by-escape',
          'An escape does not make another operation.',
          '{"a":["publish","\\u0070ublish"]}',
        ),
      ]),
    ],
  ),
];
