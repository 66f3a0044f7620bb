import { z } from '#zod';

// The shape of the test vectors, one file per operation. They are data for SDKs in any language: what is not I-JSON
// (RFC 7493) stands as JSON text inside a string, integers past 2^53 as decimal strings.

/** A file of test vectors, as the generators see it. */
export type VectorFile = {
  /** Name of the operation, and of the file. */
  readonly name: string;
  /** File under `schemas/src` that defines it. */
  readonly source: string;
  readonly schema: z.ZodType;
};

const integer = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const text = z.string();
const kebab = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** JSON of any shape: where a test may be invalid. */
const anyObject = z.record(z.string(), z.unknown());
const stringMap = z.record(z.string(), z.string());
const capability = z.record(z.string(), z.array(z.string()));

const token = { capability: text.optional(), clientId: text.optional() };
const request = { keyName: text, ttl: integer.optional(), ...token, timestamp: integer, nonce: text };
const signedRequest = z.object({ request: z.object({ ...request, mac: text }).strict() }).strict();
const textInput = z.object({ text }).strict();

const apiKey = text.describe('A whole API key, `<appId>.<keyId>:<secret>`.');
const tokenParams = anyObject.describe('TokenParams: ttl and timestamp in whole ms.');

const revocationError = z
  .object({
    code: integer.optional(),
    statusCode: integer.optional(),
    message: text.optional(),
    href: text.optional(),
  })
  .strict();

const revocationResult = z.union([
  z.object({ target: text, appliesAt: integer, issuedBefore: integer }).strict(),
  z.object({ target: text, error: revocationError }).strict(),
]);

/** JSON objects of any shape: what a JWT holds, decoded. */
const decodedJwt = z.object({ header: anyObject, claims: anyObject }).strict();

type Operation = { readonly name: string; readonly input: z.ZodType; readonly output: z.ZodType };

const operations: readonly Operation[] = [
  {
    name: 'canonicalize-capability',
    input: z.union([z.object({ capability: anyObject }).strict(), textInput]),
    output: textInput,
  },
  { name: 'parse-capability', input: textInput, output: z.object({ capability }).strict() },
  {
    name: 'permits',
    input: z.object({ capability, resource: text, operation: text }).strict(),
    output: z.object({ permits: z.boolean() }).strict(),
  },
  {
    name: 'covers',
    input: z.object({ outer: capability, inner: capability }).strict(),
    output: z.object({ covers: z.boolean() }).strict(),
  },
  { name: 'intersect', input: z.object({ a: capability, b: capability }).strict(), output: textInput },
  {
    name: 'sign-text',
    input: z.object({ request: z.object(request).strict() }).strict(),
    output: textInput,
  },
  { name: 'mac', input: z.object({ text, secret: text }).strict(), output: z.object({ mac: text }).strict() },
  {
    name: 'create-token-request',
    input: z
      .object({
        key: apiKey,
        params: tokenParams.optional(),
        defaultTokenParams: tokenParams.optional(),
        now: integer.optional().describe('What the clock says, in ms; feature `fixed-clock`.'),
        nonce: text.optional().describe('The nonce that is made; feature `fixed-nonce`.'),
      })
      .strict(),
    output: z
      .object({
        keyName: text,
        ttl: integer.optional(),
        ...token,
        timestamp: integer.optional(),
        nonce: text.optional(),
        mac: text.optional(),
      })
      .strict(),
  },
  { name: 'read-token-request', input: textInput, output: signedRequest },
  {
    name: 'read-token-details',
    input: textInput,
    output: z
      .object({
        details: z
          .object({
            token: text,
            keyName: text.optional(),
            issued: integer.optional(),
            expires: integer.optional(),
            ...token,
          })
          .strict(),
      })
      .strict(),
  },
  {
    name: 'verify-token-request',
    input: z.object({ text, key: apiKey, now: integer }).strict(),
    output: signedRequest,
  },
  { name: 'forward-token-request', input: textInput, output: z.object({ body: anyObject }).strict() },
  {
    name: 'auth-response-kind',
    input: z.object({ contentType: text, text }).strict(),
    output: z.object({ kind: z.enum(['token', 'token-details', 'token-request']) }).strict(),
  },
  {
    name: 'auth-url-request',
    input: z
      .object({
        authUrl: text,
        authMethod: z.enum(['GET', 'POST']).optional(),
        authParams: stringMap.optional(),
        authHeaders: stringMap.optional(),
        tokenParams: tokenParams.optional(),
      })
      .strict(),
    output: z
      .object({
        method: z.enum(['GET', 'POST']),
        url: text,
        headers: stringMap,
        // The bound says nothing; with it both converters write the union alike.
        body: z.union([text.min(0), z.null()]),
      })
      .strict(),
  },
  {
    name: 'token-params-query',
    input: z.object({ params: tokenParams }).strict(),
    output: z.object({ query: stringMap }).strict(),
  },
  {
    name: 'parse-api-key',
    input: z.object({ key: text }).strict(),
    output: z.object({ name: text, secret: text }).strict(),
  },
  {
    name: 'revocation-request',
    input: z
      .object({
        key: apiKey,
        targets: z.array(z.object({ type: text, value: text }).strict()),
        options: anyObject.optional(),
      })
      .strict(),
    output: z
      .object({
        path: text,
        body: z
          .object({
            targets: z.array(text),
            issuedBefore: integer.optional(),
            allowReauthMargin: z.boolean().optional(),
          })
          .strict(),
      })
      .strict(),
  },
  {
    name: 'revocation-result',
    input: textInput,
    output: z
      .object({
        result: z.object({ successCount: integer, failureCount: integer, results: z.array(revocationResult) }).strict(),
      })
      .strict(),
  },
  {
    name: 'create-jwt',
    input: z
      .object({
        key: apiKey,
        params: anyObject.describe(
          'ttl in whole ms, capability, clientId, revocationKey, channelClaims, publishRates.',
        ),
        now: integer.describe('What the clock says, in ms; feature `fixed-clock`.'),
      })
      .strict(),
    output: decodedJwt,
  },
  {
    name: 'verify-jwt',
    input: z
      .object({
        token: text,
        key: apiKey,
        now: integer,
        clockToleranceMs: integer.optional().describe('How far the clock of the signer may be ahead; 0 if absent.'),
      })
      .strict(),
    output: z
      .object({
        verified: z
          .object({
            keyName: text,
            issued: integer.describe('In ms.'),
            expires: integer.describe('In ms.'),
            ...token,
            revocationKey: text.optional(),
            channelClaims: stringMap,
            publishRates: z.record(z.string(), z.number()),
          })
          .strict(),
      })
      .strict(),
  },
  {
    name: 'embed-token',
    input: z
      .object({
        outerClaims: anyObject,
        token: z.union([text.min(0), anyObject]).describe('A token, or TokenDetails.'),
        secret: text.describe('Of the app, for HS256.'),
        place: z.enum(['header', 'claim']),
        innerExpires: integer.optional().describe('When the token expires, in ms.'),
      })
      .strict(),
    output: decodedJwt,
  },
  {
    name: 'extract-embedded-token',
    input: z.object({ jwt: text }).strict(),
    output: z
      .object({
        embedded: z.union([
          z.object({ token: text, place: z.enum(['header', 'claim']), outerExpires: integer.optional() }).strict(),
          z.null(),
        ]),
      })
      .strict(),
  },
];

const note = z
  .object({
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
  })
  .strict();

const error = z
  .object({
    code: integer.describe('Error code of the protocol.'),
    path: z.string().optional().describe('JSONPath of the error in the input document.'),
    rule: z.string().optional().describe('Stable id of the rule that the input breaks.'),
    reason: z.string().optional().describe('Why a JWT is refused: most reasons share a code.'),
  })
  .strict();

function test({ name, input, output }: Operation): z.ZodType {
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
      .array(z.enum(['clock-tolerance', 'default-token-params', 'fixed-clock', 'fixed-nonce']))
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
    z.object({ ...common, result: z.literal('valid'), output }).strict(),
    z.object({ ...common, result: z.literal('invalid'), error }).strict(),
  ]);
}

function file(operation: Operation): z.ZodType {
  const group = z
    .object({ name: z.string().regex(new RegExp(`^${kebab}$`)), about: text, tests: z.array(test(operation)).min(1) })
    .strict();
  return z
    .object({
      $schema: z.literal(`./schema/${operation.name}.json`),
      version: z.number().int().min(1).max(1),
      operation: z.literal(operation.name),
      about: text.describe('What the operation is.'),
      notes: z.record(z.string(), note).describe('The flags of the tests.'),
      groups: z.array(group).min(1),
    })
    .strict();
}

/** Every file of test vectors: one per operation. */
export const vectorFiles: readonly VectorFile[] = operations.map((operation) => ({
  name: operation.name,
  source: 'vectors.ts',
  schema: file(operation),
}));
