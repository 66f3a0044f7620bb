import { describe, expect, it } from 'vitest';
import type { Contest } from './contest.js';
import { languagesPage } from './page.js';

const ratio = { low: 1, median: 1.2, high: 1.4 };
const ran: Contest = {
  language: 'Go',
  sdk: 'ably-go',
  rows: [
    {
      job: 'Go',
      what: 'as text',
      unit: 'ns/op',
      ours: 2000,
      rival: { name: 'ably-go', value: 2400, ratio },
      goal: { kind: 'rate', atLeast: 1.5 },
    },
  ],
  start: { ours: { ms: 1.25, bytes: 100_000 }, theirs: { ms: 5, bytes: 8_000_000 } },
};
const sdk = (name: string, tests: Record<string, 'passed' | 'unsupported' | []>) => ({ name, tests }) as never;
const compatibility = {
  sdks: [
    sdk('ably-go', {
      'create-token-request/capability-text/a': [],
      'create-token-request/capability-text/b': 'passed',
      'create-token-request/capability-text/c': 'unsupported',
      'create-token-request/key/a': 'passed',
    }),
    sdk('ably-auth-go', { 'create-token-request/capability-text/a': 'passed' }),
  ],
};
const page = (...contests: Contest[]) =>
  languagesPage({ date: '2026-11-21', machine: 'a machine' }, contests, compatibility);

describe('languagesPage', () => {
  it('has the speed, the goal, start and size beside the SDK', () => {
    const lines = page(ran).split('\n');
    expect(lines).toContain(
      '| Go | as text | 2 000 ns/op | ably-go | 2 400 ns/op | 1.20x its rate (1.00–1.40) | ≥ 1.5x its rate | short by 20 % |',
    );
    expect(lines).toContain('| Go | 1.3 ms | ably-go 5.0 ms | 100 kB | 8 000 kB |');
    expect(page(ran)).toContain('1 of 1 miss their goal.');
  });

  it('counts the capabilities that are canonical, of those that could be asked', () => {
    expect(page(ran).split('\n')).toContain('| Go | 1 of 1 | ably-go: 1 of 2 |');
  });

  it('says which SDK was not run', () => {
    expect(page({ language: 'PHP', sdk: 'ably-php', notRun: 'no php' })).toContain('Not run: ably-php: no php.');
  });
});
