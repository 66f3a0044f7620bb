import { indented, spacing } from '../internal/capability-style.js';
import { escapeAs } from '../internal/escapes.js';
import { quirkOf, type SerializerQuirk } from '../internal/serializer-quirks.js';

// White space and escapes. Canonical text is compact, with no escape but those that JSON demands.

const COMPACT = 'Write compact JSON: no pretty printer, no indentation.';

export const WRITING_QUIRKS: readonly SerializerQuirk[] = [
  quirkOf(
    { spaces: spacing(': ', ', ') },
    'capability.space-after-separators',
    'a space after `:` and `,`',
    "Python's json.dumps does so by default; pass separators=(',', ':').",
    ['Python json.dumps', 'ably-python'],
  ),
  quirkOf({ rare: true, spaces: spacing(': ', ',') }, 'capability.space-after-colon', 'a space after `:`', COMPACT, [
    'text written by hand',
    'YAML flow style',
  ]),
  quirkOf({ rare: true, spaces: spacing(':', ', ') }, 'capability.space-after-comma', 'a space after `,`', COMPACT, [
    'text written by hand',
  ]),
  quirkOf(
    { rare: true, spaces: spacing(': ', ', ', ' ') },
    'capability.space-inside-brackets',
    'spaces inside the brackets and after `:` and `,`',
    COMPACT,
    ['text written by hand'],
  ),
  quirkOf({ spaces: indented('  ', ': ') }, 'capability.indented-2', 'text indented by two spaces', COMPACT, [
    'JSON.stringify(value, null, 2)',
    'Gson setPrettyPrinting',
    'Ruby JSON.pretty_generate',
    'Rust to_string_pretty',
    'System.Text.Json WriteIndented',
  ]),
  quirkOf({ spaces: indented('    ', ': ') }, 'capability.indented-4', 'text indented by four spaces', COMPACT, [
    'PHP JSON_PRETTY_PRINT',
    'Python json.dumps(indent=4)',
  ]),
  quirkOf({ spaces: indented('\t', ': ') }, 'capability.indented-tab', 'text indented by tabs', COMPACT, [
    'Go json.MarshalIndent',
  ]),
  quirkOf(
    { spaces: indented('  ', ': ', '\r\n') },
    'capability.indented-crlf',
    'text indented by two spaces, with Windows line ends',
    COMPACT,
    ['Newtonsoft.Json Formatting.Indented', 'System.Text.Json WriteIndented'],
  ),
  quirkOf(
    { spaces: indented('  ', ' : ', '\n', true) },
    'capability.indented-jackson',
    'indented text with spaces around `:` and inside `[ ]`',
    COMPACT,
    ['Jackson writerWithDefaultPrettyPrinter'],
  ),
  quirkOf(
    { spaces: { ...indented('  ', ': '), inlineSingle: true } },
    'capability.indented-org-json',
    'indented text with lists of one item on one line',
    COMPACT,
    ['org.json toString(2)'],
  ),
  quirkOf(
    { spaces: indented('  ', ' : ') },
    'capability.indented-swift',
    'indented text with spaces around `:`',
    'Leave .prettyPrinted out.',
    ['Swift JSONSerialization and JSONEncoder .prettyPrinted'],
  ),
  quirkOf(
    { rare: true, ends: (text) => `${text}\n` },
    'capability.line-end-after',
    'a line end after the capability text',
    'Trim the text: files, heredocs and `echo` add the line end.',
    ['text read from a file', 'Python json.dump with print', 'Go json.Encoder'],
  ),
  quirkOf(
    { rare: true, ends: (text) => ` ${text} ` },
    'capability.space-around',
    'white space around the capability text',
    'Trim the text.',
    ['text read from a file'],
  ),
  quirkOf(
    { rare: true, ends: (text) => `\ufeff${text}` },
    'capability.byte-order-mark',
    'a byte order mark before the capability text',
    'Read and write the text as UTF-8 without a byte order mark.',
    ['.NET Encoding.UTF8 streams', 'Windows editors'],
  ),
  quirkOf(
    { feature: 'slash', escapes: [escapeAs(/\//g, () => '\\/')] },
    'capability.escaped-slash',
    '`/` written as `\\/`',
    'PHP: JSON_UNESCAPED_SLASHES; Swift: .withoutEscapingSlashes.',
    ['PHP json_encode', 'ably-php', 'Swift JSONSerialization and JSONEncoder', 'Objective-C NSJSONSerialization'],
  ),
  quirkOf(
    { feature: 'nonAscii', escapes: [escapeAs(/[\u0080-\uffff]/g, 'lower')] },
    'capability.escaped-non-ascii',
    'characters outside ASCII written as `\\uxxxx`',
    'Python: ensure_ascii=False; PHP: JSON_UNESCAPED_UNICODE.',
    ['Python json.dumps', 'ably-python', 'PHP json_encode', 'ably-php', 'Ruby JSON.generate(ascii_only: true)'],
  ),
  quirkOf(
    { feature: 'del', escapes: [escapeAs(/\u007f/g, 'lower')] },
    'capability.escaped-del',
    'U+007F (DEL) written as `\\u007f`',
    'Python: ensure_ascii=False.',
    ['Python json.dumps', 'ably-python'],
  ),
  quirkOf(
    { feature: 'nonAscii', escapes: [escapeAs(/[\u0080-\uffff]/g, 'upper')] },
    'capability.escaped-non-ascii-upper',
    'characters outside ASCII written as `\\uXXXX`, in capital digits',
    '.NET: JavaScriptEncoder.UnsafeRelaxedJsonEscaping; Jackson: not ESCAPE_NON_ASCII.',
    ['System.Text.Json', 'Jackson ESCAPE_NON_ASCII'],
  ),
  quirkOf(
    { feature: 'nonAscii', rare: true, escapes: [escapeAs(/[\u2028\u2029]/g, 'lower')] },
    'capability.escaped-line-separators',
    'U+2028 or U+2029 written as an escape',
    'PHP: JSON_UNESCAPED_LINE_TERMINATORS.',
    ['PHP json_encode', 'Go encoding/json', 'Gson', 'Rails to_json'],
  ),
  quirkOf(
    { feature: 'html', escapes: [escapeAs(/[<>&\u2028\u2029]/g, 'lower')] },
    'capability.escaped-html',
    '`<`, `>` and `&` written as \\u003c, \\u003e and \\u0026',
    'Go: SetEscapeHTML(false) on an Encoder; Rails: ActiveSupport.escape_html_entities_in_json = false.',
    ['Go json.Marshal', 'Rails to_json'],
  ),
  quirkOf(
    { feature: 'html', escapes: [escapeAs(/[<>&='\u2028\u2029]/g, 'lower')] },
    'capability.escaped-html-gson',
    "`<`, `>`, `&`, `=` and `'` written as \\u003c and so on",
    'Java: GsonBuilder().disableHtmlEscaping().',
    ['Gson', 'ably-java'],
  ),
  quirkOf(
    { feature: 'html', escapes: [escapeAs(/\\"/g, () => '\\u0022'), escapeAs(/[<>&'+`\u0080-\uffff]/g, 'upper')] },
    'capability.escaped-html-dotnet',
    'the characters that System.Text.Json escapes written as `\\uXXXX` in upper case',
    '.NET: JavaScriptEncoder.UnsafeRelaxedJsonEscaping.',
    ['System.Text.Json'],
  ),
  quirkOf(
    { feature: 'html', escapes: [escapeAs(/[<>&']/g, 'upper')] },
    'capability.escaped-html-upper',
    "`<`, `>`, `&` or `'` written as \\u003C and so on",
    'PHP: leave JSON_HEX_TAG, JSON_HEX_AMP and JSON_HEX_APOS out.',
    ['PHP JSON_HEX_TAG', 'Newtonsoft.Json EscapeHtml'],
  ),
  quirkOf(
    { feature: 'control', rare: true, escapes: [escapeAs(/\\[\\bf]/g, (short) => LONG[short] ?? short)] },
    'capability.long-control-escapes',
    'backspace or form feed written as \\u0008 or \\u000c',
    'Use the short escapes: \\b and \\f.',
    ['Go encoding/json before 1.22'],
  ),
];

const LONG: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };
