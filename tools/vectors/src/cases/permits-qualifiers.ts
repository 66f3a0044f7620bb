import { each, group, type CaseGroup } from '../authoring.js';
import { entryTests, no } from './permits-ask.js';

const { grants, denies } = entryTests('subscribe');

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
    grants('queue-by-name', 'A queue by its name.', '[queue]orders', '[queue]orders'),
    grants('every-queue', 'Every queue.', '[queue]*', '[queue]orders'),
    denies('queue-is-no-channel', 'A queue is not the channel of the same name.', '[queue]*', 'orders'),
    denies('queue-is-no-metachannel', 'Nor a metachannel.', '[queue]*', '[meta]orders'),
    denies('channel-is-no-queue', 'Nor is a channel a queue.', 'orders', '[queue]orders'),
    grants('metachannels-below', 'Segments after a qualifier.', '[meta]log:*', '[meta]log:push'),
    denies('metachannels-elsewhere', 'They have to fit.', '[meta]log:*', '[meta]channel.lifecycle'),
    grants('everything-channel', "'[*]*' is every channel.", '[*]*', 'news'),
    grants('everything-queue', 'Every queue.', '[*]*', '[queue]orders'),
    grants('everything-metachannel', 'And every metachannel.', '[*]*', '[meta]log:push'),
    grants('any-qualifier', "'[*]foo' is 'foo' of every kind.", '[*]foo', '[queue]foo', { basis: 'decision' }),
    grants('no-qualifier', 'Also without a qualifier.', '[*]foo', 'foo', { basis: 'decision' }),
    denies('any-qualifier-other-path', 'The path still has to fit.', '[*]foo:*', '[queue]bar'),
    ...each({ basis: 'decision' }, [
      grants('params-of-a-channel', 'Params name no other channel.', 'foo', '[?rewind=1]foo'),
      grants('params-of-a-resource', 'Nor do those of the capability.', '[?rewind=1]foo', 'foo'),
      grants(
        'params-of-a-metachannel',
        'The type of a qualifier ends where its params begin.',
        '[meta]*',
        '[meta?rewind=1]log',
      ),
      grants('filter', "Or at '='.", '[filter]foo', '[filter=bmFtZQ==?rewind=1]foo'),
      denies('filter-is-no-channel', 'A filter is a type of its own.', 'foo', '[filter=bmFtZQ==]foo'),
      grants('empty-qualifier', "'[]foo' is the channel 'foo'.", 'foo', '[]foo'),
      denies('bracket-without-end', 'A bracket that nothing closes is part of the name.', 'foo', '[foo'),
      denies('closing-bracket-alone', 'A bracket that nothing opens is part of the name.', 'b', 'a]b'),
      grants('bracket-without-end-itself', 'And matches itself.', '[foo', '[foo'),
      denies('bracket-inside', 'A bracket further on begins no qualifier.', '*', '[queue]a[meta]b'),
      grants('second-bracket', 'The qualifier ends at the first bracket.', '[meta]a]b', '[meta]a]b'),
      denies('qualifier-other-case', 'Qualifiers differ by case.', '[Queue]*', '[queue]a', {
        flags: ['Qualifiers', 'PrefixMatch'],
      }),
    ]),
  ],
);
