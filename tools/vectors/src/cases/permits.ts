import { each, group, type Source } from '../authoring.js';
import { entryTests, no, yes } from './permits-ask.js';
import { qualifierGroup } from './permits-qualifiers.js';
import { wildcardGroups } from './permits-wildcards.js';

const { grants, denies } = entryTests('publish');

/** Whether a capability permits an operation on a resource. */
export const source: Source = {
  operation: 'permits',
  about:
    'Tells whether a capability permits an operation on the resource of that name. ' +
    'A resource is an optional qualifier in brackets and segments between colons.',
  groups: [
    group('names', 'A name without a wildcard is that resource alone.', { spec: ['TK2b'], basis: 'spec' }, [
      grants('same-name', 'The name itself.', 'news', 'news'),
      denies('other-name', 'Another name.', 'news', 'sport'),
      no('nothing', 'An empty capability permits nothing.', {}, 'news', 'publish', {
        basis: 'decision',
        flags: ['EmptyCapability'],
      }),
      ...each({ flags: ['PrefixMatch'] }, [
        denies('beginning-of-name', 'A name that begins so.', 'news', 'newsletter'),
        denies('end-of-name', 'A name that ends so.', 'news', 'badnews'),
        denies('segment-below', 'A segment below it.', 'news', 'news:sport'),
        denies('segment-above', 'A segment above it.', 'news:sport', 'news'),
        denies('other-case', 'Names differ by case.', 'News', 'news'),
      ]),
      denies('other-form', 'And by Unicode form.', '\u00e9', 'e\u0301', { basis: 'decision', flags: ['Normalised'] }),
      grants('astral', 'A name beyond U+FFFF.', '\ud83d\ude00', '\ud83d\ude00'),
      grants('dot-is-no-pattern', 'Characters of regular expressions mean themselves.', 'a.b+c?', 'a.b+c?', {
        flags: ['LiteralStar'],
      }),
      denies('dot-matches-itself-alone', "'.' does not stand for any character.", 'a.b', 'axb', {
        flags: ['LiteralStar'],
      }),
      grants('integer-like', 'A name may be a number.', '10', '10', { flags: ['IntegerLikeNames'] }),
      ...each({ flags: ['PrototypeNames'] }, [
        grants('proto', "Or '__proto__'.", '__proto__', '__proto__'),
        denies('inherited-name', 'A name that nobody gave is not there.', 'news', 'constructor'),
        denies('proto-not-given', "Nor is '__proto__'.", 'news', '__proto__'),
      ]),
    ]),
    group('operations', "An operation is granted by its name or by '*'.", { spec: ['TK2b'], basis: 'spec' }, [
      yes('one-of-several', 'One of several.', { news: ['history', 'publish', 'subscribe'] }, 'news', 'publish'),
      no('other', 'Another one.', { news: ['subscribe'] }, 'news', 'publish', { flags: ['OperationMatch'] }),
      yes('wildcard', "'*' is every operation.", { news: ['*'] }, 'news', 'publish', { flags: ['OperationMatch'] }),
      yes('wildcard-unknown', 'Those too that are not known yet.', { news: ['*'] }, 'news', 'fly', {
        basis: 'decision',
        flags: ['OperationMatch', 'ClosedOperations'],
      }),
      yes('unknown', 'An operation that is not known yet, by its name.', { news: ['fly'] }, 'news', 'fly', {
        basis: 'decision',
        flags: ['ClosedOperations'],
      }),
      ...each({ flags: ['OperationMatch'] }, [
        no('beginning', "'push-admin' does not grant 'push'.", { news: ['push-admin'] }, 'news', 'push'),
        no('longer', "Nor 'push' 'push-admin'.", { news: ['push'] }, 'news', 'push-admin', { basis: 'decision' }),
        no('other-case', 'Operations differ by case.', { news: ['Publish'] }, 'news', 'publish', { basis: 'decision' }),
      ]),
      no('star-inside', "'message-*' is not a pattern.", { news: ['message-*'] }, 'news', 'message-update-own', {
        basis: 'decision',
        flags: ['OperationMatch', 'LiteralStar'],
      }),
      no(
        'any-does-not-grant-own',
        "'message-update-any' does not say 'message-update-own'.",
        { news: ['message-update-any'] },
        'news',
        'message-update-own',
        { basis: 'decision', flags: ['OperationMatch'] },
      ),
    ]),
    ...wildcardGroups,
    qualifierGroup,
    group(
      'several-entries',
      'It is enough that one entry permits it.',
      { spec: ['TK2b'], basis: 'spec', flags: ['EntriesTogether'] },
      [
        yes('second-entry', 'The second of two.', { news: ['subscribe'], '*': ['publish'] }, 'news', 'publish'),
        no(
          'operation-of-another-entry',
          'The operation of one and the resource of another.',
          { news: ['subscribe'], sport: ['publish'] },
          'news',
          'publish',
        ),
        yes(
          'name-does-not-hide-pattern',
          'A name does not take away what a pattern grants.',
          { 'foo:*': ['publish'], 'foo:bar': ['subscribe'] },
          'foo:bar',
          'publish',
        ),
        no(
          'pattern-does-not-widen-name',
          'Nor does a pattern get what a name grants.',
          { 'foo:*': ['publish'], 'foo:bar': ['subscribe'] },
          'foo:baz',
          'subscribe',
        ),
        yes(
          'two-patterns',
          'Either of two patterns.',
          { '*:b': ['subscribe'], 'a:*': ['publish'] },
          'a:b',
          'subscribe',
        ),
        no(
          'two-patterns-elsewhere',
          'Each within its own bounds.',
          { '*:b': ['subscribe'], 'a:*': ['publish'] },
          'c:b',
          'publish',
        ),
        yes(
          'narrow-after-wide',
          'The order of the entries says nothing.',
          { '*': ['subscribe'], 'a:*': ['publish'] },
          'a:b',
          'publish',
        ),
      ],
    ),
  ],
};
