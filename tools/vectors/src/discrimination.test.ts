import { referenceAnswer } from '@ably-auth/conformance/reference';
import { describe, expect, it } from 'vitest';
import { failedBy, testsByOperation } from './answers.testing.js';
import type { Mutant } from './mutants/mutant.testing.js';
import { mutants } from './mutants/mutants.testing.js';
import type { JsonObject } from './vector.js';

// The expected values come from oracles that share no code with the packages: here the two meet.
describe.each([...testsByOperation])('our own packages, asked %s', (operation, tests) => {
  it('answer every test right', async () => {
    const output = async (input: JsonObject) => {
      const answer = await referenceAnswer(operation, input);
      if (!('output' in answer)) throw new Error('refused');
      return answer.output;
    };
    expect(await failedBy(operation, output)).toEqual([]);
  });

  it('refuse with code, path and reason of the test', async () => {
    const refusals = tests.flatMap((test) => (test.result === 'invalid' ? [test] : []));
    for (const { id, input, error } of refusals) {
      const answer = await referenceAnswer(operation, input);
      const { code, path = error.path, reason } = 'error' in answer ? answer.error : {};
      expect([id, code]).toEqual([id, error.code]);
      // The client checks each target of a revocation by itself: its paths begin there.
      if (operation !== 'revocation-request') {
        expect([id, bracketed(path)]).toEqual([id, bracketed(error.path ?? path)]);
      }
      if (error.reason !== undefined) expect([id, reason]).toEqual([id, error.reason]);
    }
  });
});

/** `$.a` and `$["a"]` are one path. */
function bracketed(path: string | undefined): string | undefined {
  return path?.replace(/\.([A-Za-z_$][\w$]*)/g, '["$1"]');
}

describe('the vectors discriminate', () => {
  const report: string[] = [];

  it.each(mutants.map((mutant): [string, Mutant] => [mutant.name, mutant]))(
    'an implementation fails that %s',
    async (name, { operation, answer }) => {
      const failed = await failedBy(operation, answer);
      report.push(`${name}: ${failed.length}, ${failed.slice(0, 3).join(', ')}`);
      expect(failed).not.toEqual([]);
    },
  );

  it('each error is one of its own, and the report says which tests find it', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(report).toHaveLength(mutants.length);
    console.log(report.join('\n'));
  });
});
