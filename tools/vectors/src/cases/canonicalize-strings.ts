import { each, group, valid, type CaseGroup } from '../authoring.js';

const text = (value: string) => ({ text: value });

/** How strings are written. */
export const stringGroups: readonly CaseGroup[] = [
  group(
    'escapes',
    'Strings are written as RFC 8785 has it: the shortest escapes, all else raw.',
    { spec: ['RSA9f'], basis: 'decision' },
    [
      valid('quote-and-backslash', 'A quote and a backslash are escaped.', text('{"a\\"b\\\\c":["*"]}')),
      ...each({ flags: ['LongEscapes'] }, [
        valid(
          'short-escapes',
          'Five control characters have a short escape.',
          text('{"\\u0008\\u0009\\u000a\\u000c\\u000d":["*"]}'),
        ),
        valid('other-controls', 'The others are \\u00xx.', text('{"\\u0000\\u0001\\u001F":["*"]}')),
        valid('vertical-tab', 'U+000B has no short escape, and its digits are small.', text('{"\\u000B":["*"]}')),
      ]),
      valid(
        'needless-escape',
        'A character that needs no escape is raw.',
        text('{"\\u0061\\u0062":["\\u0070ublish"]}'),
        { flags: ['VerbatimText'] },
      ),
      valid('slash', "'/' is raw.", { capability: { 'a/b': ['publish'] } }, { flags: ['SlashEscaped'] }),
      valid('escaped-slash', "'\\/' is '/'.", text('{"a\\/b":["publish"]}'), {
        flags: ['SlashEscaped', 'VerbatimText'],
      }),
      valid(
        'html',
        'Characters of HTML are raw.',
        { capability: { "<a href='x'>&=": ['publish'] } },
        { flags: ['HtmlEscaped'] },
      ),
      valid('html-escaped', 'Escaped ones become raw.', text('{"\\u003ca\\u003e\\u0026\\u003d\\u0027":["publish"]}'), {
        flags: ['HtmlEscaped', 'VerbatimText'],
      }),
      valid(
        'apostrophe',
        'An apostrophe is raw, and no quote.',
        { capability: { "it's": ['publish'] } },
        { flags: ['HtmlEscaped', 'LenientJson'] },
      ),
      valid('latin', "'é' is raw.", { capability: { '\u00e9': ['publish'] } }, { flags: ['NonAsciiEscaped'] }),
      valid('latin-escaped', 'And becomes raw.', text('{"\\u00e9":["publish"]}'), {
        flags: ['NonAsciiEscaped', 'VerbatimText'],
      }),
      ...each({ flags: ['NonAsciiEscaped'] }, [
        valid('cjk', 'So are other scripts.', { capability: { '\u9891\u9053': ['publish'] } }),
        valid('emoji', 'And characters beyond U+FFFF.', { capability: { '\ud83d\ude00': ['publish'] } }),
      ]),
      valid('emoji-escaped', 'An escaped pair is one character.', text('{"\\ud83d\\uDE00":["publish"]}'), {
        flags: ['NonAsciiEscaped', 'LoneSurrogate'],
      }),
      ...each({ flags: ['LineSeparatorEscaped'] }, [
        valid('line-separators', 'U+2028 and U+2029 are raw.', { capability: { '\u2028\u2029': ['publish'] } }),
        valid('line-separators-escaped', 'Escaped ones become raw.', text('{"\\u2028\\u2029":["publish"]}')),
      ]),
      valid('delete', 'U+007F is raw: JSON does not escape it.', text('{"\\u007f":["publish"]}'), {
        flags: ['DeleteEscaped'],
      }),
      valid('c1-controls', 'So are U+0080 to U+009F.', text('{"\\u0080\\u0085\\u009f":["publish"]}'), {
        flags: ['DeleteEscaped', 'NonAsciiEscaped'],
      }),
      valid('byte-order-mark-in-name', 'U+FEFF inside a name stays.', text('{"\\ufeffa":["publish"]}'), {
        flags: ['WhiteSpaceStripped'],
      }),
      valid('replacement-character', 'U+FFFD is a character like any other.', text('{"\\ufffd":["publish"]}'), {
        flags: ['LoneSurrogate'],
      }),
      valid(
        'combining-accents',
        'Composed and decomposed forms are two names.',
        text('{"\u00e9":["publish"],"e\u0301":["subscribe"]}'),
        { flags: ['Normalised'] },
      ),
      valid('singleton', 'U+212B and U+00C5 are two names.', text('{"\u212b":["publish"],"\u00c5":["subscribe"]}'), {
        flags: ['Normalised'],
      }),
      valid(
        'in-operations',
        'Operations are written in the same way.',
        { capability: { a: ['x/y', '\u00e9<\u2028', '"'] } },
        { flags: ['SlashEscaped', 'NonAsciiEscaped', 'HtmlEscaped', 'LineSeparatorEscaped'] },
      ),
    ],
  ),
  group('names', 'Any text but the empty one names a resource.', { spec: ['TK2b'], basis: 'decision' }, [
    ...each({ flags: ['PrototypeNames'] }, [
      valid('proto', "'__proto__' is a name like any other.", text('{"a":["subscribe"],"__proto__":["publish"]}')),
      valid('proto-object', 'The same from an object.', { capability: { ['__proto__']: ['publish'], b: ['*'] } }),
      valid(
        'constructor',
        'So are the names that every JavaScript object has.',
        text('{"toString":["publish"],"constructor":["publish"],"hasOwnProperty":["publish"]}'),
      ),
    ]),
    valid('null-and-true', "'null' and 'true' are texts.", text('{"null":["true"],"true":["null"]}'), {
      flags: ['FalsyDropped'],
    }),
    valid('zero', "'0' is a name, and an operation.", text('{"0":["0"]}'), {
      flags: ['FalsyDropped', 'ListForObject'],
    }),
    valid('space', 'A space is a name.', text('{" ":[" "]}'), { flags: ['WhiteSpaceStripped'] }),
    valid(
      'literal-star',
      "'foo*' is a name, no pattern; it stays as it is.",
      text('{"foo*":["publish"],"*foo":["publish"]}'),
      { flags: ['LiteralStar'] },
    ),
    valid(
      'wildcard-beside-names',
      "'*' among the resources swallows nothing.",
      text('{"*":["subscribe"],"a":["publish"]}'),
      { flags: ['WildcardSwallows'] },
    ),
  ]),
];
