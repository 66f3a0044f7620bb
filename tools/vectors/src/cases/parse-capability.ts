import { group, invalid, valid, type Source } from '../authoring.js';
import { invalidCapabilities } from './invalid-capabilities.js';
import { parsedNames } from './escaped-names.js';
import { characters, manyResources } from './material.js';

const text = (value: string) => ({ text: value });

/** Capability text as an object. */
export const parseCapability: Source = {
  operation: 'parse-capability',
  about:
    'Reads capability text as an object: for each resource its operations, in order, each once. ' +
    'Most tests are invalid, each with the path of the error.',
  groups: [
    group('reading', 'What is read.', { spec: ['TK2b'], basis: 'decision' }, [
      valid('one-resource', 'One resource.', text('{"news":["subscribe"]}'), { basis: 'spec' }),
      valid('nothing', 'A capability may be empty.', text('{}'), { flags: ['EmptyCapability', 'ListForObject'] }),
      valid(
        'white-space',
        'White space between tokens says nothing.',
        text('\r\n\t { "a" : [ "publish" , "subscribe" ] } \n'),
        { basis: 'spec' },
      ),
      valid('sorted', 'Operations come in order.', text('{"a":["subscribe","publish"]}'), {
        flags: ['UnsortedOperations'],
      }),
      valid('distinct', 'An operation counts once.', text('{"a":["publish","subscribe","publish"]}'), {
        flags: ['DuplicateOperations'],
      }),
      valid('astral-order', 'Operations are ordered by UTF-16 code units.', text('{"a":["\ufb33","\ud83d\ude00"]}'), {
        flags: ['CodePointOrder'],
      }),
      valid('escapes', 'Every escape is read.', text('{"\\u0061\\/\\"\\\\\\b\\f\\n\\r\\t":["\\ud83d\\ude00"]}')),
      valid('proto', "'__proto__' is a name like any other.", text('{"__proto__":["publish"]}'), {
        flags: ['PrototypeNames'],
      }),
      valid('constructor', "So is 'constructor'.", text('{"constructor":["publish"],"toString":["*"]}'), {
        flags: ['PrototypeNames'],
      }),
      valid('list-indices', 'Names 0 and 1 do not make a list.', text('{"0":["publish"],"1":["subscribe"]}'), {
        flags: ['ListForObject'],
      }),
      valid('unknown-operation', 'An operation that is not known yet stays.', text('{"a":["fly"]}'), {
        flags: ['ClosedOperations'],
      }),
      valid('names-with-space', 'A name is not trimmed.', text('{" a ":["publish"]}'), {
        flags: ['WhiteSpaceStripped'],
      }),
      valid('names-that-differ-by-case', 'Names differ by case.', text('{"News":["publish"],"news":["subscribe"]}')),
      valid(
        'names-that-differ-by-form',
        'And by Unicode form.',
        text('{"\u00e9":["publish"],"e\u0301":["subscribe"]}'),
        { flags: ['Normalised'] },
      ),
      valid('brackets-in-names', 'Brackets inside a name do not nest.', text('{"[[[[[[[[[[{{{{":["publish"]}'), {
        flags: ['Limit'],
      }),
      valid(
        'separators-in-names',
        'Nor do separators separate there.',
        text('{"a\\":[\\"publish\\"],\\"b":["publish"]}'),
        { flags: ['DuplicateNames'] },
      ),
    ]),
    ...invalidCapabilities,
    parsedNames,
    group('limits', 'Limits count code points, and entries.', { spec: ['TK2b'], basis: 'decision', flags: ['Limit'] }, [
      invalid('resource-above-limit', 'A name of 8193 characters.', text(`{"${'r'.repeat(8193)}":["*"]}`), 40000),
      valid('operation-at-limit', 'An operation of 64 characters.', text(`{"a":["${'o'.repeat(64)}"]}`)),
      invalid(
        'operation-above-limit',
        'An operation of 65 characters.',
        text(`{"a":["${'o'.repeat(65)}"]}`),
        40000,
        '$["a"][0]',
      ),
      valid('operations-at-limit', '64 operations.', text(JSON.stringify({ a: characters(64) }))),
      invalid('operations-above-limit', '65 operations.', text(JSON.stringify({ a: characters(65) })), 40000, '$["a"]'),
      valid('resources-at-limit', '5000 resources.', text(JSON.stringify(manyResources(5000)))),
    ]),
  ],
};
