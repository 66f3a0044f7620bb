import { readdirSync, readFileSync } from 'node:fs';
import { TokenRequest } from '@ably-auth/schemas/token-request';
import { validateTokenRequest } from '@ably-auth/validation';
import { duels, type Comparison } from '../compare.js';
import { side } from '../measure.js';
import { ajvStandalone } from '../ajv-standalone.js';

type Example = { readonly valid: boolean; readonly value: unknown };

const EXAMPLES = new URL('../../../../schemas/examples/TokenRequest/', import.meta.url);

/** What each competitor says of a value, loaded the way a user would have it. */
export async function validators() {
  return {
    ours: (value: unknown) => validateTokenRequest(value).ok,
    ajv: await ajvStandalone('TokenRequest'),
    ajvAllErrors: await ajvStandalone('TokenRequest', { allErrors: true }),
    zod: (value: unknown) => TokenRequest.safeParse(value).success,
  };
}

/** The example requests of the schemas, those that are valid or those that are not. */
export function exampleRequests(valid: boolean): unknown[] {
  return readdirSync(EXAMPLES)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(new URL(file, EXAMPLES), 'utf8')) as Example)
    .filter((example) => example.valid === valid)
    .map(({ value }) => value);
}

const inTurn = (values: readonly unknown[]) => (count: number) =>
  Array.from({ length: count }, (_, index) => values[index % values.length]);

export const validate = duels('validate', async () => {
  const { ours, ajv, ajvAllErrors, zod } = await validators();
  return (['valid', 'invalid'] as const).flatMap((kind) => {
    const values = exampleRequests(kind === 'valid');
    const inputs = inTurn(values);
    const against = (name: string, run: (value: unknown) => unknown, atLeast?: number): Comparison => ({
      what: `validate a TokenRequest, ${values.length} ${kind} ones in turn`,
      ours: side('validateTokenRequest', inputs, ours),
      rival: side(name, inputs, run),
      ...(atLeast !== undefined && { goal: { kind: 'rate', atLeast } }),
    });
    return [
      // Of an invalid value, AJV by default finds one error and ours all: the same work is that of allErrors.
      against('AJV standalone', ajv, kind === 'valid' ? 1.1 : undefined),
      against('AJV standalone, allErrors', ajvAllErrors, 1.1),
      against('zod 4 safeParse', zod, kind === 'valid' ? 3.5 : 5),
    ];
  });
});
