import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compatibilityText, countByBasis, countByOperation, readCompatibility, withResults } from './compatibility.js';
import { fakeResult } from './fake-adapter.testing.js';

describe('countByOperation', () => {
  it('counts each outcome, and an unsupported test never as passed', () => {
    const tests = { ...fakeResult().tests, 'permits/plain/a': 'unsupported' } as const;
    expect(countByOperation(tests)).toEqual({
      mac: { passed: 1, failed: 1, unsupported: 1 },
      permits: { passed: 0, failed: 0, unsupported: 1 },
    });
  });
});

describe('countByBasis', () => {
  it('counts what the specification says apart from decisions', () => {
    const basisOf = (id: string) => (id.endsWith('empty') ? 'decision' : 'spec');
    expect(countByBasis(fakeResult().tests, basisOf)).toEqual(fakeResult().totals);
  });
});

describe('withResults', () => {
  it('replaces what ran and keeps the date and version of what did not', () => {
    const go = fakeResult({ name: 'ably-go', version: '1.0.0', date: '2026-01-02' });
    const before = { sdks: [fakeResult({ version: '0.9.0' }), go] };
    const after = withResults(before, [fakeResult()]);
    expect(after.sdks.map(({ name, version, date }) => [name, version, date])).toEqual([
      ['ably-fake', '1.2.3', '2026-11-21'],
      ['ably-go', '1.0.0', '2026-01-02'],
    ]);
  });
});

describe('withResults, with a package of this repository', () => {
  it('puts it after the SDKs', () => {
    const own = fakeResult({ name: 'ably-auth-go', own: true });
    expect(withResults({ sdks: [own] }, [fakeResult()]).sdks.map(({ name }) => name)).toEqual([
      'ably-fake',
      'ably-auth-go',
    ]);
  });
});

describe('compatibilityText', () => {
  it('holds the counts beside the results', () => {
    const [sdk] = (
      JSON.parse(compatibilityText({ sdks: [fakeResult(), fakeResult()] })) as { sdks: Record<string, unknown>[] }
    ).sdks;
    expect(sdk?.['operations']).toEqual({ mac: { passed: 1, failed: 1, unsupported: 1 } });
    expect(sdk?.['tests']).toEqual(fakeResult().tests);
  });
});

describe('readCompatibility', () => {
  it('reads what was written, and nothing where nothing is', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'compatibility-')), 'compatibility.json');
    expect(readCompatibility(file)).toEqual({ sdks: [] });
    const text = compatibilityText({ sdks: [fakeResult(), fakeResult({ name: 'ably-go' })] });
    writeFileSync(file, text);
    expect(readCompatibility(file).sdks).toEqual([fakeResult(), fakeResult({ name: 'ably-go' })]);
    expect(compatibilityText(readCompatibility(file))).toBe(text);
  });
});
