import { describe, expect, it } from 'vitest';
import { broken, FIXTURE_VECTORS } from './fixtures/fixtures.testing.js';
import { loadVectors, runConformance } from './index.js';

const vectors = loadVectors(FIXTURE_VECTORS);
const run = (mode: string, more: object = {}) =>
  runConformance({ command: broken(mode), vectors, timeoutMs: 60_000, ...more });

describe('an adapter that looks better than it is', () => {
  const refusals = vectors.vectors.map((vector) => ({ ...vector, operation: 'mac' }));
  const wanted = vectors.vectors.filter(({ result }) => result === 'valid');

  it('gets no score where it refuses everything', async () => {
    const report = await run('refuses-all', { vectors: { ...vectors, vectors: refusals } });
    expect(wanted).toHaveLength(3);
    expect(report.totals).toMatchObject({ passed: 0, failed: 3, unsupported: 3 });
    expect(report.noScore).toBe('the adapter refused everything that it was asked');
    expect(report.warnings).toEqual([
      'mac: the adapter refused everything, valid input too. Its 3 refusals of invalid input are not counted.',
    ]);
    expect(report.results[5]?.reason).toMatch(/^not counted: the adapter refused everything of this operation/);
  });

  it('keeps its refusals where it accepts something', async () => {
    const report = await run('refuses', { vectors: { ...vectors, vectors: refusals } });
    expect(report.noScore).toBeUndefined();
    expect(report.warnings).toEqual([]);
  });

  it('fails where the message of a refusal is that of a crash, unless it says otherwise', async () => {
    const report = await run('crashes');
    expect(report.results.slice(3).map(({ id, status }) => `${id.split('/')[2]} ${status}`)).toEqual([
      'right failed',
      'other failed',
      'none failed',
    ]);
    expect(report.totals.crashed).toBe(3);
    expect(report.results[3]).toMatchObject({ crashed: true, failures: [{ causes: ['adapter.crash'] }] });
    expect((await run('crash-denied')).totals).toMatchObject({ passed: 6, crashed: 0 });
    expect((await run('crash-declared')).totals).toMatchObject({ passed: 3, crashed: 3 });
  });

  it('gets a warning for unknown operations and features', async () => {
    expect((await run('misspelt')).warnings).toEqual([
      'The adapter\'s hello names an unknown operation "pares-api-key", which is never asked: did you mean "parse-api-key"?',
      'The adapter\'s hello names an unknown feature "fixed-nonces", which is never asked: did you mean "fixed-nonce"?',
      'The adapter\'s hello names an unknown feature "telepathy", which is never asked.',
    ]);
  });
});
