import { each, group, invalid, invalidAt, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY } from './material.js';

const of = (value: string | JsonObject) => ({ key: KEY, params: { capability: value } });

/** The capability of a request, as text and as an object. */
export const capabilityGroups: readonly CaseGroup[] = [
  group(
    'capability-text',
    'Text that the caller gives is made canonical before it is signed.',
    { spec: ['TK2b', 'RSA9f'], basis: 'decision' },
    [
      valid('canonical', 'Canonical text stays as it is.', of('{"news":["subscribe"]}'), { basis: 'spec' }),
      valid('spaces', 'White space goes.', of('{"a": ["publish", "subscribe"]}'), {
        flags: ['VerbatimText', 'SeparatorSpaces'],
      }),
      valid('order-of-resources', 'Resources come in order.', of('{"b":["*"],"a":["*"]}'), { flags: ['VerbatimText'] }),
      valid('order-of-operations', 'So do operations.', of('{"a":["subscribe","publish"]}'), {
        flags: ['VerbatimText', 'UnsortedOperations'],
      }),
      valid('duplicate-operation', 'An operation counts once.', of('{"a":["publish","publish"]}'), {
        flags: ['DuplicateOperations', 'VerbatimText'],
      }),
      valid('integer-like', "'10' comes before '9'.", of('{"9":["*"],"10":["*"]}'), {
        flags: ['IntegerLikeNames', 'VerbatimText'],
      }),
      valid('exponents', "'1e1' comes before '9'.", of('{"9":["*"],"1e1":["*"]}'), {
        flags: ['NumericNames', 'VerbatimText'],
      }),
      valid('astral-order', 'UTF-16 code units.', of('{"\ufb33":["*"],"\ud83d\ude00":["*"]}'), {
        flags: ['CodePointOrder', 'VerbatimText'],
      }),
      valid('capitals', 'Capitals come first.', of('{"a":["*"],"B":["*"]}'), {
        flags: ['LocaleOrder', 'VerbatimText'],
      }),
      valid(
        'astral-order-from-any',
        'Neither the order given nor that of code points.',
        of('{"\ud83d\ude00":["*"],"\ufb33":["*"],"a":["*"]}'),
        { flags: ['CodePointOrder', 'VerbatimText'] },
      ),
      valid('escapes', 'Needless escapes go.', of('{"a\\/\\u00e9\\u003c\\u2028":["publish"]}'), {
        flags: ['SlashEscaped', 'NonAsciiEscaped', 'HtmlEscaped', 'LineSeparatorEscaped', 'VerbatimText'],
      }),
      valid('slash', "'/' is raw.", of('{"a/b":["publish"]}'), { flags: ['SlashEscaped'] }),
      valid('outside-ascii', "'\u00e9' is raw.", of('{"\u00e9":["publish"]}'), { flags: ['NonAsciiEscaped'] }),
      valid('html', "'<' is raw.", of('{"<a href=\'x\'>&=":["publish"]}'), { flags: ['HtmlEscaped'] }),
      valid('line-separators', 'U+2028 is raw.', of('{"\u2028":["publish"]}'), { flags: ['LineSeparatorEscaped'] }),
      valid('apostrophe', 'An apostrophe is not a quote.', of('{"it\'s":["publish"]}'), {
        flags: ['LenientJson', 'HtmlEscaped'],
      }),
      valid('spaces-inside-names', 'White space inside a name stays.', of('{"my news":["subscribe"]}'), {
        flags: ['WhiteSpaceStripped'],
      }),
      valid('proto', "'__proto__' is a name.", of('{"__proto__":["publish"]}'), { flags: ['PrototypeNames'] }),
      valid('list-indices', 'Names 0 and 1 do not make a list.', of('{"0":["publish"],"1":["subscribe"]}'), {
        flags: ['ListForObject'],
      }),
      valid('unknown-operation', 'What is not known yet is for the service to check.', of('{"a":["fly"]}'), {
        flags: ['ClosedOperations'],
      }),
      invalidAt(
        'empty-object',
        'It grants nothing: leave the member out to get what the key has.',
        of('{}'),
        'capability',
        { flags: ['EmptyCapability'] },
      ),
      invalidAt('empty-text', 'Nor is the empty text a capability.', of(''), 'capability', {
        flags: ['EmptyCapability', 'DefaultCapability', 'EmptyForAbsent'],
      }),
      invalidAt('not-json', 'Text that is not JSON.', of('news'), 'capability', {
        flags: ['LenientJson', 'VerbatimText'],
      }),
      invalidAt('null-text', "The text 'null'.", of('null'), 'capability', {
        flags: ['VerbatimText', 'DefaultCapability', 'EmptyForAbsent'],
      }),
      ...each({ flags: ['EmptyEntriesDropped', 'VerbatimText'] }, [
        invalidAt('empty-resource', 'A resource has a name.', of('{"":["publish"]}'), 'capability[""]'),
        invalidAt('empty-operation', 'So has an operation.', of('{"a":[""]}'), 'capability["a"][0]'),
      ]),
      ...each({ flags: ['VerbatimText'] }, [
        invalidAt('number-for-operation', 'It is a text.', of('{"a":[1]}'), 'capability["a"][0]'),
        invalidAt('null-for-operation', 'And not null.', of('{"a":[null]}'), 'capability["a"][0]'),
      ]),
      invalidAt('single-quotes', 'Quotes are double.', of("{'news':['subscribe']}"), 'capability', {
        flags: ['LenientJson', 'VerbatimText'],
      }),
      invalidAt('list', 'A JSON list.', of('[["publish"]]'), 'capability', {
        flags: ['ListForObject', 'VerbatimText'],
      }),
      invalidAt('operation-without-list', 'An operation stands in a list.', of('{"a":"publish"}'), 'capability["a"]', {
        flags: ['LoneStringOperation', 'VerbatimText'],
      }),
      invalidAt('no-operations', 'A resource has an operation.', of('{"a":["publish"],"b":[]}'), 'capability["b"]', {
        flags: ['EmptyEntriesDropped', 'VerbatimText'],
      }),
      invalidAt('wildcard-beside-operation', "'*' stands alone.", of('{"a":["*","publish"]}'), 'capability["a"]', {
        flags: ['WildcardSwallows', 'VerbatimText'],
      }),
      invalidAt(
        'duplicate-name',
        'A resource that is named twice.',
        of('{"a":["publish"],"a":["subscribe"]}'),
        'capability["a"]',
        { flags: ['DuplicateNames', 'VerbatimText'] },
      ),
      invalid('lone-surrogate', 'Half of a surrogate pair.', of('{"a\\ud800":["publish"]}'), 40000, undefined, {
        flags: ['LoneSurrogate', 'VerbatimText'],
      }),
    ],
  ),
  group(
    'capability-object',
    'A structured capability becomes the same text.',
    { spec: ['TK2b', 'RSA9f'], basis: 'decision' },
    [
      valid('one-resource', 'One resource.', of({ news: ['subscribe'] })),
      valid('order', 'Resources and operations come in order.', of({ b: ['subscribe', 'publish'], a: ['*'] }), {
        flags: ['UnsortedOperations', 'SeparatorSpaces'],
      }),
      valid('integer-like', "'10' comes before '9'.", of({ '9': ['*'], '10': ['*'] }), { flags: ['IntegerLikeNames'] }),
      valid('list-indices', 'Names 0 and 1 do not make a list.', of({ '0': ['publish'], '1': ['subscribe'] }), {
        flags: ['ListForObject'],
      }),
      valid('characters', 'Characters that some encoders escape.', of({ "a/\u00e9<'=\u2028": ['publish'] }), {
        flags: ['SlashEscaped', 'NonAsciiEscaped', 'HtmlEscaped', 'LineSeparatorEscaped'],
      }),
      valid('astral-order', 'UTF-16 code units.', of({ '\ufb33': ['*'], '\ud83d\ude00': ['*'] }), {
        flags: ['CodePointOrder'],
      }),
      valid(
        'astral-order-from-any',
        'Neither the order given nor that of code points.',
        of({ '\ud83d\ude00': ['*'], '\ufb33': ['*'], a: ['*'] }),
        { flags: ['CodePointOrder'] },
      ),
      valid('capitals', 'Capitals come first.', of({ a: ['*'], B: ['*'] }), { flags: ['LocaleOrder'] }),
      valid(
        'numeric-names',
        "Names are compared as text: '09', '10.0', '1e1'.",
        of({ '1e1': ['*'], '10.0': ['*'], '09': ['*'] }),
        { flags: ['NumericNames'] },
      ),
      valid(
        'numeric-names-as-numbers',
        "'100.0' comes before '2e1', which is less as a number.",
        of({ '2e1': ['*'], '100.0': ['*'] }),
        { flags: ['NumericNames'] },
      ),
      valid('duplicate-operation', 'An operation counts once.', of({ a: ['publish', 'publish'] }), {
        flags: ['DuplicateOperations'],
      }),
      invalidAt('empty', 'It grants nothing.', of({}), 'capability', { flags: ['EmptyCapability', 'ListForObject'] }),
      ...each({ flags: ['EmptyEntriesDropped'] }, [
        invalidAt('no-operations', 'A resource has an operation.', of({ a: [] }), 'capability["a"]'),
        invalidAt('null-for-list', 'null lists none.', of({ a: null }), 'capability["a"]'),
        invalidAt('empty-resource', 'A resource has a name.', of({ '': ['publish'] }), 'capability[""]'),
        invalidAt('empty-operation', 'So has an operation.', of({ a: [''] }), 'capability["a"][0]'),
      ]),
      invalidAt('number-for-operation', 'It is a text.', of({ a: [1] }), 'capability["a"][0]'),
      invalidAt('null-for-operation', 'And not null.', of({ a: [null] }), 'capability["a"][0]'),
      invalidAt('operation-without-list', 'An operation stands in a list.', of({ a: 'publish' }), 'capability["a"]', {
        flags: ['LoneStringOperation'],
      }),
      invalidAt('wildcard-beside-operation', "'*' stands alone.", of({ a: ['publish', '*'] }), 'capability["a"]', {
        flags: ['WildcardSwallows'],
      }),
    ],
  ),
];
