import { group, type Source } from '../authoring.js';
import { no, yes } from './permits-ask.js';
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
    group(
      'qualifiers',
      "A qualifier makes another kind of resource; '[*]' stands for all kinds.",
      { spec: ['TK2b'], basis: 'spec', flags: ['Qualifiers'] },
      [
        no('everything-but-queues', "'*' does not stand for a queue.", { '*': ['*'] }, '[queue]orders', 'subscribe'),
        no(
          'everything-but-metachannels',
          "'*' does not stand for a metachannel.",
          { '*': ['*'] },
          '[meta]log',
          'subscribe',
        ),
        yes('queue-by-name', 'A queue by its name.', { '[queue]orders': ['subscribe'] }, '[queue]orders', 'subscribe'),
        yes('every-queue', 'Every queue.', { '[queue]*': ['subscribe'] }, '[queue]orders', 'subscribe'),
        no(
          'queue-is-no-channel',
          'A queue is not the channel of the same name.',
          { '[queue]*': ['subscribe'] },
          'orders',
          'subscribe',
        ),
        no('queue-is-no-metachannel', 'Nor a metachannel.', { '[queue]*': ['subscribe'] }, '[meta]orders', 'subscribe'),
        no('channel-is-no-queue', 'Nor is a channel a queue.', { orders: ['subscribe'] }, '[queue]orders', 'subscribe'),
        yes(
          'metachannels-below',
          'Segments after a qualifier.',
          { '[meta]log:*': ['subscribe'] },
          '[meta]log:push',
          'subscribe',
        ),
        no(
          'metachannels-elsewhere',
          'They have to fit.',
          { '[meta]log:*': ['subscribe'] },
          '[meta]channel.lifecycle',
          'subscribe',
        ),
        yes('everything-channel', "'[*]*' is every channel.", { '[*]*': ['subscribe'] }, 'news', 'subscribe'),
        yes('everything-queue', 'Every queue.', { '[*]*': ['subscribe'] }, '[queue]orders', 'subscribe'),
        yes(
          'everything-metachannel',
          'And every metachannel.',
          { '[*]*': ['subscribe'] },
          '[meta]log:push',
          'subscribe',
        ),
        yes(
          'any-qualifier',
          "'[*]foo' is 'foo' of every kind.",
          { '[*]foo': ['subscribe'] },
          '[queue]foo',
          'subscribe',
          { basis: 'decision' },
        ),
        yes('no-qualifier', 'Also without a qualifier.', { '[*]foo': ['subscribe'] }, 'foo', 'subscribe', {
          basis: 'decision',
        }),
        no(
          'any-qualifier-other-path',
          'The path still has to fit.',
          { '[*]foo:*': ['subscribe'] },
          '[queue]bar',
          'subscribe',
        ),
        yes(
          'params-of-a-channel',
          'Params name no other channel.',
          { foo: ['subscribe'] },
          '[?rewind=1]foo',
          'subscribe',
          {
            basis: 'decision',
          },
        ),
        yes(
          'params-of-a-resource',
          'Nor do those of the capability.',
          { '[?rewind=1]foo': ['subscribe'] },
          'foo',
          'subscribe',
          { basis: 'decision' },
        ),
        yes(
          'params-of-a-metachannel',
          'The type of a qualifier ends where its params begin.',
          { '[meta]*': ['subscribe'] },
          '[meta?rewind=1]log',
          'subscribe',
          { basis: 'decision' },
        ),
        yes('filter', "Or at '='.", { '[filter]foo': ['subscribe'] }, '[filter=bmFtZQ==?rewind=1]foo', 'subscribe', {
          basis: 'decision',
        }),
        no(
          'filter-is-no-channel',
          'A filter is a type of its own.',
          { foo: ['subscribe'] },
          '[filter=bmFtZQ==]foo',
          'subscribe',
          { basis: 'decision' },
        ),
        yes('empty-qualifier', "'[]foo' is the channel 'foo'.", { foo: ['subscribe'] }, '[]foo', 'subscribe', {
          basis: 'decision',
        }),
        no(
          'bracket-without-end',
          'A bracket that nothing closes is part of the name.',
          { foo: ['subscribe'] },
          '[foo',
          'subscribe',
          {
            basis: 'decision',
          },
        ),
        no(
          'closing-bracket-alone',
          'A bracket that nothing opens is part of the name.',
          { b: ['subscribe'] },
          'a]b',
          'subscribe',
          {
            basis: 'decision',
          },
        ),
        yes('bracket-without-end-itself', 'And matches itself.', { '[foo': ['subscribe'] }, '[foo', 'subscribe', {
          basis: 'decision',
        }),
        no(
          'bracket-inside',
          'A bracket further on begins no qualifier.',
          { '*': ['subscribe'] },
          '[queue]a[meta]b',
          'subscribe',
          {
            basis: 'decision',
          },
        ),
        yes(
          'second-bracket',
          'The qualifier ends at the first bracket.',
          { '[meta]a]b': ['subscribe'] },
          '[meta]a]b',
          'subscribe',
          {
            basis: 'decision',
          },
        ),
        no(
          'qualifier-other-case',
          'Qualifiers differ by case.',
          { '[Queue]*': ['subscribe'] },
          '[queue]a',
          'subscribe',
          { basis: 'decision', flags: ['Qualifiers', 'PrefixMatch'] },
        ),
      ],
    ),
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
