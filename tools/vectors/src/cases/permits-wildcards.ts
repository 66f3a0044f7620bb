import { each, group, type CaseGroup } from '../authoring.js';
import { entryTests } from './permits-ask.js';

const { grants, denies } = entryTests('publish');

/** What `*` stands for. */
export const wildcardGroups: readonly CaseGroup[] = [
  group(
    'trailing-wildcard',
    "'*' at the end stands for the rest.",
    { spec: ['TK2b'], basis: 'spec', flags: ['TrailingWildcard'] },
    [
      grants('everything', "'*' alone is every ordinary channel.", '*', 'news'),
      grants('everything-with-segments', 'With as many segments as it may have.', '*', 'a:b:c:d'),
      grants('one-segment', 'One segment below.', 'foo:*', 'foo:bar'),
      grants('two-segments', 'Two segments below.', 'foo:*', 'foo:bar:baz'),
      grants('no-segment', 'None.', 'foo:*', 'foo', { basis: 'decision' }),
      grants('empty-segment', 'An empty one.', 'foo:*', 'foo:', { basis: 'decision' }),
      denies('other-beginning', 'Not below another segment.', 'foo:*', 'bar:foo'),
      ...each({ flags: ['TrailingWildcard', 'PrefixMatch'] }, [
        denies('longer-segment', "'foo:*' is not 'foo*'.", 'foo:*', 'foobar'),
        denies('longer-segment-below', 'Nor below a segment that begins so.', 'foo:*', 'foobar:baz'),
      ]),
      grants('two-deep', 'After two segments.', 'foo:bar:*', 'foo:bar:baz'),
      denies('too-short', "'foo:bar:*' does not cover 'foo'.", 'foo:bar:*', 'foo'),
      grants('itself-at-two-deep', "It covers 'foo:bar'.", 'foo:bar:*', 'foo:bar', { basis: 'decision' }),
      grants('twice', "'*:*' is one segment and the rest.", '*:*', 'foo:bar'),
      grants('twice-for-one', 'The rest may be nothing.', '*:*', 'foo', { basis: 'decision' }),
      grants('thrice-for-two', 'Here too.', 'foo:*:*', 'foo:bar', { basis: 'decision' }),
      denies('thrice-for-one', 'The one in the middle is one segment.', 'foo:*:*', 'foo', {
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
      grants('one-segment', 'One segment.', 'foo:*:baz', 'foo:bar:baz'),
      denies('two-segments', 'Not two.', 'foo:*:baz', 'foo:bar:bar:baz'),
      denies('no-segment', 'Not none.', 'foo:*:baz', 'foo:baz'),
      grants('empty-segment', 'An empty one is one.', 'foo:*:baz', 'foo::baz', { basis: 'decision' }),
      denies('other-end', 'The end has to fit.', 'foo:*:baz', 'foo:bar:qux'),
      denies('longer', 'And nothing comes after it.', 'foo:*:baz', 'foo:bar:baz:qux'),
      grants('first', 'At the beginning.', '*:foo', 'bar:foo'),
      denies('first-alone', "'*:foo' does not cover 'foo'.", '*:foo', 'foo'),
      denies('first-two', 'Nor two segments before it.', '*:foo', 'a:b:foo'),
      grants('two-of-them', 'Two wildcards.', '*:foo:*:bar', 'a:foo:b:bar'),
      grants('with-a-trailing-one', 'One in the middle and one at the end.', 'foo:*:bar:*', 'foo:a:bar:b:c'),
      grants('with-nothing-after', 'The one at the end may be nothing.', 'foo:*:bar:*', 'foo:a:bar', {
        basis: 'decision',
      }),
    ],
  ),
  group(
    'literal-star',
    "'*' is a wildcard only as a whole segment.",
    { spec: ['TK2b'], basis: 'spec', flags: ['LiteralStar'] },
    [
      denies('at-the-end-of-a-segment', "'foo*' does not match 'foobar'.", 'foo*', 'foobar'),
      grants('itself', "It matches 'foo*'.", 'foo*', 'foo*', { basis: 'decision' }),
      denies('at-the-beginning-of-a-segment', "'*foo' does not match 'barfoo'.", '*foo', 'barfoo'),
      denies('two-stars', "'**' is not a wildcard.", '**', 'foo', { basis: 'decision' }),
      denies('two-stars-in-the-middle', 'Nor in the middle.', 'a:**:c', 'a:b:c', { basis: 'decision' }),
      denies('star-with-a-space', "'* ' is not a wildcard.", '* ', 'foo', {
        basis: 'decision',
        flags: ['LiteralStar', 'WhiteSpaceStripped'],
      }),
    ],
  ),
];
