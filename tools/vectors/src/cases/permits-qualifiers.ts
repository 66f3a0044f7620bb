import { group, type CaseGroup } from '../authoring.js';
import { no, yes } from './permits-ask.js';

/** What a qualifier in brackets changes. */
export const qualifierGroup: CaseGroup = group(
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
    yes('everything-metachannel', 'And every metachannel.', { '[*]*': ['subscribe'] }, '[meta]log:push', 'subscribe'),
    yes('any-qualifier', "'[*]foo' is 'foo' of every kind.", { '[*]foo': ['subscribe'] }, '[queue]foo', 'subscribe', {
      basis: 'decision',
    }),
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
    yes('params-of-a-channel', 'Params name no other channel.', { foo: ['subscribe'] }, '[?rewind=1]foo', 'subscribe', {
      basis: 'decision',
    }),
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
    no('qualifier-other-case', 'Qualifiers differ by case.', { '[Queue]*': ['subscribe'] }, '[queue]a', 'subscribe', {
      basis: 'decision',
      flags: ['Qualifiers', 'PrefixMatch'],
    }),
  ],
);
