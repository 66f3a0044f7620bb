import { each, group, valid, type Case, type Source, type Traits } from '../authoring.js';
import { capabilityOf, DOCUMENTED_OPERATIONS, type Given } from './material.js';

const ask =
  (covers: boolean) =>
  (name: string, about: string, outer: Given, inner: Given, traits: Traits = {}): Case =>
    valid(name, about, { outer: capabilityOf(outer), inner: capabilityOf(inner) }, { ...traits, output: { covers } });
const yes = ask(true);
const no = ask(false);

/** Whether one capability grants all that another does. */
export const source: Source = {
  operation: 'covers',
  about:
    'Tells whether every operation on every resource of the inner capability is covered by one entry of the outer. ' +
    'What only several entries cover together is not looked for, so that the answer is always quick.',
  groups: [
    group('names', 'Without wildcards.', { spec: ['TK2b'], basis: 'decision' }, [
      yes(
        'same',
        'A capability covers itself.',
        { a: ['publish'], b: ['subscribe'] },
        { a: ['publish'], b: ['subscribe'] },
      ),
      yes('fewer-operations', 'It covers fewer operations.', { a: ['publish', 'subscribe'] }, { a: ['subscribe'] }),
      no('more-operations', 'Not more.', { a: ['subscribe'] }, { a: ['publish', 'subscribe'] }),
      yes('fewer-resources', 'Fewer resources.', { a: ['publish'], b: ['publish'] }, 'b'),
      no('more-resources', 'Not more.', 'a', { a: ['publish'], b: ['publish'] }),
      yes('nothing', 'Everything covers nothing.', 'a', {}, { flags: ['EmptyCapability'] }),
      yes('nothing-in-nothing', 'Nothing covers nothing.', {}, {}, { flags: ['EmptyCapability'] }),
      no('something-in-nothing', 'And nothing else.', {}, 'a', { flags: ['EmptyCapability'] }),
      no('other-name', 'Another resource.', 'ab', 'a', { flags: ['PrefixMatch'] }),
      ...each({ flags: ['PrototypeNames'] }, [
        yes('proto', "'__proto__' is a name like any other.", '__proto__', '__proto__'),
        no('inherited-name', 'What nobody gave is not covered.', 'a', 'constructor'),
      ]),
    ]),
    group(
      'operations',
      "'*' covers every operation, and only '*' covers '*'.",
      { spec: ['TK2b'], basis: 'decision', flags: ['OperationMatch'] },
      [
        yes('wildcard-covers-name', "'*' covers 'publish'.", { a: ['*'] }, { a: ['publish'] }),
        yes(
          'wildcard-covers-unknown',
          'And what is not known yet.',
          { a: ['*'] },
          { a: ['fly'] },
          { flags: ['OperationMatch', 'ClosedOperations'] },
        ),
        yes('wildcard-covers-wildcard', "And '*'.", { a: ['*'] }, { a: ['*'] }),
        no('name-does-not-cover-wildcard', "'publish' does not.", { a: ['publish'] }, { a: ['*'] }),
        no(
          'all-known-do-not-cover-wildcard',
          'Nor do all operations that are documented: there may be new ones.',
          { a: [...DOCUMENTED_OPERATIONS] },
          { a: ['*'] },
          { flags: ['OperationMatch', 'ClosedOperations'] },
        ),
      ],
    ),
    group(
      'patterns',
      'A pattern covers a pattern if it stands for all that the other stands for.',
      { spec: ['TK2b'], basis: 'decision' },
      [
        ...each({ flags: ['TrailingWildcard'] }, [
          yes('wildcard-covers-name', "'*' covers a channel.", '*', 'a'),
          yes('wildcard-covers-pattern', 'And a pattern of channels.', '*', 'a:*'),
          no('name-does-not-cover-pattern', 'Not the other way round.', 'a', 'a:*'),
          no('pattern-does-not-cover-wildcard', 'Here too.', 'a:*', '*'),
          yes('trailing-covers-its-beginning', "'a:*' covers 'a'.", 'a:*', 'a'),
          yes('trailing-covers-longer-trailing', "'a:*' covers 'a:b:*'.", 'a:*', 'a:b:*'),
          no('longer-trailing-does-not-cover-shorter', 'Not the other way round.', 'a:b:*', 'a:*'),
          no(
            'two-trailing-do-not-cover-one',
            "'a:*:*' does not cover 'a:*', which stands for 'a' as well.",
            'a:*:*',
            'a:*',
          ),
          yes('one-trailing-covers-two', "'a:*' covers 'a:*:*'.", 'a:*', 'a:*:*'),
          yes('everything-and-two-wildcards', "'*:*' is '*', since every name has a segment.", '*:*', '*'),
        ]),
        ...each({ flags: ['InnerWildcard'] }, [
          yes('inner-covers-name', "'a:*:c' covers 'a:b:c'.", 'a:*:c', 'a:b:c'),
          no('name-does-not-cover-inner', 'Not the other way round.', 'a:b:c', 'a:*:c'),
          yes('inner-covers-itself', 'A pattern covers itself.', 'a:*:c', 'a:*:c'),
          no('inner-does-not-cover-trailing', "'a:*:c' does not cover 'a:b:*'.", 'a:*:c', 'a:b:*'),
          yes('trailing-covers-inner', "'a:*' covers 'a:*:c'.", 'a:*', 'a:*:c'),
          no('crossing', "'a:*:c' and '*:b:c' cross; neither covers the other.", 'a:*:c', '*:b:c'),
        ]),
        ...each({ flags: ['LiteralStar'] }, [
          no('literal-star', "'foo*' is a name.", 'foo*', 'foobar'),
          yes('wildcard-covers-literal-star', "'*' covers it.", '*', 'foo*'),
        ]),
        no('longer-segment', "'foo:*' does not cover 'foobar'.", 'foo:*', 'foobar', { flags: ['PrefixMatch'] }),
      ],
    ),
    group('qualifiers', 'Kinds of resources.', { spec: ['TK2b'], basis: 'decision', flags: ['Qualifiers'] }, [
      yes(
        'everything',
        "'[*]*' covers everything.",
        { '[*]*': ['*'] },
        { '*': ['*'], '[queue]*': ['*'], '[meta]log': ['subscribe'] },
      ),
      no('wildcard-does-not-cover-everything', "'*' does not cover '[*]*'.", { '*': ['*'] }, { '[*]*': ['*'] }),
      no('wildcard-does-not-cover-queue', 'Nor a queue.', { '*': ['*'] }, { '[queue]a': ['subscribe'] }),
      yes('any-qualifier-covers-none', "'[*]a' covers 'a'.", { '[*]a': ['*'] }, { a: ['subscribe'] }),
      no(
        'one-qualifier-does-not-cover-any',
        "'[queue]a' does not cover '[*]a'.",
        { '[queue]a': ['*'] },
        { '[*]a': ['subscribe'] },
      ),
      yes('same-qualifier', "'[meta]*' covers '[meta]log:*'.", { '[meta]*': ['*'] }, { '[meta]log:*': ['subscribe'] }),
    ]),
    group(
      'several-entries',
      'Each operation on each resource by one entry.',
      { spec: ['TK2b'], basis: 'decision', flags: ['EntriesTogether'] },
      [
        yes(
          'operations-from-two-entries',
          'Two operations on one resource may be covered by two entries.',
          { 'a:*': ['publish'], '*': ['subscribe'] },
          { 'a:b': ['publish', 'subscribe'] },
        ),
        no(
          'operation-of-another-entry',
          'The operation of one entry does not join the resource of another.',
          { a: ['publish'], b: ['subscribe'] },
          { a: ['subscribe'] },
        ),
        yes('second-entry', 'Any entry may cover.', { x: ['publish'], y: ['publish'], '*': ['publish'] }, 'a'),
        no('second-inner-entry', 'Every inner entry counts.', { a: ['*'] }, { a: ['publish'], b: ['publish'] }),
      ],
    ),
  ],
};
