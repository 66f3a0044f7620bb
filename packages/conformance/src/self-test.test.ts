import { describe, expect, it } from 'vitest';
import { REAL_VECTORS } from './fixtures/fixtures.testing.js';
import { loadVectors, OPERATIONS, runConformance } from './index.js';
import { REFERENCE_OPERATIONS } from './reference/operations.js';
import { ADAPTERS, selfTest } from './self-test.js';

// The published vectors against our own packages, and against the same with a bug in one operation.

const vectors = loadVectors(REAL_VECTORS);

describe('the self-test', () => {
  it('passes all with our own packages, and fails an adapter broken in any operation that they have', async () => {
    const results = await selfTest(vectors);
    expect(results.map(({ operation }) => operation)).toEqual([...OPERATIONS]);
    for (const { operation, ok, caught } of results) {
      expect({ operation, ok }).toEqual({ operation, ok: true });
      expect(caught !== undefined, operation).toBe(operation in REFERENCE_OPERATIONS);
    }
    const notRun = results.filter(({ caught }) => caught === undefined).map(({ operation }) => operation);
    if (notRun.length > 0) console.info(`self-test: not run, our packages do not have it: ${notRun.join(', ')}`);
  }, 180_000);

  it('fails a broken adapter in the operation that is broken, and nowhere else', async () => {
    const report = await runConformance({ command: [process.execPath, ADAPTERS.broken, 'mac'], vectors });
    const failed = Object.entries(report.operations).filter(([, counts]) => counts.failed > 0);
    expect(failed.map(([operation]) => operation)).toEqual(['mac']);
  });

  it('passes on code and path too', async () => {
    const report = await runConformance({ command: [process.execPath, ADAPTERS.reference], vectors, strict: true });
    const failed = report.results.filter(({ status }) => status === 'failed').map(({ id }) => id);
    // The client tells what is wrong with a target, and not which target it is.
    expect(failed.filter((id) => !id.startsWith('revocation-request/'))).toEqual([]);
  });
});
