import { REQUEST, signedAs, type Fields } from './request.testing.js';

// Mistakes in the capability, made by hand: both texts are written out.

export type Mistake = Fields & { mac: string };
const canonical = (capability: string): Fields => ({ ...REQUEST, capability });
/** The capability is signed as that text; the request has the canonical one. */
const capability = (signed: string, sent: string = REQUEST.capability): Mistake =>
  signedAs({ capability: signed }, canonical(sent));
export const without = (member: keyof typeof REQUEST, fields: Fields = REQUEST): Fields => ({
  ...fields,
  [member]: null,
});
const html = '{"<a>&\'b\'=+":["publish"]}';
const stars = '{"a":["*","publish"],"b":[]}';

export const CAPABILITY_MISTAKES: Readonly<Record<string, Mistake>> = {
  'capability.reserialised': signedAs({ capability: '{"a":["b"],"c":["d"]}' }, canonical('{"c": ["d"], "a": ["b"]}')),
  'capability.changed': signedAs({ capability: '{"other":["publish"]}' }),
  'capability.verbatim': signedAs({ capability: '{"b":["c"], "a":["c"]}' }, canonical('{"a":["c"],"b":["c"]}')),
  'capability.resources-by-code-point': capability('{"\uffee":["a"],"😀":["a"]}', '{"😀":["a"],"\uffee":["a"]}'),
  'capability.resources-integers-first': capability(
    '{"9":["a"],"10":["a"],"!":["a"]}',
    '{"!":["a"],"10":["a"],"9":["a"]}',
  ),
  'capability.resources-numeric-strings-as-numbers': capability(
    '{"-5":["a"],"-3":["a"],"9":["a"],"10":["a"]}',
    '{"-3":["a"],"-5":["a"],"10":["a"],"9":["a"]}',
  ),
  'capability.resources-by-culture': capability(
    '{"_x":["a"],"a":["a"],"A":["a"],"b":["a"],"é":["a"],"f":["a"],"Z":["a"]}',
    '{"A":["a"],"Z":["a"],"_x":["a"],"a":["a"],"b":["a"],"f":["a"],"é":["a"]}',
  ),
  'capability.resources-ignoring-case': capability(
    '{"a":["a"],"B":["a"],"c":["a"],"D":["a"],"_":["a"],"é":["a"]}'
      .replace('"_":["a"],', '')
      .replace('"a":', '"_":["a"],"a":'),
    '{"B":["a"],"D":["a"],"_":["a"],"a":["a"],"c":["a"],"é":["a"]}',
  ),
  'capability.resources-unsorted': capability('{"news":["history"],"chat/é":["publish","subscribe"]}'),
  // The order that java 17 printed for a HashMap of these names.
  'capability.resources-by-hash': capability(
    '{"Q":["a"],"emoji":["a"],"channel:alpha":["a"],"chat:1":["a"],"z":["a"],"sport":["a"]}',
    '{"Q":["a"],"channel:alpha":["a"],"chat:1":["a"],"emoji":["a"],"sport":["a"],"z":["a"]}',
  ),
  'capability.operations-unsorted': capability('{"chat/é":["subscribe","publish"],"news":["history"]}'),
  'capability.operations-duplicated': capability('{"a":["b","b","c"]}', '{"a":["c","b","b"]}'),
  'capability.operations-by-hash': capability(
    '{"a":["stats","subscribe","publish","history","push-admin","presence"]}',
    '{"a":["history","presence","publish","push-admin","stats","subscribe"]}',
  ),
  'capability.space-after-separators': capability('{"chat/é": ["publish", "subscribe"], "news": ["history"]}'),
  'capability.space-after-colon': capability('{"chat/é": ["publish","subscribe"],"news": ["history"]}'),
  'capability.space-after-comma': capability('{"chat/é":["publish", "subscribe"], "news":["history"]}'),
  'capability.space-inside-brackets': capability('{ "chat/é": [ "publish", "subscribe" ], "news": [ "history" ] }'),
  'capability.indented-2': capability('{\n  "a": [\n    "b"\n  ]\n}', '{"a":["b"]}'),
  'capability.indented-4': capability('{\n    "a": [\n        "b"\n    ]\n}', '{"a":["b"]}'),
  'capability.indented-tab': capability('{\n\t"a": [\n\t\t"b"\n\t]\n}', '{"a":["b"]}'),
  'capability.indented-crlf': capability('{\r\n  "a": [\r\n    "b"\r\n  ]\r\n}', '{"a":["b"]}'),
  'capability.indented-jackson': capability('{\n  "a" : [ "b" ]\n}', '{"a":["b"]}'),
  'capability.indented-org-json': capability(
    '{\n  "a": ["b"],\n  "c": [\n    "d",\n    "e"\n  ]\n}',
    '{"a":["b"],"c":["d","e"]}',
  ),
  'capability.indented-swift': capability('{\n  "a" : [\n    "b"\n  ]\n}', '{"a":["b"]}'),
  'capability.line-end-after': capability(`${REQUEST.capability}\n`),
  'capability.space-around': capability(` ${REQUEST.capability} `),
  'capability.byte-order-mark': capability(`\ufeff${REQUEST.capability}`),
  'capability.escaped-slash': capability('{"chat\\/é":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-non-ascii': capability('{"chat/\\u00e9":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-non-ascii-upper': capability('{"chat/\\u00E9":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-line-separators': capability('{"é\\u2028":["a"]}', '{"é\u2028":["a"]}'),
  'capability.escaped-html': capability('{"\\u003ca\\u003e\\u0026\'b\'=+":["publish"]}', html),
  'capability.escaped-html-gson': capability('{"\\u003ca\\u003e\\u0026\\u0027b\\u0027\\u003d+":["publish"]}', html),
  'capability.escaped-html-dotnet': capability('{"\\u003Ca\\u003E\\u0026\\u0027b\\u0027=\\u002B":["publish"]}', html),
  'capability.escaped-html-upper': capability('{"\\u003Ca\\u003E\\u0026\\u0027b\\u0027=+":["publish"]}', html),
  'capability.long-control-escapes': capability('{"a\\u0008":["b"]}', '{"a\\b":["b"]}'),
  'capability.star-swallows-operations': capability('{"a":["*"],"b":[]}', stars),
  'capability.spaces-removed-from-names': capability('{"ab":["c"]}', '{"a b":["c"]}'),
  'capability.empty-entries-dropped': capability('{"a":["*","publish"]}', stars),
  'capability.lower-case-names': capability('{"ab":["c"]}', '{"aB":["c"]}'),
  'capability.single-operation-as-string': capability('{"chat/é":["publish","subscribe"],"news":"history"}'),
  'capability.dropped-after-signing': signedAs({ capability: '{"a":["b"]}' }, without('capability')),
  'capability.escaped-del': capability('{"a\\u007f":["b"]}', '{"a\x7f":["b"]}'),
  'capability.everything-signed': signedAs({ capability: '{"*":["*"]}' }),
  'capability.empty-signed': signedAs({ capability: '{}' }),
  'capability.single-quotes': capability("{'a':['b','c']}", '{"a":["b","c"]}'),
  'capability.operations-as-text': capability('{"a":"b,c"}', '{"a":["b","c"]}'),
  'capability.operations-as-flags': capability('{"a":{"b":true,"c":true}}', '{"a":["b","c"]}'),
  'capability.absent-as-word': signedAs({ capability: 'undefined' }, without('capability')),
  'capability.default-everything': signedAs({ capability: '{"*":["*"]}' }, without('capability')),
  'capability.default-added-after-signing': signedAs({ capability: '' }, canonical('{"*":["*"]}')),
  'capability.dropped': signedAs({ capability: '' }),
  'capability.empty-object': signedAs({ capability: '{}' }, without('capability')),
  'capability.empty-list': signedAs({ capability: '[]' }, without('capability')),
  'capability.empty-text-quoted': signedAs({ capability: '""' }, canonical('')),
  'capability.list-of-lists': capability('[["a"],["b"]]', '{"0":["a"],"1":["b"]}'),
  'capability.encoded-twice': capability('"{\\"a\\":[\\"b\\"]}"', '{"a":["b"]}'),
  'capability.python-repr': capability("{'a': ['b', 'c']}", '{"a":["b","c"]}'),
  'capability.ruby-inspect': capability('{"a"=>["b", "c"]}', '{"a":["b","c"]}'),
  'capability.dart-to-string': capability('{a: [b, c]}', '{"a":["b","c"]}'),
  'capability.elixir-inspect': capability('%{"a" => ["b", "c"]}', '{"a":["b","c"]}'),
  'capability.php-serialize': capability(
    'a:2:{i:7;a:1:{i:0;s:1:"b";}s:2:"é";a:2:{i:0;s:1:"c";i:1;s:1:"d";}}',
    '{"7":["b"],"é":["c","d"]}',
  ),
  'capability.java-to-string': capability('{a=[b, c]}', '{"a":["b","c"]}'),
  'capability.go-format': capability('map[a:[b c]]', '{"a":["b","c"]}'),
  'capability.swift-description': capability('["a": ["b", "c"]]', '{"a":["b","c"]}'),
  'capability.javascript-string': capability('[object Object]'),
  'capability.php-array': capability('Array'),
  'capability.sent-as-object': { ...signedAs({}, canonical('{"a":["b"]}')), capability: { a: ['b'] } },
};
