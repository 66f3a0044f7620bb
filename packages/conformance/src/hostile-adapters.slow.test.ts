import { describe, expect, it } from 'vitest';
import { AdapterNotStarted, loadVectors, runConformance, selectVectors } from './index.js';
import { HOSTILE_ADAPTERS, SILENT_ADAPTERS } from './hostile-adapters.testing.js';

const set = loadVectors();
const vectors = { ...set, vectors: selectVectors(set.vectors, { ids: ['mac/*'] }).slice(0, 6) };

/** The report as JSON, or the message where the adapter never started. */
async function reportOf(script: string, timeoutMs: number): Promise<string> {
  try {
    return JSON.stringify(await runConformance({ command: [process.execPath, '-e', script], vectors, timeoutMs }));
  } catch (error) {
    if (error instanceof AdapterNotStarted) return error.message;
    throw error;
  }
}

describe('a hostile adapter ends with a report that says what it does', () => {
  it.each(HOSTILE_ADAPTERS)('$name', async ({ script, says }) => {
    expect(await reportOf(script, 10_000)).toMatch(says);
  });

  it.each(SILENT_ADAPTERS)('$name', async ({ script, says }) => {
    expect(await reportOf(script, 1000)).toMatch(says);
  });
});
