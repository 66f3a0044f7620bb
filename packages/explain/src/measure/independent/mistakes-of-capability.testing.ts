import { absentAs, sentAs, signedAs, type Mistake } from './mistake.testing.js';
import { byCodeUnits, capabilityText, entriesOf, type Entries } from './requests.testing.js';

/** A capability that another serializer, another order or another printer made for signing. */
const written = (name: string, named: RegExp, write: (entries: Entries, text: string) => string) =>
  signedAs('capability', name, named, (text) => write(entriesOf(text), text));

/** The same the other way round: signed as it should be, and serialised again on its way. */
const rewritten = (name: string, write: (entries: Entries, text: string) => unknown) =>
  sentAs('capability', `${name} after signing`, /^capability\.(reserialised|changed|verbatim)$/, (text) =>
    write(entriesOf(text), text),
  );

export const CAPABILITIES: readonly Mistake[] = [
  written('by json.dumps', /^capability\.(space-after-separators|escaped-non-ascii)$/, pythonJson),
  written('by json.dumps without ensure_ascii', /^capability\.space-after-separators$/, (entries) =>
    capabilityText(entries, ': ', ', '),
  ),
  written('by PHP json_encode', /^capability\.escaped-(slash|non-ascii|line-separators)$/, (entries) =>
    capabilityText(entries, ':', ',', (text) => ascii(JSON.stringify(text)).replaceAll('/', '\\/')),
  ),
  written('by Go json.Marshal', /^capability\.escaped-(html|line-separators)$/, (entries) =>
    capabilityText(entries, ':', ',', (text) => escaped(JSON.stringify(text), /[<>&\u2028\u2029]/g)),
  ),
  written('by Gson', /^capability\.escaped-(html-gson|line-separators)$/, (entries) =>
    capabilityText(entries, ':', ',', (text) => escaped(JSON.stringify(text), /[<>&='\u2028\u2029]/g)),
  ),
  written('by System.Text.Json', /^capability\.escaped-(html-dotnet|html-upper|non-ascii-upper)$/, (entries) =>
    capabilityText(entries, ':', ',', (text) => escaped(JSON.stringify(text), /[<>&'+`\u007f-\uffff]/g, true)),
  ),
  written('by Jackson, ASCII alone', /^capability\.escaped-non-ascii(-upper)?$/, (entries) =>
    capabilityText(entries, ':', ',', (text) => escaped(JSON.stringify(text), /[\u007f-\uffff]/g, true)),
  ),
  written('by JSON.stringify with indentation', /^capability\.indented-2$/, (entries) => indented(entries, '  ')),
  written('by JSON_PRETTY_PRINT', /^capability\.(indented-4|escaped-slash|escaped-non-ascii)$/, (entries) =>
    indented(entries, '    '),
  ),
  written('by json.MarshalIndent', /^capability\.indented-tab$/, (entries) => indented(entries, '\t')),
  written('indented on Windows', /^capability\.indented-crlf$/, (entries) => indented(entries, '  ', '\r\n')),
  written('by the Swift pretty printer', /^capability\.indented-swift$/, (entries) =>
    indented(entries, '  ', '\n', ' : '),
  ),
  written('typed with a blank after the colon', /^capability\.(space-after-colon|space-after-separators)$/, (entries) =>
    capabilityText(entries, ': ', ','),
  ),
  written('typed with a blank after the comma', /^capability\.(space-after-comma|space-after-separators)$/, (entries) =>
    capabilityText(entries, ':', ', '),
  ),
  written('resources the other way round', /^capability\.resources-/, (entries) =>
    capabilityText(entries.toReversed()),
  ),
  written('resources in the order of code points', /^capability\.resources-/, (entries) =>
    capabilityText(entries.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))),
  ),
  written('in the order of a JavaScript object', /^capability\.resources-/, (entries) =>
    JSON.stringify(Object.fromEntries(entries)),
  ),
  written('by localeCompare', /^capability\.resources-/, (entries) =>
    capabilityText(entries.toSorted(([a], [b]) => a.localeCompare(b, 'en'))),
  ),
  written('without regard to case', /^capability\.resources-/, (entries) =>
    capabilityText(entries.toSorted(([a], [b]) => byCodeUnits(a.toUpperCase(), b.toUpperCase()))),
  ),
  written('operations the other way round', /^capability\.operations-/, (entries) =>
    capabilityText(entries.map(([name, list]) => [name, list.toReversed()])),
  ),
  signedAs('capability', 'an operation twice', /^capability\.operations-duplicated$/, (text, random) => {
    const entries = entriesOf(text);
    const twice = random.below(entries.length);
    return capabilityText(
      entries.map(([name, list], index) => [name, index === twice ? [list[0] ?? '*', ...list] : list]),
    );
  }),
  written(
    'a lone operation as text',
    /^capability\.single-operation-as-string$/,
    (entries) =>
      `{${entries.map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list.length === 1 ? list[0] : list)}`).join(',')}}`,
  ),
  written(
    'operations joined',
    /^capability\.(operations-as-text|single-operation-as-string)$/,
    (entries) =>
      `{${entries.map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list.join(','))}`).join(',')}}`,
  ),
  written('encoded twice', /^capability\.(encoded-twice|json-escaped)$/, (_entries, text) => JSON.stringify(text)),
  written('by str() of a dict', /^capability\.(python-repr|single-quotes)$/, (entries) =>
    capabilityText(entries, ': ', ', ', (text) => pythonString(text)),
  ),
  written('with single quotes', /^capability\.(python-repr|single-quotes)$/, (_entries, text) =>
    text.includes("'") ? text : text.replaceAll('"', "'"),
  ),
  written('by inspect in Ruby', /^capability\.ruby-inspect$/, (entries) => capabilityText(entries, '=>', ', ')),
  written('by inspect in Ruby 3.4', /^capability\.ruby-inspect$/, (entries) => capabilityText(entries, ' => ', ', ')),
  written('by inspect in Elixir', /^capability\./, (entries) => `%${capabilityText(entries, ' => ', ', ')}`),
  written('by Map.toString in Java', /^capability\.java-to-string$/, (entries) => bare(entries, '{', '=', ', ', '}')),
  written('by Map.toString in Dart', /^capability\./, (entries) => bare(entries, '{', ': ', ', ', '}')),
  written(
    'by %v in Go',
    /^capability\.go-format$/,
    (entries) => `map[${entries.map(([name, list]) => `${name}:[${list.join(' ')}]`).join(' ')}]`,
  ),
  written(
    'by %#v in Go',
    /^capability\./,
    (entries) =>
      `map[string][]string{${entries.map(([name, list]) => `${JSON.stringify(name)}:[]string{${list.map((item) => JSON.stringify(item)).join(', ')}}`).join(', ')}}`,
  ),
  written('by a Swift description', /^capability\.swift-description$/, (entries) =>
    capabilityText(entries, ': ', ', ').replace(/^\{|\}$/g, (brace) => (brace === '{' ? '[' : ']')),
  ),
  written('in a template literal', /^capability\.javascript-string$/, () => '[object Object]'),
  written('as a PHP array', /^capability\.php-array$/, () => 'Array'),
  written(
    'by serialize in PHP',
    /^capability\./,
    (entries) =>
      `a:${entries.length}:{${entries.map(([name, list]) => `${phpString(name)}a:${list.length}:{${list.map((item, index) => `i:${index};${phpString(item)}`).join('')}}`).join('')}}`,
  ),
  written('with a byte order mark', /^capability\.byte-order-mark$/, (_entries, text) => `\ufeff${text}`),
  written('as everything, the default', /^capability\.everything-signed$/, () => '{"*":["*"]}'),
  written('as an empty object', /^capability\.empty-signed$/, () => '{}'),
  written('names in lower case', /^capability\.(lower-case-names|case)$/, (entries) =>
    capabilityText(entries.map(([name, list]) => [name.toLowerCase(), list])),
  ),
  rewritten('by json.dumps', pythonJson),
  rewritten('by PHP', (entries) =>
    capabilityText(entries, ':', ',', (text) => ascii(JSON.stringify(text)).replaceAll('/', '\\/')),
  ),
  rewritten('resources the other way round', (entries) => capabilityText(entries.toReversed())),
  rewritten('with indentation', (entries) => indented(entries, '  ')),
  sentAs('capability', 'sent as an object', /^capability\.sent-as-object$/, (text) => JSON.parse(text) as object),
  sentAs('capability', 'signed, lost on the way', /^capability\.(dropped-after-signing|changed)$/, () => undefined),
  absentAs('capability', 'absent, everything signed', /^capability\.default-everything$/, [
    '{"*":["*"]}',
    '{"*": ["*"]}',
  ]),
  absentAs(
    'capability',
    'absent, empty signed',
    /^capability\.(empty-object|empty-list|empty-text-quoted|absent-as-word)$/,
    ['{}', '[]', '""'],
  ),
  absentAs('capability', 'absent as a word', /^capability\.absent-as-word$|absence-as-word$/, [
    'null',
    'None',
    'nil',
    'undefined',
    'NULL',
  ]),
  {
    name: 'capability: the default added after signing',
    step: 'capability',
    named: /^capability\.default-added-after-signing$/,
    make: ({ wire }) => {
      if (wire['capability'] !== undefined) return false;
      wire['capability'] = '{"*":["*"]}';
      return true;
    },
  },
];

function escaped(text: string, characters: RegExp, upper = false): string {
  return text.replace(characters, (character) =>
    [...Array(character.length).keys()]
      .map((index) => character.charCodeAt(index).toString(16).padStart(4, '0'))
      .map((digits) => `\\u${upper ? digits.toUpperCase() : digits}`)
      .join(''),
  );
}
const ascii = (text: string) => escaped(text, /[\u0080-\uffff]/g);
const phpString = (text: string) => `s:${Buffer.byteLength(text)}:"${text}";`;

function pythonJson(entries: Entries): string {
  return ascii(capabilityText(entries, ': ', ', '));
}
function pythonString(text: string): string {
  const plain = text.replaceAll('\\', '\\\\').replaceAll('\u2028', '\\u2028').replaceAll('\t', '\\t');
  return text.includes("'") ? `"${plain}"` : `'${plain}'`;
}
function bare(entries: Entries, open: string, colon: string, comma: string, close: string): string {
  return open + entries.map(([name, list]) => `${name}${colon}[${list.join(', ')}]`).join(comma) + close;
}
function indented(entries: Entries, indent: string, end = '\n', colon = ': '): string {
  const lists = entries.map(([name, list]) => {
    const items = list.map((item) => end + indent + indent + JSON.stringify(item)).join(',');
    return `${end}${indent}${JSON.stringify(name)}${colon}[${items}${end}${indent}]`;
  });
  return `{${lists.join(',')}${end}}`;
}
