import { describe, expect, it } from 'vitest';
import { issuesOf } from './all-types.testing.js';

describe('a value of any size', () => {
  const endless: unknown[] = [];
  endless.length = 2 ** 32 - 1;
  const many = (member: unknown) => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`n${at}`, member]));

  it.each([
    ['TokenParams', many(1), 64],
    ['TokenRequest', many(1), 64],
    ['AuthOptions', { authHeaders: many(1), authParams: many(1) }, 64],
    ['ErrorInfo', { code: 1, statusCode: 400, message: '', detail: many(1) }, 64],
    ['Capability', many(['publish']), 1],
    ['UnsignedTokenRequest', many(1), 64],
    ['TokenParams', { capability: many([1]) }, 1],
    ['Capability', { news: Array.from({ length: 100_000 }, () => 1) }, 1],
    ['TokenRevocationRequest', { targets: Array.from({ length: 100_000 }, () => '') }, 1],
    [
      'TokenRevocationResult',
      { successCount: 0, failureCount: 0, results: Array.from({ length: 100_000 }, () => ({})) },
      64,
    ],
    ['TokenRevocationResult', { successCount: 0, failureCount: 0, results: endless }, 64],
  ])('has at most 64 issues: %s', (name, value, count) => {
    expect(issuesOf(name, value)).toHaveLength(count);
  });

  it('takes 5000 resources, and one more is one issue', () => {
    const resources = (length: number) => Object.fromEntries(Array.from({ length }, (_, at) => [`n${at}`, ['*']]));
    expect(issuesOf('Capability', resources(5000))).toEqual([]);
    expect(issuesOf('Capability', resources(5001))).toEqual(['$ maxProperties']);
    expect(issuesOf('TokenParams', { capability: resources(5001) })).toEqual(['$.capability maxProperties']);
  });

  it('takes a long list where there is no limit', () => {
    const results = Array.from({ length: 100_000 }, () => ({ target: 'a:b', appliesAt: 0, issuedBefore: 0 }));
    expect(issuesOf('TokenRevocationResult', { successCount: 100_000, failureCount: 0, results })).toEqual([]);
  });
});
