import { group, type CaseGroup } from '../authoring.js';
import { no, yes } from './permits-ask.js';

/** What `*` stands for. */
export const wildcardGroups: readonly CaseGroup[] = [
  group(
    'trailing-wildcard',
    "'*' at the end stands for the rest.",
    { spec: ['TK2b'], basis: 'spec', flags: ['TrailingWildcard'] },
    [
      yes('everything', "'*' alone is every ordinary channel.", { '*': ['publish'] }, 'news', 'publish'),
      yes(
        'everything-with-segments',
        'With as many segments as it may have.',
        { '*': ['publish'] },
        'a:b:c:d',
        'publish',
      ),
      yes('one-segment', 'One segment below.', { 'foo:*': ['publish'] }, 'foo:bar', 'publish'),
      yes('two-segments', 'Two segments below.', { 'foo:*': ['publish'] }, 'foo:bar:baz', 'publish'),
      yes('no-segment', 'None.', { 'foo:*': ['publish'] }, 'foo', 'publish', { basis: 'decision' }),
      yes('empty-segment', 'An empty one.', { 'foo:*': ['publish'] }, 'foo:', 'publish', { basis: 'decision' }),
      no('other-beginning', 'Not below another segment.', { 'foo:*': ['publish'] }, 'bar:foo', 'publish'),
      no('longer-segment', "'foo:*' is not 'foo*'.", { 'foo:*': ['publish'] }, 'foobar', 'publish', {
        flags: ['TrailingWildcard', 'PrefixMatch'],
      }),
      no(
        'longer-segment-below',
        'Nor below a segment that begins so.',
        { 'foo:*': ['publish'] },
        'foobar:baz',
        'publish',
        { flags: ['TrailingWildcard', 'PrefixMatch'] },
      ),
      yes('two-deep', 'After two segments.', { 'foo:bar:*': ['publish'] }, 'foo:bar:baz', 'publish'),
      no('too-short', "'foo:bar:*' does not cover 'foo'.", { 'foo:bar:*': ['publish'] }, 'foo', 'publish'),
      yes('itself-at-two-deep', "It covers 'foo:bar'.", { 'foo:bar:*': ['publish'] }, 'foo:bar', 'publish', {
        basis: 'decision',
      }),
      yes('twice', "'*:*' is one segment and the rest.", { '*:*': ['publish'] }, 'foo:bar', 'publish'),
      yes('twice-for-one', 'The rest may be nothing.', { '*:*': ['publish'] }, 'foo', 'publish', {
        basis: 'decision',
      }),
      yes('thrice-for-two', 'Here too.', { 'foo:*:*': ['publish'] }, 'foo:bar', 'publish', { basis: 'decision' }),
      no('thrice-for-one', 'The one in the middle is one segment.', { 'foo:*:*': ['publish'] }, 'foo', 'publish', {
        basis: 'decision',
        flags: ['TrailingWildcard', 'InnerWildcard'],
      }),
    ],
  ),
  group(
    'inner-wildcard',
    "'*' elsewhere stands for exactly one segment.",
    { spec: ['TK2b'], basis: 'spec', flags: ['InnerWildcard'] },
    [
      yes('one-segment', 'One segment.', { 'foo:*:baz': ['publish'] }, 'foo:bar:baz', 'publish'),
      no('two-segments', 'Not two.', { 'foo:*:baz': ['publish'] }, 'foo:bar:bar:baz', 'publish'),
      no('no-segment', 'Not none.', { 'foo:*:baz': ['publish'] }, 'foo:baz', 'publish'),
      yes('empty-segment', 'An empty one is one.', { 'foo:*:baz': ['publish'] }, 'foo::baz', 'publish', {
        basis: 'decision',
      }),
      no('other-end', 'The end has to fit.', { 'foo:*:baz': ['publish'] }, 'foo:bar:qux', 'publish'),
      no('longer', 'And nothing comes after it.', { 'foo:*:baz': ['publish'] }, 'foo:bar:baz:qux', 'publish'),
      yes('first', 'At the beginning.', { '*:foo': ['publish'] }, 'bar:foo', 'publish'),
      no('first-alone', "'*:foo' does not cover 'foo'.", { '*:foo': ['publish'] }, 'foo', 'publish'),
      no('first-two', 'Nor two segments before it.', { '*:foo': ['publish'] }, 'a:b:foo', 'publish'),
      yes('two-of-them', 'Two wildcards.', { '*:foo:*:bar': ['publish'] }, 'a:foo:b:bar', 'publish'),
      yes(
        'with-a-trailing-one',
        'One in the middle and one at the end.',
        { 'foo:*:bar:*': ['publish'] },
        'foo:a:bar:b:c',
        'publish',
      ),
      yes(
        'with-nothing-after',
        'The one at the end may be nothing.',
        { 'foo:*:bar:*': ['publish'] },
        'foo:a:bar',
        'publish',
        { basis: 'decision' },
      ),
    ],
  ),
  group(
    'literal-star',
    "'*' is a wildcard only as a whole segment.",
    { spec: ['TK2b'], basis: 'spec', flags: ['LiteralStar'] },
    [
      no('at-the-end-of-a-segment', "'foo*' does not match 'foobar'.", { 'foo*': ['publish'] }, 'foobar', 'publish'),
      yes('itself', "It matches 'foo*'.", { 'foo*': ['publish'] }, 'foo*', 'publish', { basis: 'decision' }),
      no(
        'at-the-beginning-of-a-segment',
        "'*foo' does not match 'barfoo'.",
        { '*foo': ['publish'] },
        'barfoo',
        'publish',
      ),
      no('two-stars', "'**' is not a wildcard.", { '**': ['publish'] }, 'foo', 'publish', { basis: 'decision' }),
      no('two-stars-in-the-middle', 'Nor in the middle.', { 'a:**:c': ['publish'] }, 'a:b:c', 'publish', {
        basis: 'decision',
      }),
      no('star-with-a-space', "'* ' is not a wildcard.", { '* ': ['publish'] }, 'foo', 'publish', {
        basis: 'decision',
        flags: ['LiteralStar', 'WhiteSpaceStripped'],
      }),
    ],
  ),
];
