import { readdirSync, readFileSync } from 'node:fs';
import { TokenRequest } from '@ably-auth/schemas/token-request';
import { validateTokenRequest } from '@ably-auth/validation';
import { compare } from '../compare.js';
import type { Job } from '../job.js';
import { side, type Side } from '../measure.js';
import { ajvStandalone } from '../ajv-standalone.js';
import type { Goal, Row } from '../row.js';

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

export const validate: Job = {
  name: 'validate',
  run: async (settings) => {
    const { ours, ajv, ajvAllErrors, zod } = await validators();
    const rows: Row[] = [];
    for (const [kind, values] of [
      ['valid', exampleRequests(true)],
      ['invalid', exampleRequests(false)],
    ] as const) {
      const against = async (name: string, run: (value: unknown) => unknown, goal?: Goal) => {
        const inputs = inTurn(values);
        const rival: Side = side(name, inputs, run);
        const comparison = {
          what: `validate a TokenRequest, ${values.length} ${kind} ones in turn`,
          ours: side('validateTokenRequest', inputs, ours),
          rival,
          ...(goal && { goal }),
        };
        rows.push(await compare('validate', comparison, settings));
      };
      // Of an invalid value, AJV by default finds one error and ours all: the same work is that of allErrors.
      const sameWork = { kind: 'rate', atLeast: 1.1 } as const;
      await against('AJV standalone', ajv, kind === 'valid' ? sameWork : undefined);
      await against('AJV standalone, allErrors', ajvAllErrors, sameWork);
      await against('zod 4 safeParse', zod, { kind: 'rate', atLeast: kind === 'valid' ? 3.5 : 5 });
    }
    return rows;
  },
};
