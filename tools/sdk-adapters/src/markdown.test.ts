import { describe, expect, it } from 'vitest';
import { fakeResult } from './fake-adapter.testing.js';
import { markdown } from './markdown.js';

const page = (...sdks: ReturnType<typeof fakeResult>[]) => markdown({ sdks });

const failed = (expected: string, actual: string, cause: string | null = null) =>
  page(fakeResult({ tests: { 'mac/plain/ascii': [{ path: '$.mac', expected, actual, cause }] } }));

describe('markdown', () => {
  it('has a row per operation and a column per SDK, and a dash where an SDK offers no such operation', () => {
    const go = fakeResult({ name: 'ably-go', tests: { 'permits/plain/a': 'passed' } });
    const lines = page(fakeResult(), go).split('\n');
    expect(lines).toContain('| operation | ably-fake | ably-go |');
    expect(lines).toContain('| mac | 1 / 1 / 1 | – |');
    expect(lines).toContain('| permits | – | 1 / 0 / 0 |');
    expect(lines).toContain('| covers | – | – |');
  });

  it('shows each difference with both texts under its cause', () => {
    const text = failed('{"a":["x"]}', '{"a": ["x"]}', 'your encoder puts a space after `:`');
    expect(text).toContain('1 test failed, for 1 reason.');
    expect(text).toContain('Your encoder puts a space after `:`.\n');
    expect(text).toContain('| `mac/plain/ascii` | `$.mac` | `{"a":["x"]}` | `{"a": ["x"]}` |');
  });

  it('says so when nobody knows the cause', () => {
    expect(failed('a', 'b')).toContain('No cause is known.\n');
  });

  it('keeps bars, backticks, line ends and invisible characters from breaking the table', () => {
    expect(failed('a|b`c', 'a\nb\u2028')).toContain('| ``a\\|b`c`` | `a\\u000ab\\u2028` |');
  });

  it('cuts a long pair around the first character that differs', () => {
    const same = 'a'.repeat(500);
    expect(failed(`${same}X`, `${same}Y`)).toMatch(/\| `…a{24}X` \| `…a{24}Y` \|/);
  });

  it('leads with what passed by basis, and with the worst differences', () => {
    const worst = [{ tests: 'mac/plain/*', about: 'the MAC is of another text' }];
    const lines = page(fakeResult({ worst })).split('\n');
    expect(lines).toContain('| ably-fake | 1.2.3 | 1 of 2 | 0 of 0 |');
    expect(lines).toContain('1. The MAC is of another text. `mac/plain/*`');
    expect(lines.indexOf('## Summary')).toBeLessThan(lines.indexOf('## Runs'));
  });

  it('keeps our own packages apart, and says where one differs', () => {
    const own = fakeResult({ name: 'ably-auth-go', package: 'languages/go', own: true });
    const text = page(fakeResult(), own);
    expect(text).toContain(
      '| package | version | specification | decisions |\n| --- | --- | --- | --- |\n| ably-auth-go |',
    );
    expect(text).toContain('| operation | ably-fake |\n');
    expect(text).toContain('## ably-auth-go 1.2.3\n');
    expect(page(fakeResult(), { ...own, tests: { 'mac/plain/ascii': 'passed' } })).not.toContain('## ably-auth-go');
  });

  it('says which result is of other vectors than the newest', () => {
    const old = fakeResult({ name: 'ably-go', date: '2026-01-02', vectors: 'bb' });
    expect(page(fakeResult(), old)).toContain('| 2026-01-02, with other vectors than the newest run |');
  });
});
