import type { Check } from './claims-of-values.testing.js';
import { byCodeUnits, capabilityText, type Entries } from './requests.testing.js';

/**
 * Claims of a capability text. The first text is the one that the claim describes, the second the one beside it:
 * `was signed with …` describes what was signed, `was sent with …` what was sent.
 */
type Describes = (text: string, other: string) => boolean | undefined;

const spaces =
  (colon: boolean, comma: boolean): Describes =>
  (text) => {
    const marks = outside(text, (mark, next) => (mark === ':' || mark === ',' ? [mark + next] : []));
    return (
      marks.some((pair) => pair.endsWith(' ')) &&
      marks.every((pair) => (pair.startsWith(':') ? colon : comma) === pair.endsWith(' '))
    );
  };
const escape =
  (pattern: RegExp, raw: RegExp): Describes =>
  (text, other) =>
    pattern.test(text) && raw.test(unescaped(other));
const indentedBy =
  (indent: string): Describes =>
  (text) =>
    new RegExp(`\\{\\r?\\n${indent}"`).test(text);
const parses: Describes = (text, other) => sameValue(text, other);
const ordered = (compare: (a: string, b: string) => number): Describes =>
  ofEntries((entries) => sorted(names(entries), compare) && !sorted(names(entries), byCodeUnits));

const DESCRIPTIONS: readonly (readonly [claim: RegExp, describes: Describes])[] = [
  [
    / a space after `:` and `,`$/,
    ofEntries(
      (entries, text) =>
        outside(text, (mark, next) => (mark === ':' && next !== ' ' ? ['x'] : [])).length === 0 && entries.length > 0,
    ),
  ],
  [/ a space after `:`$/, spaces(true, false)],
  [/ a space after `,`$/, spaces(false, true)],
  [/ text indented by two spaces$/, indentedBy('  ')],
  [/ text indented by four spaces$/, indentedBy('    ')],
  [/ text indented by tabs$/, indentedBy('\t')],
  [/ text indented by two spaces, with Windows line ends$/, (text) => /\{\r\n {2}"/.test(text)],
  [/ indented text with spaces around `:`/, (text) => /"\s:\s/.test(text) && text.includes('\n')],
  [/ indented text with lists of one item on one line$/, (text) => text.includes('\n')],
  [/ a line end after the capability text$/, (text) => /[\r\n]$/.test(text)],
  [/ white space around the capability text$/, (text) => text !== text.trim()],
  [/ a byte order mark before the capability text$/, (text) => text.startsWith('\ufeff')],
  [/ `\/` written as `\\\/`$/, escape(/\\\//, /\//)],
  [
    / characters outside ASCII written as `\\uxxxx`$/,
    (text, other) => lower(text) && /[^\0-\x7f]/.test(unescaped(other)),
  ],
  [/ U\+007F \(DEL\) written as `\\u007f`$/, escape(/\\u007f/i, /\x7f/)],
  [
    / characters outside ASCII written as `\\uXXXX`, in capital digits$/,
    (text, other) => /\\u(?=[0-9A-F]*[A-F])[0-9A-F]{4}|\\u\d{4}/.test(text) && /[^\0-\x7f]/.test(unescaped(other)),
  ],
  [/ U\+2028 or U\+2029 written as an escape$/, escape(/\\u202[89]/i, /[\u2028\u2029]/)],
  [/ `<`, `>` and `&` written as \\u003c, \\u003e and \\u0026$/, escape(/\\u00(3c|3e|26)/, /[<>&]/)],
  [/ `<`, `>`, `&`, `=` and `'` written as \\u003c and so on$/, escape(/\\u00(3c|3e|26|3d|27)/, /[<>&=']/)],
  [
    / that System\.Text\.Json escapes written as `\\uXXXX` in upper case$/,
    escape(/\\u00(3C|3E|26|27|2B|60|22|7F)|\\u[0-9A-F]{4}/, /[<>&'+`"\x7f-\uffff]/),
  ],
  [/ `<`, `>`, `&` or `'` written as \\u003C and so on$/, escape(/\\u00(3C|3E|26|27)/, /[<>&']/)],
  [/ in single quotes, as Python's str\(\) prints it$/, (text) => /^\{['"]/.test(text) && /['"]: \[/.test(text)],
  [/ with single quotes$/, (text) => text.includes("'") && !text.startsWith('{"')],
  [/ with `=>`, as Ruby's inspect prints it$/, (text) => /^\{".*" ?=> ?\[/s.test(text)],
  [/ as Java's Map\.toString prints it$/, (text) => /^\{[^"].*=\[.*\]\}$/s.test(text)],
  [
    / as Go's %v or %#v prints it: /,
    (text) => /^map\[.*\]$/s.test(text) || /^map\[string\]\[\]string\{".*":\[\]string\{".*"\}\}$/s.test(text),
  ],
  [
    / without quotes, as Dart's Map\.toString prints it$/,
    (text) => /^\{.*: \[.*\]\}$/s.test(text) && !/^\{\s*"/.test(text),
  ],
  [/ with `%\{` and `=>`, as Elixir's inspect prints it$/, (text) => /^%\{".*" => \[".*"\]\}$/s.test(text)],
  [/ in the form of PHP's serialize$/, (text) => /^a:\d+:\{(?:s:\d+:"|i:\d+;).*\}$/s.test(text)],
  [
    / as Swift's description prints it: /,
    (text, other) => text.startsWith('["') && text.endsWith(']]') && sameValue(`{${text.slice(1, -1)}}`, other),
  ],
  [/ as \[object Object\]$/, (text) => text === '[object Object]'],
  [/ as the word Array$/, (text) => text === 'Array'],
  [/ as JSON list, since its names are 0, 1, 2/, (text) => text.startsWith('[[')],
  [/ encoded to JSON twice: /, (text, other) => text.startsWith('"') && sameValue(String(JSON.parse(text)), other)],
  [
    / as \{"\*":\["\*"\]\}, a default, and another one was sent$/,
    (text, other) => text.replaceAll(' ', '') === '{"*":["*"]}' && other !== '' && other !== text,
  ],
  [
    / is absent, and was signed as \{"\*":\["\*"\]\}, /,
    (text, other) => text.replaceAll(' ', '') === '{"*":["*"]}' && other === '',
  ],
  [/ is absent, and was signed as \{\}$/, (text, other) => text === '{}' && other === ''],
  [/ is absent or empty, and was signed as \[\]$/, (text, other) => text === '[]' && ['', '{}'].includes(other)],
  [/ is absent, and was signed as two quotes$/, (text, other) => text === '""' && other === ''],
  [
    / as \{\} or \[\], and another one was sent$/,
    (text, other) => ['{}', '[]'].includes(text) && other !== '' && other !== text,
  ],
  [
    /^the capability \{"\*":\["\*"\]\} was added after signing; it was left empty/,
    (text, other) => text === '' && other.replaceAll(' ', '') === '{"*":["*"]}',
  ],
  [/ a single operation written without its list$/, (text) => /":\s*"/.test(text)],
  [/ as one text with commas, not as a list$/, (text) => /":\s*"[^"]*,[^"]*"/.test(text)],
  [/ an operation listed twice$/, ofEntries((entries) => entries.some(([, list]) => new Set(list).size < list.length))],
  [/ operations not sorted/, ofEntries((entries) => entries.some(([, list]) => !sorted(list, byCodeUnits)))],
  [/ its resources not sorted/, ofEntries((entries) => !sorted(names(entries), byCodeUnits))],
  [/ resources in code point order/, ordered((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))],
  [
    / integer-like resource names first, ascending/,
    ofEntries(
      (entries) =>
        sorted(
          names(entries).map((name) => (/^\d+$/.test(name) ? '0' : '1')),
          byCodeUnits,
        ) && !sorted(names(entries), byCodeUnits),
    ),
  ],
  [
    / numeric resource names sorted as numbers/,
    ofEntries((entries) =>
      sorted(
        names(entries)
          .filter((name) => /^\d+$/.test(name))
          .map(Number),
        (a, b) => a - b,
      ),
    ),
  ],
  [
    / resources sorted as a person's language sorts them$/,
    ofEntries(
      (entries) =>
        !sorted(names(entries), byCodeUnits) &&
        (sorted(names(entries), (a, b) => a.localeCompare(b, 'en')) || undefined),
    ),
  ],
  [
    / resources sorted without regard to case$/,
    ordered((a, b) =>
      Math.min(byCodeUnits(a.toLowerCase(), b.toLowerCase()), byCodeUnits(a.toUpperCase(), b.toUpperCase())),
    ),
  ],
  [
    / resource names in lower case$/,
    (text, other) =>
      text !== other &&
      text.toLowerCase() === other.toLowerCase() &&
      ofEntries((entries) => names(entries).every((name) => name === name.toLowerCase()))(text),
  ],
  [/ in another text$|, and sent in another$/, (text, other) => text !== other && sameValue(text, other)],
  [/ as the caller gave it, and sent in another text$/, (text, other) => text !== other && sameValue(text, other)],
];

/** The check for a claim of a capability text, if there is one. */
export function checkOfCapability(claim: string): Check | undefined {
  const describes = DESCRIPTIONS.find(([pattern]) => pattern.test(claim))?.[1];
  if (describes === undefined) return undefined;
  const isOfSent = / was sent with /.test(claim);
  const isOfText =
    /^the capability was (signed|sent) with /.test(claim) &&
    !/lower case|listed twice|without its list|single quotes|`=>`/.test(claim);
  return (signed, sent) => {
    const [text, other] = isOfSent ? [sent, signed] : [signed, sent];
    const described = describes(text, other);
    // A claim of how the text was written says as well that it is the same capability.
    return described === true && isOfText ? parses(text, other) : described;
  };
}

const names = (entries: Entries) => entries.map(([name]) => name);
const lower = (text: string) => /\\u(?=[0-9a-f]*[a-f])[0-9a-f]{4}|\\u\d{4}/.test(text);
const sorted = <T>(values: readonly T[], compare: (a: T, b: T) => number) =>
  values.every((value, index) => index === 0 || compare(values[index - 1] ?? value, value) <= 0);
const unescaped = (text: string) => {
  try {
    return capabilityText(entriesInOrder(text));
  } catch {
    return text;
  }
};

/** Undefined if the text is not a capability as JSON: another cause of the same text made it unreadable. */
function ofEntries(check: (entries: Entries, text: string) => boolean | undefined) {
  return (text: string): boolean | undefined => {
    try {
      return check(entriesInOrder(text), text);
    } catch {
      return undefined;
    }
  };
}

/** Whether two texts hold the same operations by resource, in any order and number. */
function sameValue(a: string, b: string): boolean | undefined {
  const value = (text: string) =>
    JSON.stringify(
      entriesInOrder(text.replace(/^\ufeff/, ''))
        .map(([name, list]) => [name, [...new Set(list)].sort(byCodeUnits)] as const)
        .sort(([x], [y]) => byCodeUnits(x, y)),
    );
  try {
    return value(a) === value(b);
  } catch {
    return undefined;
  }
}

/** Entries in the order of the text: integer-like names too, which an object would put first. */
function entriesInOrder(text: string): Entries {
  const marked = JSON.parse(
    text.replace(/("(?:[^"\\]|\\.)*")(\s*:)/g, (_match, name: string, colon: string) => `"_${name.slice(1)}${colon}`),
  ) as Record<string, string[]>;
  return Object.entries(marked).map(([name, list]) => {
    if (!Array.isArray(list)) throw new TypeError('not a list');
    return [name.slice(1), list] as const;
  });
}

/** What `of` finds at each mark outside of strings, with the character that follows. */
function outside(text: string, of: (mark: string, next: string) => readonly string[]): readonly string[] {
  const blanked = text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => '"'.repeat(string.length));
  return Array.from(blanked).flatMap((mark, index) => of(mark, blanked[index + 1] ?? ''));
}
