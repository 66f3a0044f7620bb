import { group, type Source } from '../authoring.js';
import { no, yes } from './permits-ask.js';
import { qualifierGroup } from './permits-qualifiers.js';
import { wildcardGroups } from './permits-wildcards.js';

/** Whether a capability permits an operation on a resource. */
export const permits: Source = {
  operation: 'permits',
  about:
    'Tells whether a capability permits an operation on the resource of that name. ' +
    'A resource is an optional qualifier in brackets and segments between colons.',
  groups: [
    group('names', 'A name without a wildcard is that resource alone.', { spec: ['TK2b'], basis: 'spec' }, [
      yes('same-name', 'The name itself.', { news: ['publish'] }, 'news', 'publish'),
      no('other-name', 'Another name.', { news: ['publish'] }, 'sport', 'publish'),
      no('nothing', 'An empty capability permits nothing.', {}, 'news', 'publish', {
        basis: 'decision',
        flags: ['EmptyCapability'],
      }),
      no('beginning-of-name', 'A name that begins so.', { news: ['publish'] }, 'newsletter', 'publish', {
        flags: ['PrefixMatch'],
      }),
      no('end-of-name', 'A name that ends so.', { news: ['publish'] }, 'badnews', 'publish', {
        flags: ['PrefixMatch'],
      }),
      no('segment-below', 'A segment below it.', { news: ['publish'] }, 'news:sport', 'publish', {
        flags: ['PrefixMatch'],
      }),
      no('segment-above', 'A segment above it.', { 'news:sport': ['publish'] }, 'news', 'publish', {
        flags: ['PrefixMatch'],
      }),
      no('other-case', 'Names differ by case.', { News: ['publish'] }, 'news', 'publish', { flags: ['PrefixMatch'] }),
      no('other-form', 'And by Unicode form.', { '\u00e9': ['publish'] }, 'e\u0301', 'publish', {
        basis: 'decision',
        flags: ['Normalised'],
      }),
      yes('astral', 'A name beyond U+FFFF.', { '\ud83d\ude00': ['publish'] }, '\ud83d\ude00', 'publish'),
      yes(
        'dot-is-no-pattern',
        'Characters of regular expressions mean themselves.',
        { 'a.b+c?': ['publish'] },
        'a.b+c?',
        'publish',
        { flags: ['LiteralStar'] },
      ),
      no(
        'dot-matches-itself-alone',
        "'.' does not stand for any character.",
        { 'a.b': ['publish'] },
        'axb',
        'publish',
        { flags: ['LiteralStar'] },
      ),
      yes('integer-like', 'A name may be a number.', { '10': ['publish'] }, '10', 'publish', {
        flags: ['IntegerLikeNames'],
      }),
      yes('proto', "Or '__proto__'.", { ['__proto__']: ['publish'] }, '__proto__', 'publish', {
        flags: ['PrototypeNames'],
      }),
      no('inherited-name', 'A name that nobody gave is not there.', { news: ['publish'] }, 'constructor', 'publish', {
        flags: ['PrototypeNames'],
      }),
      no('proto-not-given', "Nor is '__proto__'.", { news: ['publish'] }, '__proto__', 'publish', {
        flags: ['PrototypeNames'],
      }),
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
      no('beginning', "'push-admin' does not grant 'push'.", { news: ['push-admin'] }, 'news', 'push', {
        flags: ['OperationMatch'],
      }),
      no('longer', "Nor 'push' 'push-admin'.", { news: ['push'] }, 'news', 'push-admin', {
        basis: 'decision',
        flags: ['OperationMatch'],
      }),
      no('other-case', 'Operations differ by case.', { news: ['Publish'] }, 'news', 'publish', {
        basis: 'decision',
        flags: ['OperationMatch'],
      }),
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
