import { each, group, invalid, type Source } from '../authoring.js';
import { cross } from './intersect-cross.js';
import { patternGroups } from './intersect-patterns.js';
import { characters, manyResources, type Given } from './material.js';

const patterns = (count: number, nameOf: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [nameOf(index), ['*']]));

/** A test, and the same the other way round. */
const bothWays = (name: string, about: string, a: Given, b: Given, common: string) => [
  cross(name, about, a, b, common),
  cross(`${name}-swapped`, 'The other way round.', b, a, common),
];

/** What two capabilities have in common. */
export const source: Source = {
  operation: 'intersect',
  about:
    'Gives the canonical text of what two capabilities have in common: what a token gets that asks one of a key that has the other. ' +
    'Every pair of entries gives the pattern and the operations that both have; entries of one pattern are joined; ' +
    'an entry that neither side names is left out when another entry covers it.',
  groups: [
    group('names', 'Without wildcards.', { spec: ['TK2b'], basis: 'decision', flags: ['Intersection'] }, [
      cross('same', 'A capability and itself.', 'a', 'a', 'a'),
      cross(
        'operations',
        'The operations that both have.',
        { a: ['history', 'publish'] },
        { a: ['publish', 'subscribe'] },
        '{"a":["publish"]}',
      ),
      cross('no-operation-in-common', 'No operation in common.', { a: ['publish'] }, { a: ['subscribe'] }, '{}'),
      cross('no-resource-in-common', 'No resource in common.', 'a', 'b', '{}'),
      cross(
        'one-resource-in-common',
        'The resources that both have.',
        { a: ['publish'], b: ['publish'] },
        { b: ['publish'], c: ['publish'] },
        'b',
      ),
      ...each({ flags: ['Intersection', 'EmptyCapability'] }, [
        cross('with-nothing', 'Nothing has nothing in common.', 'a', {}, '{}'),
        cross('nothing-with-everything', 'Not even with everything.', {}, { '[*]*': ['*'] }, '{}'),
      ]),
      cross('proto', "'__proto__' is a name like any other.", '__proto__', { '*': ['*'] }, '__proto__', {
        flags: ['PrototypeNames'],
      }),
      cross(
        'order-of-text',
        'The text is canonical.',
        { b: ['subscribe', 'publish'], '9': ['*'], '10': ['*'] },
        { '*': ['*'] },
        '{"10":["*"],"9":["*"],"b":["publish","subscribe"]}',
        { flags: ['IntegerLikeNames', 'UnsortedOperations'] },
      ),
    ]),
    group(
      'operations',
      "'*' gives way to what the other side has.",
      { spec: ['TK2b'], basis: 'decision', flags: ['Intersection', 'OperationMatch'] },
      [
        cross(
          'wildcard-and-names',
          "'*' and two operations.",
          { a: ['*'] },
          { a: ['publish', 'subscribe'] },
          '{"a":["publish","subscribe"]}',
        ),
        cross(
          'names-and-wildcard',
          'The other way round.',
          { a: ['publish', 'subscribe'] },
          { a: ['*'] },
          '{"a":["publish","subscribe"]}',
        ),
        cross('wildcard-and-wildcard', "'*' and '*'.", { a: ['*'] }, { a: ['*'] }, '{"a":["*"]}'),
        cross(
          'wildcard-and-unknown',
          'An operation that is not known yet.',
          { a: ['fly'] },
          { a: ['*'] },
          '{"a":["fly"]}',
          { flags: ['ClosedOperations'] },
        ),
        cross(
          'joined',
          'Two pairs that give one resource are joined.',
          { 'a:*': ['publish'], 'a:b': ['subscribe'] },
          { 'a:b': ['publish', 'subscribe'] },
          '{"a:b":["publish","subscribe"]}',
        ),
        cross(
          'joined-with-wildcard',
          "'*' stays alone when it is joined.",
          { 'a:*': ['publish'], 'a:b': ['*'] },
          { 'a:b': ['*'] },
          '{"a:b":["*"]}',
          { flags: ['Intersection', 'WildcardSwallows'] },
        ),
      ],
    ),
    ...patternGroups,
    group(
      'text',
      'The entries of the text, in either order of the arguments.',
      { spec: ['TK2b'], basis: 'decision', flags: ['IntersectionText'] },
      [
        ...bothWays(
          'named-entry-stays',
          'A resource that a side names stays by name, though a pattern covers it: revocation by channel matches names.',
          { 'a:*': ['publish'], 'a:b': ['publish'] },
          { '*': ['*'] },
          '{"a:*":["publish"],"a:b":["publish"]}',
        ),
        cross(
          'named-by-the-key',
          'Also where the key names it.',
          'a:*',
          { 'a:b': ['publish'], 'a:*': ['publish'] },
          '{"a:*":["publish"],"a:b":["publish"]}',
        ),
        ...bothWays(
          'crossed-entry-goes',
          "'a:b' arises from crossing 'a:*' and '*:b' alone, and is left out where 'a:*' is covered as a whole.",
          'a:*',
          { '*:b': ['publish'], '*': ['publish'] },
          'a:*',
        ),
        cross('crossed-entry-stays', 'It stays where no other entry covers it.', 'a:*', '*:b', 'a:b'),
        cross(
          'crossed-entries-of-each-other',
          'Of two crossed entries the wider one is left.',
          'a:*:*',
          { '*:b:*': ['publish'], '*:b:c': ['publish'] },
          'a:b:*',
        ),
        ...bothWays(
          'key-of-three',
          'A request against a key with three entries.',
          { 'chat:*': ['publish', 'subscribe'], news: ['subscribe'] },
          { 'chat:*': ['subscribe'], 'chat:room1': ['publish', 'history'], '*': ['presence', 'subscribe'] },
          '{"chat:*":["subscribe"],"chat:room1":["publish"],"news":["subscribe"]}',
        ),
      ],
    ),
    group(
      'limits',
      'At most 1000000 pairs of entries are crossed.',
      { spec: ['TK2b'], basis: 'decision', flags: ['Limit'] },
      [
        invalid(
          'resources-above-limit',
          '71 patterns that cross 71 others: 5041 resources in common.',
          { a: patterns(71, (index) => `a${index}:*`), b: patterns(71, (index) => `*:b${index}`) },
          40000,
          '$',
        ),
        invalid(
          'name-above-limit',
          'Two names within the limit, and one above it in common.',
          { a: { [`${'a'.repeat(4096)}:*`]: ['*'] }, b: { [`*:${'b'.repeat(4096)}`]: ['*'] } },
          40000,
          '$',
        ),
        invalid(
          'operations-above-limit',
          'A resource that gets 64 operations of one entry and another one of the other.',
          { a: { 'a:*': characters(64), '*:b': ['publish'] }, b: { 'a:b': ['*'] } },
          40000,
          '$',
        ),
        cross(
          'operations-and-wildcard',
          "'*' is one operation, in place of all that other entries grant.",
          { 'a:*': characters(64), '*:b': ['*'] },
          { 'a:b': ['*'] },
          '{"a:b":["*"]}',
        ),
        cross(
          'pairs-at-limit',
          '1000 entries and 1000.',
          manyResources(1000),
          { ...manyResources(1), ...manyResources(999, 's') },
          '{"r0":["*"]}',
        ),
        invalid(
          'pairs-above-limit',
          '1001 entries and 1000.',
          { a: manyResources(1001), b: manyResources(1000) },
          40000,
          '$',
        ),
      ],
    ),
  ],
};
