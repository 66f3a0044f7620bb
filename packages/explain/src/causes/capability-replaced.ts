import { cause, type Cause } from '../cause.js';
import { isIndex } from '../internal/orders.js';
import type { WrittenCapability } from '../internal/written-capability.js';

// Capability text that is replaced as a whole.

const NO_DEFAULT = 'Leave an absent capability absent, signed and sent (RSA6): a restricted key refuses {"*":["*"]}.';
const SERIALISE = 'Serialise to JSON text once, and sign and send that text.';

const replaced = {
  defaulted: cause('capability.default-everything', 'capability signed as {"*":["*"]} where it is absent', NO_DEFAULT, [
    'ably-go',
    'ably-dotnet',
    'Rust crate ably',
    'ably-cocoa before 1.0',
  ]),
  added: cause('capability.default-added-after-signing', 'capability {"*":["*"]} added after signing', NO_DEFAULT, [
    'ably-go',
    'ably-dotnet',
    'Rust crate ably',
  ]),
  dropped: cause(
    'capability.dropped',
    'capability not signed, but sent',
    'Sign the text that is sent: the third line of the sign text.',
    ['ably-java (an empty object)', 'typed models that skip empty values'],
  ),
  emptyObject: cause('capability.empty-object', 'capability signed as {} where it is absent', NO_DEFAULT, [
    'serialisers that write empty maps',
  ]),
  emptyList: cause('capability.empty-list', 'capability signed as [] where it is empty or absent', NO_DEFAULT, [
    'PHP json_encode of an empty array',
    'ably-php',
  ]),
  emptyText: cause('capability.empty-text-quoted', 'capability signed as two quotes where it is absent', NO_DEFAULT, [
    'JSON-encoding the empty string',
  ]),
  php: cause(
    'capability.list-of-lists',
    'capability written as a JSON list, since its names are 0, 1, 2 …',
    'PHP: pass JSON_FORCE_OBJECT to json_encode, or cast the array to (object).',
    ['PHP json_encode', 'ably-php'],
  ),
  quoted: cause('capability.encoded-twice', 'capability encoded to JSON twice', SERIALISE, [
    'JSON.stringify of JSON text',
    'Jackson writeValueAsString of a String',
  ]),
  urlEncoded: cause(
    'capability.url-encoded',
    'capability URL-encoded',
    'Sign the plain text; encode for transport only.',
    ['encodeURIComponent', 'Java URLEncoder'],
  ),
  python: cause('capability.python-repr', "capability printed by Python's str()", 'Use json.dumps.', [
    'Python str(dict)',
  ]),
  ruby: cause('capability.ruby-inspect', "capability printed by Ruby's inspect", 'Use JSON.generate.', [
    'Ruby Hash#to_s',
  ]),
  java: cause('capability.java-to-string', "capability printed by Java's toString", 'Use a JSON writer.', [
    'Java Map.toString',
    'Kotlin Map.toString',
  ]),
  go: cause('capability.go-format', "capability printed by Go's %v", 'Use json.Marshal.', ['Go fmt.Sprint']),
  swift: cause('capability.swift-description', "capability printed by Swift's description", 'Use JSONSerialization.', [
    'Swift "\\(dictionary)"',
  ]),
  javascript: cause('capability.javascript-string', 'capability signed as [object Object]', 'Use JSON.stringify.', [
    'JavaScript template literals',
  ]),
  phpArray: cause('capability.php-array', 'capability signed as the word Array', 'Use json_encode.', [
    'PHP string conversion',
  ]),
} as const;

export const REPLACED_CAUSES: readonly Cause[] = Object.values(replaced);

const EVERYTHING = '{"*":["*"]}';

/** What may be signed in the place of a capability text, or where there is none. */
export function replacements(
  text: string | undefined,
  written: WrittenCapability | undefined,
): readonly (readonly [text: string, cause: Cause])[] {
  if (text === undefined || text === '') {
    return [
      [EVERYTHING, replaced.defaulted],
      ['{}', replaced.emptyObject],
      ['[]', replaced.emptyList],
      ['""', replaced.emptyText],
    ];
  }
  return [
    ['', text === EVERYTHING ? replaced.added : replaced.dropped],
    [JSON.stringify(text), replaced.quoted],
    [percentEncoded(text), replaced.urlEncoded],
    [new URLSearchParams([['', text]]).toString().slice(1), replaced.urlEncoded],
    ...(written === undefined ? [] : printed(written)),
  ];
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
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
    [isEmpty ? '[:]' : `[${print((name, list) => `${double(name)}: [${doubles(list)}]`, ', ')}]`, replaced.swift],
    ['[object Object]', replaced.javascript],
    ['Array', replaced.phpArray],
    ...(isEmpty ? [['[]', replaced.emptyList] as const] : []),
    ...(isPhpList ? [[`[${phpList}]`, replaced.php] as const] : []),
  ];
}
