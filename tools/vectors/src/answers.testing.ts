import { ROOT } from '@ably-auth/checks/tool';
import { compareOutput } from '@ably-auth/conformance/compare';
import type { Vector } from '@ably-auth/conformance';
import { readStored } from './store.js';
import { testsOf, type JsonObject, type Test, type VectorFile } from './vector.js';

/** The published tests, by operation. */
export const testsByOperation: ReadonlyMap<string, readonly Test[]> = new Map(
  readStored(ROOT)
    .map(({ text }) => JSON.parse(text) as VectorFile)
    .map((file) => [file.operation, testsOf(file)]),
);

/** Answers an input of an operation; throws to refuse it. */
export type Answer = (input: JsonObject) => unknown;

/** The output for an input, through JSON and back, as between two programs; undefined for a refusal. */
async function outputOf(answer: Answer, input: JsonObject): Promise<JsonObject | undefined> {
  try {
    return JSON.parse(JSON.stringify(await answer(input))) as JsonObject;
  } catch {
    return undefined; // every error is a refusal
  }
}

/** Whether the answer to a test is right, by verdict and value. */
async function passes(test: Test, operation: string, answer: Answer): Promise<boolean> {
  for (const input of test.before ?? []) await outputOf(answer, input);
  const output = await outputOf(answer, test.input);
  if (output === undefined || test.result === 'invalid') return output === undefined && test.result === 'invalid';
  const vector = { ...test, operation, features: [] } as unknown as Vector & { readonly result: 'valid' };
  return (await compareOutput(vector, output)).length === 0 && isSentAsItIs(operation, test.output, output);
}

/** The runner reads a created request as a service does; the vectors say what is sent: null or nothing for absent. */
function isSentAsItIs(operation: string, expected: JsonObject, { request }: JsonObject): boolean {
  if (operation !== 'create-token-request') return true;
  const sent = request as JsonObject;
  return ['ttl', 'capability', 'clientId'].every((name) => (sent[name] ?? null) === (expected[name] ?? null));
}

/** Ids of the tests that an implementation of an operation fails. */
export async function failedBy(operation: string, answer: Answer): Promise<string[]> {
  const failed: string[] = [];
  for (const test of testsByOperation.get(operation) ?? []) {
    if (!(await passes(test, operation, answer))) failed.push(test.id);
  }
  return failed;
}
