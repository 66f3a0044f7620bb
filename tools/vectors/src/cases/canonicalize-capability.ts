import { each, group, invalid, ofText, valid, type Source } from '../authoring.js';
import { orderGroups } from './canonicalize-order.js';
import { canonicalizedNames } from './escaped-names.js';
import { stringGroups } from './canonicalize-strings.js';
import { invalidCapabilities } from './invalid-capabilities.js';
import { characters, manyResources } from './material.js';

/** The one text of a capability that is signed. */
export const source: Source = {
  operation: 'canonicalize-capability',
  about:
    'Writes a capability, given as an object or as JSON text, as the one text that every signer has to write. ' +
    'Public documentation gives the outline (no white space, names in order); the rest are decisions.',
  groups: [
    group('form', 'One object, no white space.', { spec: ['RSA9f', 'TK2b'], basis: 'spec' }, [
      ofText('one-resource', 'A capability that is canonical stays as it is.', '{"news":["subscribe"]}'),
      valid('object', 'An object has the text that its JSON text has.', { capability: { news: ['subscribe'] } }),
      ofText(
        'spaces-after-separators',
        "The spaces that Python's json.dumps puts are not part of the text.",
        '{"a": ["publish", "subscribe"], "b": ["*"]}',
        { flags: ['SeparatorSpaces', 'VerbatimText'] },
      ),
      valid(
        'object-with-two-entries',
        'No space is put after a comma or a colon.',
        { capability: { a: ['publish', 'subscribe'], b: ['*'] } },
        { flags: ['SeparatorSpaces'] },
      ),
      ...each({ flags: ['VerbatimText'] }, [
        ofText(
          'pretty-printed',
          'Line ends and indents are not part of the text.',
          '{\n  "a": [\n    "publish"\n  ]\n}\n',
        ),
        ofText(
          'tabs-and-carriage-returns',
          'Every white space that JSON knows goes.',
          '\t{\r\n"a"\t:\r[\n"publish" ] }\r\n',
        ),
      ]),
      ...each({ flags: ['WhiteSpaceStripped'] }, [
        ofText(
          'spaces-inside-names',
          'White space inside a name stays.',
          '{"my news":["subscribe"],"tab\\there":["publish"]}',
        ),
        ofText(
          'leading-and-trailing-space-in-names',
          'A name is not trimmed.',
          '{" a":["publish"],"a ":["subscribe"]}',
        ),
      ]),
      ofText('unknown-operation', 'An operation that is not known yet stays.', '{"a":["fly","publish"]}', {
        basis: 'decision',
        flags: ['ClosedOperations'],
      }),
      ...each({ basis: 'decision', flags: ['EmptyCapability', 'ListForObject'] }, [
        ofText('empty', 'A capability that grants nothing has a text too.', '{}'),
        valid('empty-object', 'An empty object is not a list.', { capability: {} }),
      ]),
      ofText('empty-with-space', 'Nor does white space make it anything else.', ' { } ', {
        basis: 'decision',
        flags: ['VerbatimText'],
      }),
    ]),
    ...orderGroups,
    ...stringGroups,
    ...invalidCapabilities,
    canonicalizedNames,
    group('limits', 'Limits count code points, and entries.', { spec: ['TK2b'], basis: 'decision', flags: ['Limit'] }, [
      valid('resource-at-limit', 'A name of 8192 characters.', { capability: { ['r'.repeat(8192)]: ['*'] } }),
      invalid(
        'resource-above-limit',
        'A name of 8193 characters.',
        { capability: { ['r'.repeat(8193)]: ['*'] } },
        40000,
      ),
      valid('operation-at-limit', 'An operation of 64 characters.', { capability: { a: ['o'.repeat(64)] } }),
      invalid(
        'operation-above-limit',
        'An operation of 65 characters.',
        { capability: { a: ['o'.repeat(65)] } },
        40000,
        '$["a"][0]',
      ),
      valid(
        'operation-of-astral-characters',
        '64 characters beyond U+FFFF are 128 UTF-16 code units and 256 bytes.',
        { capability: { a: ['\ud83d\ude00'.repeat(64)] } },
        { flags: ['Limit', 'UnitLength'] },
      ),
      invalid(
        'operation-of-too-many-astral-characters',
        '65 of them.',
        { capability: { a: ['\ud83d\ude00'.repeat(65)] } },
        40000,
        '$["a"][0]',
        { flags: ['Limit', 'UnitLength'] },
      ),
      valid('operations-at-limit', '64 operations.', { capability: { a: characters(64) } }),
      invalid('operations-above-limit', '65 operations.', { capability: { a: characters(65) } }, 40000, '$["a"]'),
      invalid('resources-above-limit', '5001 resources.', { capability: manyResources(5001) }, 40000, '$'),
    ]),
  ],
};
