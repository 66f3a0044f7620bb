import { each, group, invalid, type CaseGroup, type Traits } from '../authoring.js';
import { nested } from './material.js';

const refuse = (name: string, about: string, text: string, path = '$', traits: Traits = {}) =>
  invalid(name, about, { text }, 40000, path, traits);

// The path would hold the surrogate, which no file can.
const refuseSomewhere = (name: string, about: string, text: string) => invalid(name, about, { text }, 40000);

const CANONICAL = '{"a":["b"],"c":["d","e"]}';
/** What ends or separates in place of something else. */
const CONFUSED: Readonly<Record<string, string>> = { '{': '[', '}': ']', '[': '{', ']': '}', ',': ':', ':': ',' };

/** A canonical text with each of its signs replaced: readers that know its form must look at every character. */
const replaced = Array.from(CANONICAL).flatMap((sign, index) => {
  const confused = CONFUSED[sign];
  const replace = (other: string) => CANONICAL.slice(0, index) + other + CANONICAL.slice(index + 1);
  return /[a-z]/.test(sign)
    ? []
    : [
        refuse(`character-${index}`, `x for ${sign}.`, replace('x')),
        ...(confused === undefined ? [] : [refuse(`sign-${index}`, `${confused} for ${sign}.`, replace(confused))]),
      ];
});

/** What capability text may not be; a reader of capability text refuses it. */
export const invalidCapabilities: readonly CaseGroup[] = [
  group('not-json', 'Text that is not JSON is refused.', { spec: ['TK2b'], basis: 'spec' }, [
    refuse('empty-text', 'The empty text is not a capability.', ''),
    refuse('truncated', 'Text that ends too early.', '{"a":["publish"]'),
    refuse('trailing-text', 'Text after the object.', '{"a":["publish"]}x'),
    refuse('two-objects', 'Two objects.', '{"a":["publish"]}{"b":["publish"]}'),
    ...each({ flags: ['LenientJson'] }, [
      refuse('trailing-comma', 'A comma that nothing follows.', '{"a":["publish"],}'),
      refuse('trailing-comma-in-list', 'The same in a list.', '{"a":["publish",]}'),
      refuse('single-quotes', 'Quotes are double.', "{'a':['publish']}"),
      refuse('bare-name', 'A name needs its quotes.', '{a:["publish"]}'),
      refuse('bare-operation', 'So does an operation.', '{"a":[publish]}'),
      refuse('bare-star', "And '*'.", '{"a":[*]}'),
      refuse('comment', 'JSON has no comments.', '{"a":["publish"]}// all'),
      refuse('equals-sign', 'A name and its value stand around a colon.', '{"a"=["publish"]}'),
      refuse('semicolon', 'Members stand around a comma.', '{"a":["publish"];"b":["publish"]}'),
      refuse('missing-comma', 'Operations stand around a comma.', '{"a":["publish" "subscribe"]}'),
      refuse('byte-order-mark', 'A byte order mark is not white space.', '\ufeff{"a":["publish"]}'),
      refuse('no-break-space', 'Nor is U+00A0.', '{\u00a0"a":["publish"]}'),
      refuse('raw-control-character', 'A line feed inside a string has to be escaped.', '{"a\nb":["publish"]}'),
      refuse('unknown-escape', "'\\x' is not an escape.", '{"\\x61":["publish"]}'),
      refuse('short-unicode-escape', "'\\u' has four digits.", '{"\\u61":["publish"]}'),
      refuse('not-a-number', 'NaN is not JSON.', '{"a":[NaN]}'),
    ]),
  ]),
  group(
    'one-character-replaced',
    'Text that is canonical except for one character.',
    { spec: ['TK2b'], basis: 'spec', flags: ['LenientJson'] },
    replaced,
  ),
  group('shape', 'A capability is an object of lists of texts.', { spec: ['TK2b'], basis: 'spec' }, [
    refuse('null', 'null is not a capability.', 'null'),
    refuse('string', 'Nor is a text.', '"publish"'),
    refuse('string-of-json', 'Nor is a text that holds one.', '"{\\"a\\":[\\"publish\\"]}"'),
    refuse('number', 'Nor is a number.', '1'),
    refuse('true', 'Nor is true.', 'true'),
    refuse('list', 'Nor is a list.', '[]', '$', { flags: ['ListForObject'] }),
    refuse('list-of-lists', 'Not even a list of lists.', '[["publish"],["subscribe"]]', '$', {
      flags: ['ListForObject'],
    }),
    refuse('operation-without-list', 'One operation stands in a list too.', '{"a":"publish"}', '$["a"]', {
      flags: ['LoneStringOperation'],
    }),
    refuse('wildcard-without-list', "So does '*'.", '{"a":"*"}', '$["a"]', { flags: ['LoneStringOperation'] }),
    refuse('object-for-list', 'An object is not a list.', '{"a":{"0":"publish"}}', '$["a"]'),
    refuse('null-for-list', 'Nor is null.', '{"a":null}', '$["a"]'),
    refuse('true-for-list', 'Nor is true.', '{"a":true}', '$["a"]'),
    refuse('number-for-operation', 'An operation is a text.', '{"a":["publish",1]}', '$["a"][1]'),
    refuse('null-for-operation', 'null is not an operation.', '{"a":[null]}', '$["a"][0]'),
    refuse('list-for-operation', 'Nor is a list.', '{"a":[["publish"]]}', '$["a"][0]'),
    refuse(
      'error-in-second-resource',
      'The path names the resource.',
      '{"a":["publish"],"my news":[7]}',
      '$["my news"][0]',
    ),
  ]),
  group(
    'empty-and-wildcard',
    'What says nothing, or two things, is refused, as the service does.',
    { spec: ['TK2b'], basis: 'decision' },
    [
      ...each({ flags: ['EmptyEntriesDropped'] }, [
        refuse('no-operations', 'A resource has an operation.', '{"a":[]}', '$["a"]'),
        refuse(
          'no-operations-beside-others',
          'An empty entry does not vanish beside others.',
          '{"a":["publish"],"b":[]}',
          '$["b"]',
        ),
        refuse('empty-operation', 'An operation has a name.', '{"a":[""]}', '$["a"][0]'),
        refuse('empty-resource', 'A resource has a name.', '{"":["publish"]}', '$[""]'),
      ]),
      refuse('wildcard-first', "'*' stands alone.", '{"a":["*","publish"]}', '$["a"]', { flags: ['WildcardSwallows'] }),
      refuse('wildcard-last', 'Wherever it stands.', '{"a":["publish","*"]}', '$["a"]', {
        flags: ['WildcardSwallows'],
      }),
      refuse(
        'wildcard-before-no-operations',
        'The form of all entries is read first.',
        '{"a":["*","b"],"c":[]}',
        '$["c"]',
      ),
      refuse('wildcard-by-escape', 'However it is written.', '{"a":["publish","\\u002a"]}', '$["a"]', {
        flags: ['WildcardSwallows'],
      }),
    ],
  ),
  group(
    'duplicates',
    'A resource that is named twice is refused: readers differ on which one counts.',
    { spec: ['TK2b'], basis: 'decision', flags: ['DuplicateNames'] },
    [
      refuse('same-name', 'Two entries of one name.', '{"a":["publish"],"a":["subscribe"]}', '$["a"]'),
      refuse(
        'same-name-same-operations',
        'Also where both say the same.',
        '{"a":["publish"],"a":["publish"]}',
        '$["a"]',
      ),
      refuse(
        'apart',
        'Also where they do not stand together.',
        '{"a":["publish"],"b":["publish"],"a":["publish"]}',
        '$["a"]',
      ),
      refuse('escaped', 'An escape does not make another name.', '{"a":["publish"],"\\u0061":["subscribe"]}', '$["a"]'),
      refuse('escaped-slash', "'\\/' is '/'.", '{"a/b":["publish"],"a\\/b":["subscribe"]}', '$["a/b"]'),
      refuse(
        'escaped-pair',
        'A pair is one character, escaped or not.',
        '{"\ud83d\ude00":["publish"],"\\ud83d\\ude00":["subscribe"]}',
        '$["\ud83d\ude00"]',
      ),
      refuse('proto', "'__proto__' twice.", '{"__proto__":["publish"],"__proto__":["subscribe"]}', '$["__proto__"]', {
        flags: ['DuplicateNames', 'PrototypeNames'],
      }),
      refuse('with-wildcard', 'Told before what an entry says.', '{"a":["publish"],"a":["*","publish"]}', '$["a"]'),
      refuse('integer-like', "'1' twice.", '{"1":["publish"],"1":["subscribe"]}', '$["1"]'),
    ],
  ),
  group(
    'lone-surrogates',
    'Half of a surrogate pair is refused: its bytes depend on the language.',
    { spec: ['TK2b'], basis: 'decision', flags: ['LoneSurrogate'] },
    [
      refuseSomewhere('high-in-resource', 'The first half alone, in a name.', '{"a\\ud800":["publish"]}'),
      refuseSomewhere('low-in-resource', 'The second half alone.', '{"\\udc00a":["publish"]}'),
      refuse('in-operation', 'In an operation.', '{"a":["\\ud83d"]}', '$["a"][0]'),
      refuseSomewhere('reversed-pair', 'Two halves in the wrong order.', '{"\\ude00\\ud83d":["publish"]}'),
      refuseSomewhere('two-first-halves', 'Two first halves and one second.', '{"\\ud83d\\ud83d\\ude00":["publish"]}'),
      refuseSomewhere('halves-apart', 'A pair with something between.', '{"\\ud83d-\\ude00":["publish"]}'),
      refuseSomewhere('at-the-end', 'At the very end of a name.', '{"a":["publish"],"b\\udbff":["publish"]}'),
    ],
  ),
  group(
    'depth',
    'Text that nests deeper than 8 levels is refused before it is read.',
    { spec: ['TK2b'], basis: 'decision', flags: ['Limit'] },
    [
      refuse('nine-levels', 'Nine levels.', nested('{"a":', 8, '}')),
      refuse('a-thousand-levels', 'Nobody runs out of stack.', nested('{"a":', 1000, '}')),
      refuse(
        'nine-levels-after-siblings',
        'Nine levels after a list that has ended.',
        nested('{"a":["publish"],"b":', 8, '}'),
      ),
      refuse(
        'nine-levels-after-escaped-quote',
        'Nine levels after a name that has a quotation mark.',
        nested('{"a\\"":["publish"],"b":', 8, '}'),
      ),
      refuse('unclosed', 'Brackets that nothing closes.', '['.repeat(2000)),
    ],
  ),
];
