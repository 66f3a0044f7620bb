import { describe, expect, it } from 'vitest';
import { causeOf, staleWorst, staleCauses } from './cause.js';
import { fakeResult } from './fake-adapter.testing.js';

const difference = { path: '$.request.ttl', expected: 'a', actual: 'b', cause: 'as the runner says' };
const verdict = { ...difference, path: null };

describe('causeOf', () => {
  it('takes the first cause that knows test and path', () => {
    const causes = [
      { tests: 'mac/*', path: '$.mac', cause: 'another path' },
      { tests: 'create-*/ttl/*', path: '$.request.*', cause: 'first' },
      { tests: '*', path: '*', cause: 'second' },
    ];
    expect(causeOf(causes, 'create-token-request/ttl/zero', difference)).toBe('first');
  });

  it('keeps a wrong verdict and a wrong value apart', () => {
    const causes = [{ tests: '*', cause: 'accepted' }];
    expect(causeOf(causes, 'mac/a/b', verdict)).toBe('accepted');
    expect(causeOf(causes, 'mac/a/b', difference)).toBe('as the runner says');
  });

  it('takes the characters of a pattern as they are, except for *', () => {
    const causes = [{ tests: 'mac/a/b', path: '$.a[0]', cause: 'the path itself' }];
    expect(causeOf(causes, 'mac/a/b', { ...difference, path: '$.a[0]' })).toBe('the path itself');
    expect(causeOf(causes, 'mac/a/b', { ...difference, path: '$xa0' })).toBe('as the runner says');
  });
});

describe('staleCauses', () => {
  it('finds the causes that explain nothing, and those that an earlier one hides', () => {
    const used = { tests: 'mac/*', path: '$.mac', cause: 'used' };
    const hidden = { tests: 'mac/plain/astral', path: '$.mac', cause: 'hidden' };
    const past = { tests: 'permits/*', cause: 'past' };
    expect(staleCauses([used, hidden, past], fakeResult())).toEqual([
      'ably-fake/causes.json explains what does not differ: mac/plain/astral $.mac',
      'ably-fake/causes.json explains what does not differ: permits/* (verdict)',
    ]);
  });
});

describe('staleWorst', () => {
  it('names a difference that no test shows', () => {
    const worst = [
      { tests: 'mac/*/astral', about: 'shown' },
      { tests: 'mac/*/ascii', about: 'not shown' },
    ];
    expect(staleWorst(fakeResult({ worst }))).toEqual([
      'ably-fake/adapter.json names a difference that no test shows: mac/*/ascii',
    ]);
  });
});
