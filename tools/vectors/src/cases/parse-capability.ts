import { each, group, invalid, ofText, type Source } from '../authoring.js';
import { invalidCapabilities } from './invalid-capabilities.js';
import { parsedNames } from './escaped-names.js';
import { characters, manyResources } from './material.js';

const text = (value: string) => ({ text: value });

/** Capability text as an object. */
export const source: Source = {
  operation: 'parse-capability',
  about:
    'Reads capability text as an object: for each resource its operations, in order, each once. ' +
    'Most tests are invalid, each with the path of the error.',
  groups: [
    group('reading', 'What is read.', { spec: ['TK2b'], basis: 'decision' }, [
      ofText('one-resource', 'One resource.', '{"news":["subscribe"]}', { basis: 'spec' }),
      ofText('nothing', 'A capability may be empty.', '{}', { flags: ['EmptyCapability', 'ListForObject'] }),
      ofText(
        'white-space',
        'White space between tokens says nothing.',
        '\r\n\t { "a" : [ "publish" , "subscribe" ] } \n',
        { basis: 'spec' },
      ),
      ofText('sorted', 'Operations come in order.', '{"a":["subscribe","publish"]}', { flags: ['UnsortedOperations'] }),
      ofText('distinct', 'An operation counts once.', '{"a":["publish","subscribe","publish"]}', {
        flags: ['DuplicateOperations'],
      }),
      ofText('astral-order', 'Operations are ordered by UTF-16 code units.', '{"a":["\ufb33","\ud83d\ude00"]}', {
        flags: ['CodePointOrder'],
      }),
      ofText('escapes', 'Every escape is read.', '{"\\u0061\\/\\"\\\\\\b\\f\\n\\r\\t":["\\ud83d\\ude00"]}'),
      ...each({ flags: ['PrototypeNames'] }, [
        ofText('proto', "'__proto__' is a name like any other.", '{"__proto__":["publish"]}'),
        ofText('constructor', "So is 'constructor'.", '{"constructor":["publish"],"toString":["*"]}'),
      ]),
      ofText('list-indices', 'Names 0 and 1 do not make a list.', '{"0":["publish"],"1":["subscribe"]}', {
        flags: ['ListForObject'],
      }),
      ofText('unknown-operation', 'An operation that is not known yet stays.', '{"a":["fly"]}', {
        flags: ['ClosedOperations'],
      }),
      ofText('names-with-space', 'A name is not trimmed.', '{" a ":["publish"]}', { flags: ['WhiteSpaceStripped'] }),
      ofText('names-that-differ-by-case', 'Names differ by case.', '{"News":["publish"],"news":["subscribe"]}'),
      ofText('names-that-differ-by-form', 'And by Unicode form.', '{"\u00e9":["publish"],"e\u0301":["subscribe"]}', {
        flags: ['Normalised'],
      }),
      ofText('brackets-in-names', 'Brackets inside a name do not nest.', '{"[[[[[[[[[[{{{{":["publish"]}', {
        flags: ['Limit'],
      }),
      ofText('separators-in-names', 'Nor do separators separate there.', '{"a\\":[\\"publish\\"],\\"b":["publish"]}', {
        flags: ['DuplicateNames'],
      }),
    ]),
    ...invalidCapabilities,
    parsedNames,
    group('limits', 'Limits count code points, and entries.', { spec: ['TK2b'], basis: 'decision', flags: ['Limit'] }, [
      invalid('resource-above-limit', 'A name of 8193 characters.', text(`{"${'r'.repeat(8193)}":["*"]}`), 40000),
      ofText('operation-at-limit', 'An operation of 64 characters.', `{"a":["${'o'.repeat(64)}"]}`),
      invalid(
        'operation-above-limit',
        'An operation of 65 characters.',
        text(`{"a":["${'o'.repeat(65)}"]}`),
        40000,
        '$["a"][0]',
      ),
      ofText('operations-at-limit', '64 operations.', JSON.stringify({ a: characters(64) })),
      invalid('operations-above-limit', '65 operations.', text(JSON.stringify({ a: characters(65) })), 40000, '$["a"]'),
      ofText('resources-at-limit', '5000 resources.', JSON.stringify(manyResources(5000))),
    ]),
  ],
};
