import { each, group, invalid, invalidAt, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY } from './material.js';

const capability = (value: string | JsonObject) => ({ key: KEY, params: { capability: value } });

/** The capability of a request, as text and as an object. */
export const capabilityGroups: readonly CaseGroup[] = [
  group(
    'capability-text',
    'Text that the caller gives is made canonical before it is signed.',
    { spec: ['TK2b', 'RSA9f'], basis: 'decision' },
    [
      valid('canonical', 'Canonical text stays as it is.', capability('{"news":["subscribe"]}'), { basis: 'spec' }),
      valid('spaces', 'White space goes.', capability('{"a": ["publish", "subscribe"]}'), {
        flags: ['VerbatimText', 'SeparatorSpaces'],
      }),
      valid('order-of-resources', 'Resources come in order.', capability('{"b":["*"],"a":["*"]}'), {
        flags: ['VerbatimText'],
      }),
      valid('order-of-operations', 'So do operations.', capability('{"a":["subscribe","publish"]}'), {
        flags: ['VerbatimText', 'UnsortedOperations'],
      }),
      valid('duplicate-operation', 'An operation counts once.', capability('{"a":["publish","publish"]}'), {
        flags: ['DuplicateOperations', 'VerbatimText'],
      }),
      valid('integer-like', "'10' comes before '9'.", capability('{"9":["*"],"10":["*"]}'), {
        flags: ['IntegerLikeNames', 'VerbatimText'],
      }),
      valid('exponents', "'1e1' comes before '9'.", capability('{"9":["*"],"1e1":["*"]}'), {
        flags: ['NumericNames', 'VerbatimText'],
      }),
      valid('astral-order', 'UTF-16 code units.', capability('{"\ufb33":["*"],"\ud83d\ude00":["*"]}'), {
        flags: ['CodePointOrder', 'VerbatimText'],
      }),
      valid('capitals', 'Capitals come first.', capability('{"a":["*"],"B":["*"]}'), {
        flags: ['LocaleOrder', 'VerbatimText'],
      }),
      valid(
        'astral-order-from-any',
        'Neither the order given nor that of code points.',
        capability('{"\ud83d\ude00":["*"],"\ufb33":["*"],"a":["*"]}'),
        { flags: ['CodePointOrder', 'VerbatimText'] },
      ),
      valid('escapes', 'Needless escapes go.', capability('{"a\\/\\u00e9\\u003c\\u2028":["publish"]}'), {
        flags: ['SlashEscaped', 'NonAsciiEscaped', 'HtmlEscaped', 'LineSeparatorEscaped', 'VerbatimText'],
      }),
      valid('slash', "'/' is raw.", capability('{"a/b":["publish"]}'), { flags: ['SlashEscaped'] }),
      valid('outside-ascii', "'\u00e9' is raw.", capability('{"\u00e9":["publish"]}'), { flags: ['NonAsciiEscaped'] }),
      valid('html', "'<' is raw.", capability('{"<a href=\'x\'>&=":["publish"]}'), { flags: ['HtmlEscaped'] }),
      valid('line-separators', 'U+2028 is raw.', capability('{"\u2028":["publish"]}'), {
        flags: ['LineSeparatorEscaped'],
      }),
      valid('apostrophe', 'An apostrophe is not a quote.', capability('{"it\'s":["publish"]}'), {
        flags: ['LenientJson', 'HtmlEscaped'],
      }),
      valid('spaces-inside-names', 'White space inside a name stays.', capability('{"my news":["subscribe"]}'), {
        flags: ['WhiteSpaceStripped'],
      }),
      valid('proto', "'__proto__' is a name.", capability('{"__proto__":["publish"]}'), { flags: ['PrototypeNames'] }),
      valid('list-indices', 'Names 0 and 1 do not make a list.', capability('{"0":["publish"],"1":["subscribe"]}'), {
        flags: ['ListForObject'],
      }),
      valid('unknown-operation', 'What is not known yet is for the service to check.', capability('{"a":["fly"]}'), {
        flags: ['ClosedOperations'],
      }),
      invalidAt(
        'empty-object',
        'It grants nothing: leave the member out to get what the key has.',
        capability('{}'),
        'capability',
        { flags: ['EmptyCapability'] },
      ),
      invalidAt('empty-text', 'Nor is the empty text a capability.', capability(''), 'capability', {
        flags: ['EmptyCapability', 'DefaultCapability', 'EmptyForAbsent'],
      }),
      invalidAt('not-json', 'Text that is not JSON.', capability('news'), 'capability', {
        flags: ['LenientJson', 'VerbatimText'],
      }),
      invalidAt('null-text', "The text 'null'.", capability('null'), 'capability', {
        flags: ['VerbatimText', 'DefaultCapability', 'EmptyForAbsent'],
      }),
      invalidAt('empty-resource', 'A resource has a name.', capability('{"":["publish"]}'), 'capability[""]', {
        flags: ['EmptyEntriesDropped', 'VerbatimText'],
      }),
      invalidAt('empty-operation', 'So has an operation.', capability('{"a":[""]}'), 'capability["a"][0]', {
        flags: ['EmptyEntriesDropped', 'VerbatimText'],
      }),
      invalidAt('number-for-operation', 'It is a text.', capability('{"a":[1]}'), 'capability["a"][0]', {
        flags: ['VerbatimText'],
      }),
      invalidAt('null-for-operation', 'And not null.', capability('{"a":[null]}'), 'capability["a"][0]', {
        flags: ['VerbatimText'],
      }),
      invalidAt('single-quotes', 'Quotes are double.', capability("{'news':['subscribe']}"), 'capability', {
        flags: ['LenientJson', 'VerbatimText'],
      }),
      invalidAt('list', 'A JSON list.', capability('[["publish"]]'), 'capability', {
        flags: ['ListForObject', 'VerbatimText'],
      }),
      invalidAt(
        'operation-without-list',
        'An operation stands in a list.',
        capability('{"a":"publish"}'),
        'capability["a"]',
        { flags: ['LoneStringOperation', 'VerbatimText'] },
      ),
      invalidAt(
        'no-operations',
        'A resource has an operation.',
        capability('{"a":["publish"],"b":[]}'),
        'capability["b"]',
        { flags: ['EmptyEntriesDropped', 'VerbatimText'] },
      ),
      invalidAt(
        'wildcard-beside-operation',
        "'*' stands alone.",
        capability('{"a":["*","publish"]}'),
        'capability["a"]',
        { flags: ['WildcardSwallows', 'VerbatimText'] },
      ),
      invalidAt(
        'duplicate-name',
        'A resource that is named twice.',
        capability('{"a":["publish"],"a":["subscribe"]}'),
        'capability["a"]',
        { flags: ['DuplicateNames', 'VerbatimText'] },
      ),
      invalid('lone-surrogate', 'Half of a surrogate pair.', capability('{"a\\ud800":["publish"]}'), 40000, undefined, {
        flags: ['LoneSurrogate', 'VerbatimText'],
      }),
    ],
  ),
  group(
    'capability-object',
    'A structured capability becomes the same text.',
    { spec: ['TK2b', 'RSA9f'], basis: 'decision' },
    [
      valid('one-resource', 'One resource.', capability({ news: ['subscribe'] })),
      valid('order', 'Resources and operations come in order.', capability({ b: ['subscribe', 'publish'], a: ['*'] }), {
        flags: ['UnsortedOperations', 'SeparatorSpaces'],
      }),
      valid('integer-like', "'10' comes before '9'.", capability({ '9': ['*'], '10': ['*'] }), {
        flags: ['IntegerLikeNames'],
      }),
      valid('list-indices', 'Names 0 and 1 do not make a list.', capability({ '0': ['publish'], '1': ['subscribe'] }), {
        flags: ['ListForObject'],
      }),
      valid('characters', 'Characters that some encoders escape.', capability({ "a/\u00e9<'=\u2028": ['publish'] }), {
        flags: ['SlashEscaped', 'NonAsciiEscaped', 'HtmlEscaped', 'LineSeparatorEscaped'],
      }),
      valid('astral-order', 'UTF-16 code units.', capability({ '\ufb33': ['*'], '\ud83d\ude00': ['*'] }), {
        flags: ['CodePointOrder'],
      }),
      valid(
        'astral-order-from-any',
        'Neither the order given nor that of code points.',
        capability({ '\ud83d\ude00': ['*'], '\ufb33': ['*'], a: ['*'] }),
        { flags: ['CodePointOrder'] },
      ),
      valid('capitals', 'Capitals come first.', capability({ a: ['*'], B: ['*'] }), { flags: ['LocaleOrder'] }),
      valid(
        'numeric-names',
        "Names are compared as text: '09', '10.0', '1e1'.",
        capability({ '1e1': ['*'], '10.0': ['*'], '09': ['*'] }),
        { flags: ['NumericNames'] },
      ),
      valid(
        'numeric-names-as-numbers',
        "'100.0' comes before '2e1', which is less as a number.",
        capability({ '2e1': ['*'], '100.0': ['*'] }),
        { flags: ['NumericNames'] },
      ),
      valid('duplicate-operation', 'An operation counts once.', capability({ a: ['publish', 'publish'] }), {
        flags: ['DuplicateOperations'],
      }),
      invalidAt('empty', 'It grants nothing.', capability({}), 'capability', {
        flags: ['EmptyCapability', 'ListForObject'],
      }),
      ...each({ flags: ['EmptyEntriesDropped'] }, [
        invalidAt('no-operations', 'A resource has an operation.', capability({ a: [] }), 'capability["a"]'),
        invalidAt('null-for-list', 'null lists none.', capability({ a: null }), 'capability["a"]'),
        invalidAt('empty-resource', 'A resource has a name.', capability({ '': ['publish'] }), 'capability[""]'),
        invalidAt('empty-operation', 'So has an operation.', capability({ a: [''] }), 'capability["a"][0]'),
      ]),
      invalidAt('number-for-operation', 'It is a text.', capability({ a: [1] }), 'capability["a"][0]'),
      invalidAt('null-for-operation', 'And not null.', capability({ a: [null] }), 'capability["a"][0]'),
      invalidAt(
        'operation-without-list',
        'An operation stands in a list.',
        capability({ a: 'publish' }),
        'capability["a"]',
        { flags: ['LoneStringOperation'] },
      ),
      invalidAt(
        'wildcard-beside-operation',
        "'*' stands alone.",
        capability({ a: ['publish', '*'] }),
        'capability["a"]',
        { flags: ['WildcardSwallows'] },
      ),
    ],
  ),
];
