import { describe, expect, it } from 'vitest';
import { differences } from './difference.js';
import { fakeResult } from './fake-adapter.testing.js';

const { tests } = fakeResult();
const failed = (expected: string, actual: string, cause: string | null = null) => [
  { path: '$.mac', expected, actual, cause },
];

describe('differences', () => {
  it('finds none in an equal run on another day, with better words for a cause', () => {
    const reworded = { ...tests, 'mac/plain/astral': failed('a', 'b', 'another order') };
    expect(differences(fakeResult(), fakeResult({ date: '2027-01-01', tests: reworded }))).toEqual([]);
  });

  it('shows both sides of a test that is no longer passed', () => {
    const now = fakeResult({ tests: { ...tests, 'mac/plain/ascii': failed('x', 'y') } });
    expect(differences(fakeResult(), now)).toEqual([
      'ably-fake mac/plain/ascii\n  committed: passed\n  now:       failed: $.mac: expected x, got y',
    ]);
  });

  it('sees another wrong answer, a test more, a test less and another version', () => {
    const { 'mac/plain/empty': _, ...fewer } = tests;
    const changed = { ...fewer, 'mac/plain/astral': failed('a', 'c'), 'mac/plain/new': 'passed' } as const;
    const lines = differences(fakeResult(), fakeResult({ version: '1.2.4', tests: changed }));
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).toContain('version 1.2.3 is committed, 1.2.4 ran');
    expect(lines.join('\n')).toContain('got b\n  now:       failed: $.mac: expected a, got c');
    expect(lines.join('\n')).toContain('committed: unsupported\n  now:       no such test');
    expect(lines.join('\n')).toContain('committed: no such test\n  now:       passed');
  });

  it("compares the code of a refusal and not its message, which is often the language's", () => {
    const refused = (actual: string) =>
      fakeResult({ tests: { 'mac/plain/ascii': [{ path: null, expected: 'a', actual, cause: null }] } });
    const before = refused('refused with 40000: Unexpected token');
    expect(differences(before, refused('refused with 40000: Unexpected character'))).toEqual([]);
    expect(differences(before, refused('refused with 40001: Unexpected token'))).toHaveLength(1);
    expect(differences(before, refused('refused: Unexpected token'))).toHaveLength(1);
  });

  it('asks for a first result', () => {
    expect(differences(undefined, fakeResult())).toEqual(['ably-fake: no committed result']);
  });
});
