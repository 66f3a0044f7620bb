import { each, group, ofText, valid, type CaseGroup, type Traits } from '../authoring.js';
import { capabilityOf } from './material.js';

const ofName = (name: string, about: string, resource: string, traits: Traits = {}) =>
  valid(name, about, { capability: capabilityOf(resource) }, traits);

/** How strings are written. */
export const stringGroups: readonly CaseGroup[] = [
  group(
    'escapes',
    'Strings are written as RFC 8785 has it: the shortest escapes, all else raw.',
    { spec: ['RSA9f'], basis: 'decision' },
    [
      ofText('quote-and-backslash', 'A quote and a backslash are escaped.', '{"a\\"b\\\\c":["*"]}'),
      ...each({ flags: ['LongEscapes'] }, [
        ofText(
          'short-escapes',
          'Five control characters have a short escape.',
          '{"\\u0008\\u0009\\u000a\\u000c\\u000d":["*"]}',
        ),
        ofText('other-controls', 'The others are \\u00xx.', '{"\\u0000\\u0001\\u001F":["*"]}'),
        ofText('vertical-tab', 'U+000B has no short escape, and its digits are small.', '{"\\u000B":["*"]}'),
      ]),
      ofText('needless-escape', 'A character that needs no escape is raw.', '{"\\u0061\\u0062":["\\u0070ublish"]}', {
        flags: ['VerbatimText'],
      }),
      ofName('slash', "'/' is raw.", 'a/b', { flags: ['SlashEscaped'] }),
      ofText('escaped-slash', "'\\/' is '/'.", '{"a\\/b":["publish"]}', { flags: ['SlashEscaped', 'VerbatimText'] }),
      ofName('html', 'Characters of HTML are raw.', "<a href='x'>&=", { flags: ['HtmlEscaped'] }),
      ofText('html-escaped', 'Escaped ones become raw.', '{"\\u003ca\\u003e\\u0026\\u003d\\u0027":["publish"]}', {
        flags: ['HtmlEscaped', 'VerbatimText'],
      }),
      ofName('apostrophe', 'An apostrophe is raw, and no quote.', "it's", { flags: ['HtmlEscaped', 'LenientJson'] }),
      ofName('latin', "'é' is raw.", '\u00e9', { flags: ['NonAsciiEscaped'] }),
      ofText('latin-escaped', 'And becomes raw.', '{"\\u00e9":["publish"]}', {
        flags: ['NonAsciiEscaped', 'VerbatimText'],
      }),
      ...each({ flags: ['NonAsciiEscaped'] }, [
        ofName('cjk', 'So are other scripts.', '\u9891\u9053'),
        ofName('emoji', 'And characters beyond U+FFFF.', '\ud83d\ude00'),
      ]),
      ofText('emoji-escaped', 'An escaped pair is one character.', '{"\\ud83d\\uDE00":["publish"]}', {
        flags: ['NonAsciiEscaped', 'LoneSurrogate'],
      }),
      ...each({ flags: ['LineSeparatorEscaped'] }, [
        ofName('line-separators', 'U+2028 and U+2029 are raw.', '\u2028\u2029'),
        ofText('line-separators-escaped', 'Escaped ones become raw.', '{"\\u2028\\u2029":["publish"]}'),
      ]),
      ofText('delete', 'U+007F is raw: JSON does not escape it.', '{"\\u007f":["publish"]}', {
        flags: ['DeleteEscaped'],
      }),
      ofText('c1-controls', 'So are U+0080 to U+009F.', '{"\\u0080\\u0085\\u009f":["publish"]}', {
        flags: ['DeleteEscaped', 'NonAsciiEscaped'],
      }),
      ofText('byte-order-mark-in-name', 'U+FEFF inside a name stays.', '{"\\ufeffa":["publish"]}', {
        flags: ['WhiteSpaceStripped'],
      }),
      ofText('replacement-character', 'U+FFFD is a character like any other.', '{"\\ufffd":["publish"]}', {
        flags: ['LoneSurrogate'],
      }),
      ofText(
        'combining-accents',
        'Composed and decomposed forms are two names.',
        '{"\u00e9":["publish"],"e\u0301":["subscribe"]}',
        { flags: ['Normalised'] },
      ),
      ofText('singleton', 'U+212B and U+00C5 are two names.', '{"\u212b":["publish"],"\u00c5":["subscribe"]}', {
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
      ofText('proto', "'__proto__' is a name like any other.", '{"a":["subscribe"],"__proto__":["publish"]}'),
      valid('proto-object', 'The same from an object.', { capability: { ['__proto__']: ['publish'], b: ['*'] } }),
      ofText(
        'constructor',
        'So are the names that every JavaScript object has.',
        '{"toString":["publish"],"constructor":["publish"],"hasOwnProperty":["publish"]}',
      ),
    ]),
    ofText('null-and-true', "'null' and 'true' are texts.", '{"null":["true"],"true":["null"]}', {
      flags: ['FalsyDropped'],
    }),
    ofText('zero', "'0' is a name, and an operation.", '{"0":["0"]}', { flags: ['FalsyDropped', 'ListForObject'] }),
    ofText('space', 'A space is a name.', '{" ":[" "]}', { flags: ['WhiteSpaceStripped'] }),
    ofText(
      'literal-star',
      "'foo*' is a name, no pattern; it stays as it is.",
      '{"foo*":["publish"],"*foo":["publish"]}',
      { flags: ['LiteralStar'] },
    ),
    ofText(
      'wildcard-beside-names',
      "'*' among the resources swallows nothing.",
      '{"*":["subscribe"],"a":["publish"]}',
      { flags: ['WildcardSwallows'] },
    ),
  ]),
];
