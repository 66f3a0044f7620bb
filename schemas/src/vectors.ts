import { z } from '#zod';
import { integer, object, vectorFeatures, vectorOperations, type Operation, type Tier } from './vector-operations.js';

// The shape of the test vectors, one file per operation. They are data for SDKs in any language: what is not I-JSON
// (RFC 7493) stands as JSON text inside a string, integers past 2^53 as decimal strings.

/** A file of test vectors, as the generators see it. */
export type VectorFile = {
  /** Name of the operation, and of the file. */
  readonly name: string;
  /** File under `schemas/src` that defines it. */
  readonly source: string;
  readonly tier: Tier;
  readonly schema: z.ZodType;
};

const text = z.string();
const kebab = '[a-z0-9]+(?:-[a-z0-9]+)*';

const note = object({
  bugType: z
    .enum([
      'DEFAULT',
      'DUPLICATE',
      'ENCODING',
      'ESCAPE',
      'FORWARDING',
      'INJECTION',
      'LENIENCY',
      'LIMIT',
      'MATCHING',
      'NULL',
      'ORDER',
      'PRECEDENCE',
      'SPLITTING',
      'UNIT',
      'WHITE_SPACE',
    ])
    .describe('The kind of bug.'),
  about: text.describe('The bug that the tests with this flag catch.'),
  seenIn: z.array(z.string()).optional().describe('SDKs that were seen with it.'),
});

const error = object({
  code: integer.describe('Error code of the protocol.'),
  path: z.string().optional().describe('JSONPath of the error in the input document.'),
  rule: z.string().optional().describe('Stable id of the rule that the input breaks.'),
  reason: z.string().optional().describe('Why a JWT is refused: most reasons share a code.'),
});

function test(name: string, { input, output }: Operation): z.ZodType {
  const common = {
    id: z
      .string()
      .regex(new RegExp(`^${name}/${kebab}/${kebab}$`))
      .describe('Never changes, and is never given again.'),
    about: text.describe('What the test holds, and why.'),
    spec: z.array(z.string()).describe("Points of Ably's feature specification."),
    basis: z
      .enum(['spec', 'decision'])
      .describe(
        '`spec`: public specification or documentation says so. `decision`: it is silent, and the project decided.',
      ),
    flags: z.array(z.string()).describe('Names in `notes`.'),
    uts: z.string().optional().describe("Id of the case in Ably's Universal Test Specification that has this fixture."),
    features: z
      .array(z.enum(vectorFeatures))
      .optional()
      .describe('What an implementation must be able to do to run the test.'),
    before: z
      .array(input)
      .min(1)
      .optional()
      .describe('Inputs of the same operation that the same process gets first; their answers do not count.'),
    input,
  };
  return z.union([
    object({ ...common, result: z.literal('valid'), output }),
    object({ ...common, result: z.literal('invalid'), error }),
  ]);
}

function file(name: string, operation: Operation): z.ZodType {
  const group = object({
    name: z.string().regex(new RegExp(`^${kebab}$`)),
    about: text,
    tests: z.array(test(name, operation)).min(1),
  });
  return object({
    $schema: z.literal(`./schema/${name}.json`),
    version: z.number().int().min(1).max(1),
    operation: z.literal(name),
    about: text.describe('What the operation is.'),
    notes: z.record(z.string(), note).describe('The flags of the tests.'),
    groups: z.array(group).min(1),
  });
}

/** Every file of test vectors: one per operation. */
export const vectorFiles: readonly VectorFile[] = (['sdk', 'library'] as const).flatMap((tier) =>
  Object.entries(vectorOperations[tier]).map(([name, operation]) => ({
    name,
    source: 'vectors.ts',
    tier,
    schema: file(name, operation),
  })),
);
