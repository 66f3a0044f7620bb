import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wins } from './judge.testing.js';
import { faults } from './sdk/faults.testing.js';
import { Sdk } from './sdk/sdk.testing.js';
import { readStored } from './store.js';
import { testsOf, type JsonObject, type Test, type VectorFile } from './vector.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const files = readStored(ROOT).map(({ text }) => JSON.parse(text) as VectorFile);

const total = files.flatMap(testsOf).length;

/** Ids of the tests that an implementation loses. */
function lostBy(sdk: Sdk): string[] {
  return files.flatMap((file) =>
    testsOf(file)
      .filter((test) => !wins(test, answerOf(sdk, file.operation, test)))
      .map(({ id }) => id),
  );
}

function answerOf(sdk: Sdk, operation: string, test: Test): JsonObject | undefined {
  try {
    // Through JSON and back, as between two programs.
    return JSON.parse(JSON.stringify(sdk.run(operation, test.input as never))) as JsonObject;
  } catch {
    return undefined; // every error is a refusal
  }
}

describe('the vectors discriminate', () => {
  it('an implementation without a fault wins every test', () => {
    expect(lostBy(new Sdk())).toEqual([]);
  });

  const report: string[] = [];

  it.each(faults.map((fault) => [fault.name, fault] as const))('an implementation loses that %s', (name, fault) => {
    const sdk = new Sdk();
    fault.spoil(sdk);
    const lost = lostBy(sdk);
    report.push(`${name}: ${lost.length}, ${lost.slice(0, 3).join(', ')}`);
    expect(lost).not.toEqual([]);
    // A fault that broke nearly everything would prove nothing of the tests that are about it.
    expect(lost.length).toBeLessThan(total / 5);
  });

  it('each fault is one of its own, and the report says which tests find it', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(report).toHaveLength(faults.length);
    console.log(report.join('\n'));
  });
});
