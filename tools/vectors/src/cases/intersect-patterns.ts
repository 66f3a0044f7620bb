import { each, group, type CaseGroup } from '../authoring.js';
import { cross } from './intersect-cross.js';

const subscribing = (name: string, about: string, a: string, b: string, common?: string) => {
  const text = common === undefined ? '{}' : `{"${common}":["subscribe"]}`;
  return cross(name, about, { [a]: ['subscribe'] }, { [b]: ['subscribe'] }, text);
};

/** What two patterns have in common. */
export const patternGroups: readonly CaseGroup[] = [
  group(
    'patterns',
    'Two patterns have a pattern in common, or nothing.',
    { spec: ['TK2b'], basis: 'decision', flags: ['Intersection'] },
    [
      cross('wildcard-and-name', "'*' and a channel.", '*', 'a', 'a'),
      cross('trailing-and-name', "'a:*' and 'a:b'.", 'a:*', 'a:b', 'a:b'),
      cross('trailing-and-its-beginning', "'a:*' and 'a'.", 'a:*', 'a', 'a', {
        flags: ['Intersection', 'TrailingWildcard'],
      }),
      cross('trailing-and-other', "'a:*' and 'b'.", 'a:*', 'b', '{}'),
      cross('trailing-and-longer-segment', "'a:*' and 'ab'.", 'a:*', 'ab', '{}', {
        flags: ['Intersection', 'PrefixMatch'],
      }),
      cross('trailing-and-trailing', "'a:*' and 'a:b:*'.", 'a:*', 'a:b:*', 'a:b:*'),
      cross(
        'trailing-and-two',
        "'a:*' and 'a:*:*': neither stands for the same as the other.",
        'a:*',
        'a:*:*',
        'a:*:*',
        { flags: ['Intersection', 'TrailingWildcard'] },
      ),
      ...each({ flags: ['Intersection', 'InnerWildcard'] }, [
        cross('inner-and-trailing', "'foo:*:x' and 'foo:bar:*'.", 'foo:*:x', 'foo:bar:*', 'foo:bar:x'),
        cross('inner-and-inner', "'a:*:c' and '*:b:c'.", 'a:*:c', '*:b:c', 'a:b:c'),
        cross('inner-and-inner-apart', "'a:*:c' and 'a:*:d'.", 'a:*:c', 'a:*:d', '{}'),
        cross('inner-and-shorter', "'a:*:c' and 'a:*' have 'a:*:c'.", 'a:*:c', 'a:*', 'a:*:c'),
        cross('first-and-trailing', "'*:b' and 'a:*'.", '*:b', 'a:*', 'a:b'),
        cross('two-inner-and-trailing', "'*:b:*' and 'a:*'.", '*:b:*', 'a:*', 'a:b:*'),
        cross('different-lengths', "'a:*:c' and 'a:b'.", 'a:*:c', 'a:b', '{}'),
      ]),
      ...each({ flags: ['Intersection', 'LiteralStar'] }, [
        cross('literal-star', "'foo*' and 'foobar' are two names.", 'foo*', 'foobar', '{}'),
        cross('literal-star-and-wildcard', "'foo*' is one of '*'.", 'foo*', '*', 'foo*'),
      ]),
      cross(
        'overlap-before-others',
        'Patterns that overlap, and a name that both sides have.',
        { 'a:*': ['publish'], z: ['publish'] },
        { '*:b': ['publish'], z: ['publish'] },
        '{"a:b":["publish"],"z":["publish"]}',
      ),
      cross(
        'name-after-others',
        'A name that comes after others.',
        { b: ['publish'], c: ['publish'] },
        { a: ['publish'], b: ['publish'], c: ['publish'] },
        '{"b":["publish"],"c":["publish"]}',
      ),
      cross(
        'wider-crossing-by-inner-wildcard',
        "Of two crossed entries 'a:*:c' covers the other one.",
        'a:*:*',
        { '*:!:c': ['publish'], '*:*:c': ['publish'] },
        'a:*:c',
        { flags: ['Intersection', 'InnerWildcard'] },
      ),
      cross(
        'wider-crossing-by-trailing-wildcard',
        "And 'a:b:*' covers 'a:b'.",
        'a:*:*',
        { '*:b': ['publish'], '*:b:*': ['publish'] },
        'a:b:*',
        { flags: ['Intersection', 'TrailingWildcard'] },
      ),
      cross(
        'wider-crossing-after-narrower',
        "'a:*' covers 'a:*:*', which is crossed before it.",
        '[*]a:*',
        { '*:*:*': ['publish'], '[]*': ['publish'] },
        'a:*',
        { flags: ['Intersection', 'TrailingWildcard', 'Qualifiers'] },
      ),
      cross(
        'crossing-covered-in-part',
        'Another entry grants one of the two operations: the entry that arises by crossing stays whole.',
        { 'a:*': ['publish', 'subscribe'] },
        { '*:b': ['publish', 'subscribe'], '*': ['publish'] },
        '{"a:*":["publish"],"a:b":["publish","subscribe"]}',
      ),
    ],
  ),
  group(
    'qualifiers',
    'Kinds of resources.',
    { spec: ['TK2b'], basis: 'decision', flags: ['Intersection', 'Qualifiers'] },
    [
      cross('everything-and-wildcard', "'[*]*' and '*'.", { '[*]*': ['*'] }, '*', '*'),
      cross('wildcard-and-queue', "'*' and a queue.", { '*': ['*'] }, { '[queue]a': ['subscribe'] }, '{}'),
      cross(
        'everything-and-queue',
        "'[*]*' and a queue.",
        { '[*]*': ['*'] },
        { '[queue]a': ['subscribe'] },
        '{"[queue]a":["subscribe"]}',
      ),
      subscribing('any-qualifier-and-queues', "'[*]a' and '[queue]*'.", '[*]a', '[queue]*', '[queue]a'),
      subscribing('any-qualifier-and-channels', "'[*]a:*' and '*'.", '[*]a:*', '*', 'a:*'),
      subscribing('two-qualifiers', 'A queue and a metachannel.', '[queue]*', '[meta]*'),
      subscribing(
        'inner-and-name-of-a-metachannel',
        'A pattern and a name of one kind.',
        '[meta]a:*:c',
        '[meta]a:b:c',
        '[meta]a:b:c',
      ),
      subscribing('qualifier-and-inner', "'[meta]*:b' and '[*]a:*'.", '[meta]*:b', '[*]a:*', '[meta]a:b'),
    ],
  ),
];
