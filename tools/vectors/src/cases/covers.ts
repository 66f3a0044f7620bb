import { each, group, valid, type Case, type Source, type Traits } from '../authoring.js';
import { DOCUMENTED_OPERATIONS } from './material.js';

type Capability = { readonly [resource: string]: readonly string[] };

const ask =
  (covers: boolean) =>
  (name: string, about: string, outer: Capability, inner: Capability, traits: Traits = {}): Case =>
    valid(name, about, { outer, inner }, { ...traits, output: { covers } });
const yes = ask(true);
const no = ask(false);

/** Whether one capability grants all that another does. */
export const covers: Source = {
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
      yes('fewer-resources', 'Fewer resources.', { a: ['publish'], b: ['publish'] }, { b: ['publish'] }),
      no('more-resources', 'Not more.', { a: ['publish'] }, { a: ['publish'], b: ['publish'] }),
      yes('nothing', 'Everything covers nothing.', { a: ['publish'] }, {}, { flags: ['EmptyCapability'] }),
      yes('nothing-in-nothing', 'Nothing covers nothing.', {}, {}, { flags: ['EmptyCapability'] }),
      no('something-in-nothing', 'And nothing else.', {}, { a: ['publish'] }, { flags: ['EmptyCapability'] }),
      no('other-name', 'Another resource.', { ab: ['publish'] }, { a: ['publish'] }, { flags: ['PrefixMatch'] }),
      ...each({ flags: ['PrototypeNames'] }, [
        yes(
          'proto',
          "'__proto__' is a name like any other.",
          { ['__proto__']: ['publish'] },
          { ['__proto__']: ['publish'] },
        ),
        no('inherited-name', 'What nobody gave is not covered.', { a: ['publish'] }, { constructor: ['publish'] }),
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
          {
            a: [...DOCUMENTED_OPERATIONS],
          },
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
          yes('wildcard-covers-name', "'*' covers a channel.", { '*': ['publish'] }, { a: ['publish'] }),
          yes('wildcard-covers-pattern', 'And a pattern of channels.', { '*': ['publish'] }, { 'a:*': ['publish'] }),
          no('name-does-not-cover-pattern', 'Not the other way round.', { a: ['publish'] }, { 'a:*': ['publish'] }),
          no('pattern-does-not-cover-wildcard', 'Here too.', { 'a:*': ['publish'] }, { '*': ['publish'] }),
          yes('trailing-covers-its-beginning', "'a:*' covers 'a'.", { 'a:*': ['publish'] }, { a: ['publish'] }),
          yes(
            'trailing-covers-longer-trailing',
            "'a:*' covers 'a:b:*'.",
            { 'a:*': ['publish'] },
            { 'a:b:*': ['publish'] },
          ),
          no(
            'longer-trailing-does-not-cover-shorter',
            'Not the other way round.',
            { 'a:b:*': ['publish'] },
            { 'a:*': ['publish'] },
          ),
          no(
            'two-trailing-do-not-cover-one',
            "'a:*:*' does not cover 'a:*', which stands for 'a' as well.",
            { 'a:*:*': ['publish'] },
            { 'a:*': ['publish'] },
          ),
          yes('one-trailing-covers-two', "'a:*' covers 'a:*:*'.", { 'a:*': ['publish'] }, { 'a:*:*': ['publish'] }),
          yes(
            'everything-and-two-wildcards',
            "'*:*' is '*', since every name has a segment.",
            { '*:*': ['publish'] },
            { '*': ['publish'] },
          ),
        ]),
        ...each({ flags: ['InnerWildcard'] }, [
          yes('inner-covers-name', "'a:*:c' covers 'a:b:c'.", { 'a:*:c': ['publish'] }, { 'a:b:c': ['publish'] }),
          no(
            'name-does-not-cover-inner',
            'Not the other way round.',
            { 'a:b:c': ['publish'] },
            { 'a:*:c': ['publish'] },
          ),
          yes('inner-covers-itself', 'A pattern covers itself.', { 'a:*:c': ['publish'] }, { 'a:*:c': ['publish'] }),
          no(
            'inner-does-not-cover-trailing',
            "'a:*:c' does not cover 'a:b:*'.",
            { 'a:*:c': ['publish'] },
            { 'a:b:*': ['publish'] },
          ),
          yes('trailing-covers-inner', "'a:*' covers 'a:*:c'.", { 'a:*': ['publish'] }, { 'a:*:c': ['publish'] }),
          no(
            'crossing',
            "'a:*:c' and '*:b:c' cross; neither covers the other.",
            { 'a:*:c': ['publish'] },
            { '*:b:c': ['publish'] },
          ),
        ]),
        ...each({ flags: ['LiteralStar'] }, [
          no('literal-star', "'foo*' is a name.", { 'foo*': ['publish'] }, { foobar: ['publish'] }),
          yes('wildcard-covers-literal-star', "'*' covers it.", { '*': ['publish'] }, { 'foo*': ['publish'] }),
        ]),
        no(
          'longer-segment',
          "'foo:*' does not cover 'foobar'.",
          { 'foo:*': ['publish'] },
          { foobar: ['publish'] },
          { flags: ['PrefixMatch'] },
        ),
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
        yes(
          'second-entry',
          'Any entry may cover.',
          { x: ['publish'], y: ['publish'], '*': ['publish'] },
          { a: ['publish'] },
        ),
        no('second-inner-entry', 'Every inner entry counts.', { a: ['*'] }, { a: ['publish'], b: ['publish'] }),
      ],
    ),
  ],
};
