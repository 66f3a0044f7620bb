import { cause, type Cause } from '../cause.js';
import { isIndex } from '../internal/orders.js';
import { utf8 } from '../internal/signing.js';
import type { WrittenCapability } from '../internal/written-capability.js';

// Capability text that is replaced as a whole.

const NO_DEFAULT = 'Leave an absent capability absent, signed and sent (RSA6): a restricted key refuses {"*":["*"]}.';
const NO_LIST = 'Leave an absent capability absent, signed and sent (RSA6); serialise an empty one as {}.';
const SERIALISE = 'Serialise to JSON text once, and sign and send that text.';

const replaced = {
  defaulted: cause(
    'capability.default-everything',
    'the capability is absent, and was signed as {"*":["*"]}, with or without spaces',
    NO_DEFAULT,
    ['ably-go', 'ably-dotnet', 'Rust crate ably', 'ably-cocoa before 1.0'],
  ),
  added: cause(
    'capability.default-added-after-signing',
    'the capability {"*":["*"]} was added after signing; it was left empty when it was signed',
    NO_DEFAULT,
    ['ably-go', 'ably-dotnet', 'Rust crate ably'],
  ),
  dropped: cause(
    'capability.dropped',
    'the capability was not signed (its line was left empty), but was sent',
    'Sign the text that is sent: the third line of the sign text.',
    ['ably-java (an empty object)', 'typed models that skip empty values'],
  ),
  emptyObject: cause('capability.empty-object', 'the capability is absent, and was signed as {}', NO_DEFAULT, [
    'serialisers that write empty maps',
  ]),
  emptyList: cause('capability.empty-list', 'the capability is absent or empty, and was signed as []', NO_LIST, [
    'PHP json_encode of an empty array',
    'ably-php',
  ]),
  emptyText: cause(
    'capability.empty-text-quoted',
    'the capability is absent, and was signed as two quotes',
    NO_DEFAULT,
    ['JSON-encoding the empty string'],
  ),
  php: cause(
    'capability.list-of-lists',
    'the capability was signed as a JSON list, since its names are 0, 1, 2 …',
    'PHP: pass JSON_FORCE_OBJECT to json_encode, or cast the array to (object).',
    ['PHP json_encode', 'ably-php'],
  ),
  quoted: cause(
    'capability.encoded-twice',
    'the capability was encoded to JSON twice: signed as a JSON string with escaped quotes',
    SERIALISE,
    ['JSON.stringify of JSON text', 'Jackson writeValueAsString of a String'],
  ),
  everything: cause(
    'capability.everything-signed',
    'the capability was signed as {"*":["*"]}, a default, and another one was sent',
    'Sign the capability that is sent.',
    ['ably-go', 'ably-dotnet', 'Rust crate ably'],
  ),
  emptySigned: cause(
    'capability.empty-signed',
    'the capability was signed as {} or [], and another one was sent',
    'Sign the capability that is sent.',
    ['models that lose their entries'],
  ),
  singleQuotes: cause('capability.single-quotes', 'the capability was signed with single quotes', SERIALISE, [
    'text written by hand',
  ]),
  commaList: cause(
    'capability.operations-as-text',
    'the operations were signed as one text with commas, not as a list',
    'Write each value as a list: {"a":["publish","subscribe"]}.',
  ),
  flags: cause(
    'capability.operations-as-flags',
    'the operations were signed as an object of flags, not as a list',
    'Write each value as a list: {"a":["publish","subscribe"]}.',
  ),
  python: cause(
    'capability.python-repr',
    "the capability was signed in single quotes, as Python's str() prints it",
    'Use json.dumps.',
    ['Python str(dict)'],
  ),
  ruby: cause(
    'capability.ruby-inspect',
    "the capability was signed with `=>`, as Ruby's inspect prints it",
    'Use JSON.generate.',
    ['Ruby Hash#to_s'],
  ),
  java: cause(
    'capability.java-to-string',
    "the capability was signed as Java's Map.toString prints it",
    'Use a JSON writer.',
    ['Java Map.toString', 'Kotlin Map.toString'],
  ),
  go: cause(
    'capability.go-format',
    "the capability was signed as Go's %v or %#v prints it: `map[…]`",
    'Use json.Marshal.',
    ['Go fmt.Sprint'],
  ),
  dart: cause(
    'capability.dart-to-string',
    "the capability was signed without quotes, as Dart's Map.toString prints it",
    'Use jsonEncode.',
    ['Dart string interpolation'],
  ),
  elixir: cause(
    'capability.elixir-inspect',
    "the capability was signed with `%{` and `=>`, as Elixir's inspect prints it",
    'Use Jason.encode! or JSON.encode!.',
    ['Elixir inspect'],
  ),
  phpSerialized: cause(
    'capability.php-serialize',
    "the capability was signed in the form of PHP's serialize",
    'Use json_encode.',
    ['PHP serialize'],
  ),
  swift: cause(
    'capability.swift-description',
    'the capability was signed as Swift\'s description prints it: `["…": […]]`',
    'Use JSONSerialization.',
    ['Swift "\\(dictionary)"'],
  ),
  javascript: cause(
    'capability.javascript-string',
    'the capability was signed as [object Object]',
    'Use JSON.stringify.',
    ['JavaScript template literals'],
  ),
  phpArray: cause('capability.php-array', 'the capability was signed as the word Array', 'Use json_encode.', [
    'PHP string conversion',
  ]),
} as const;

export const REPLACED_CAUSES: readonly Cause[] = Object.values(replaced);

const EVERYTHING = '{"*":["*"]}';

/** What may be signed in the place of a capability text, or where it is absent. */
export function replacements(
  text: string | undefined,
  written: WrittenCapability | undefined,
): readonly (readonly [text: string, cause: Cause])[] {
  if (text === undefined || text === '') {
    return [
      [EVERYTHING, replaced.defaulted],
      ['{"*": ["*"]}', replaced.defaulted],
      ['{}', replaced.emptyObject],
      ['[]', replaced.emptyList],
      ['""', replaced.emptyText],
    ];
  }
  return [
    ['', text === EVERYTHING ? replaced.added : replaced.dropped],
    [JSON.stringify(text), replaced.quoted],
    ...(written === undefined ? [] : printed(written)),
    [EVERYTHING, replaced.everything],
    ['{"*": ["*"]}', replaced.everything],
    ['{}', replaced.emptySigned],
    ['[]', replaced.emptySigned],
  ];
}

/** A capability as languages print their own maps. */
export function printed(written: WrittenCapability): (readonly [text: string, cause: Cause])[] {
  const print = (entry: (resource: string, operations: readonly string[]) => string, between: string) =>
    written.map(({ resource, operations }) => entry(resource, operations)).join(between);
  // Python's repr takes the quotes that it need not escape.
  const single = (text: string) => (text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text}'`);
  const double = (text: string) => JSON.stringify(text);
  const doubles = (operations: readonly string[]) => operations.map(double).join(', ');
  const goNames = written.toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  const phpList = written.map(({ operations }) => JSON.stringify(operations)).join(',');
  const isEmpty = written.length === 0;
  const isSeveral = written.some(({ operations }) => operations.length > 1);
  const isPhpList = !isEmpty && written.every(({ resource }, index) => isIndex(resource) && Number(resource) === index);
  return [
    [`{${print((name, list) => `${single(name)}: [${list.map(single).join(', ')}]`, ', ')}}`, replaced.python],
    [`{${print((name, list) => `${double(name)}=>[${doubles(list)}]`, ', ')}}`, replaced.ruby],
    [`{${print((name, list) => `${double(name)} => [${doubles(list)}]`, ', ')}}`, replaced.ruby],
    [`{${print((name, list) => `${name}=[${list.join(', ')}]`, ', ')}}`, replaced.java],
    [
      `map[${goNames.map(({ resource, operations }) => `${resource}:[${operations.join(' ')}]`).join(' ')}]`,
      replaced.go,
    ],
    [
      `map[string][]string{${goNames.map(({ resource, operations }) => `${double(resource)}:[]string{${doubles(operations)}}`).join(', ')}}`,
      replaced.go,
    ],
    [`{${print((name, list) => `${name}: [${list.join(', ')}]`, ', ')}}`, replaced.dart],
    [`%{${print((name, list) => `${double(name)} => [${doubles(list)}]`, ', ')}}`, replaced.elixir],
    [
      phpArray(written.map(({ resource, operations }) => [phpKey(resource), phpArray(operations.map(phpItem))])),
      replaced.phpSerialized,
    ],
    [isEmpty ? '[:]' : `[${print((name, list) => `${double(name)}: [${doubles(list)}]`, ', ')}]`, replaced.swift],
    [
      `{${print((name, list) => `'${name}':[${list.map((one) => `'${one}'`).join(',')}]`, ',')}}`,
      replaced.singleQuotes,
    ],
    ...(isSeveral ? [',', ', '] : []).map((comma): [string, Cause] => [
      `{${print((name, list) => `${double(name)}:${double(list.join(comma))}`, ',')}}`,
      replaced.commaList,
    ]),
    [
      `{${print((name, list) => `${double(name)}:{${list.map((one) => `${double(one)}:true`).join(',')}}`, ',')}}`,
      replaced.flags,
    ],
    ['[object Object]', replaced.javascript],
    ['Array', replaced.phpArray],
    ...(isEmpty ? [['[]', replaced.emptyList] as const] : []),
    ...(isPhpList ? [[`[${phpList}]`, replaced.php] as const] : []),
  ];
}

// The form of PHP's serialize: lengths in octets, whole numbers as names without quotes.
function phpArray(entries: readonly (readonly [key: string, value: string])[]): string {
  return `a:${entries.length}:{${entries.flat().join('')}}`;
}

function phpItem(operation: string, index: number): [string, string] {
  return [`i:${index};`, phpString(operation)];
}

function phpKey(name: string): string {
  return isIndex(name) ? `i:${name};` : phpString(name);
}

function phpString(text: string): string {
  return `s:${utf8(text).length}:"${text}";`;
}
