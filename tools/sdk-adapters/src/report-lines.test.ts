import { describe, expect, it } from 'vitest';
import { fakeAdapter, fakeResult } from './fake-adapter.testing.js';
import { closingLines, runLine } from './report-lines.js';

const adapter = fakeAdapter({ name: 'ably-go' });
const missing = { adapter, notRun: 'no go on this machine', failed: false };
const ran = { adapter: fakeAdapter(), result: fakeResult(), installMs: 3140, runMs: 260 };

describe('runLine', () => {
  it('says what is missing, and which result stays', () => {
    const committed = { sdks: [fakeResult({ name: 'ably-go', version: '1.4.1', date: '2026-11-20' })] };
    expect(runLine(missing, committed)).toBe(
      'ably-go      not run: no go on this machine (the result of 1.4.1, 2026-11-20, stays)',
    );
    expect(runLine(missing, { sdks: [] })).toMatch(/\(no committed result\)$/);
  });

  it('counts the outcomes and tells the times', () => {
    expect(runLine(ran, { sdks: [] })).toBe(
      'ably-fake    1.2.3: 1 passed, 1 failed, 1 unsupported (installed in 3.1 s, ran in 0.3 s)',
    );
  });
});

describe('closingLines', () => {
  it('names what was not run', () => {
    expect(closingLines([ran, missing], true, [], ['ably-rust'])).toBe(
      '1 SDKs ran; not run: ably-go; not for CI: ably-rust. What ran is as committed.',
    );
  });

  it('shows every difference, and the command that takes it over', () => {
    const text = closingLines([ran], true, ['ably-fake mac/a/b\n  committed: passed\n  now:       no such test'], []);
    expect(text).toContain('committed: passed');
    expect(text).toMatch(/1 issues; if the differences are intended: npm run conformance:sdks$/);
  });

  it('shows an issue of a run whose results were written', () => {
    expect(closingLines([ran], false, ['a cause explains nothing'], [])).toBe(
      'a cause explains nothing\n1 SDKs ran. Wrote docs/compatibility.md and docs/compatibility.json.',
    );
  });
});
