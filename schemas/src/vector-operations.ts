import { z } from '#zod';

// What an implementation can be asked to do by the test vectors: the input and output of each operation.

/** An operation of the test vectors. */
export type Operation = { readonly input: z.ZodType; readonly output: z.ZodType };

/** Who needs an operation: an SDK offers it, or only a verifier, a token service or a JWT library does. */
export type Tier = 'sdk' | 'library';

/** What an implementation must be able to do to be asked some of the tests. */
export const vectorFeatures = ['clock-tolerance', 'default-token-params', 'fixed-clock', 'fixed-nonce'] as const;

/** An object with these members and no others. */
export const object = <Shape extends z.ZodRawShape>(members: Shape) => z.object(members).strict();

export const integer = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const text = z.string();

/** JSON of any shape: where a test may be invalid. */
const anyObject = z.record(z.string(), z.unknown());
const stringMap = z.record(z.string(), z.string());
const capability = z.record(z.string(), z.array(z.string()));

const token = { capability: text.optional(), clientId: text.optional() };
const request = { keyName: text, ttl: integer.optional(), ...token, timestamp: integer, nonce: text };
const signedRequest = object({ request: object({ ...request, mac: text }) });
const textInput = object({ text });

const apiKey = text.describe('A whole API key, `<appId>.<keyId>:<secret>`.');
const tokenParams = anyObject.describe('TokenParams: ttl and timestamp in whole ms.');

const revocationError = object({
  code: integer.optional(),
  statusCode: integer.optional(),
  message: text.optional(),
  href: text.optional(),
});

const revocationResult = z.union([
  object({ target: text, appliesAt: integer, issuedBefore: integer }),
  object({ target: text, error: revocationError }),
]);

/** JSON objects of any shape: what a JWT holds, decoded. */
const decodedJwt = object({ header: anyObject, claims: anyObject });

/** Every operation by tier and name, in the order of reports. */
export const vectorOperations: Readonly<Record<Tier, Readonly<Record<string, Operation>>>> = {
  sdk: {
    'create-token-request': {
      input: object({
        key: apiKey,
        params: tokenParams.optional(),
        defaultTokenParams: tokenParams.optional(),
        now: integer.optional().describe('What the clock says, in ms; feature `fixed-clock`.'),
        nonce: text.optional().describe('The nonce that is made; feature `fixed-nonce`.'),
      }),
      output: object({
        keyName: text,
        ttl: integer.optional(),
        ...token,
        timestamp: integer.optional(),
        nonce: text.optional(),
        mac: text.optional(),
      }),
    },
    'forward-token-request': { input: textInput, output: object({ body: anyObject }) },
    'auth-url-request': {
      input: object({
        authUrl: text,
        authMethod: z.enum(['GET', 'POST']).optional(),
        authParams: stringMap.optional(),
        authHeaders: stringMap.optional(),
        tokenParams: tokenParams.optional(),
      }),
      output: object({
        method: z.enum(['GET', 'POST']),
        url: text,
        headers: stringMap,
        // The bound says nothing; with it both converters write the union alike.
        body: z.union([text.min(0), z.null()]),
      }),
    },
    'auth-response-kind': {
      input: object({ contentType: text, text }),
      output: object({ kind: z.enum(['token', 'token-details', 'token-request']) }),
    },
    'token-params-query': {
      input: object({ params: tokenParams }),
      output: object({ query: stringMap }),
    },
    'parse-api-key': {
      input: object({ key: text }),
      output: object({ name: text, secret: text }),
    },
    'read-token-request': { input: textInput, output: signedRequest },
    'read-token-details': {
      input: textInput,
      output: object({
        details: object({
          token: text,
          keyName: text.optional(),
          issued: integer.optional(),
          expires: integer.optional(),
          ...token,
        }),
      }),
    },
    'revocation-request': {
      input: object({
        key: apiKey,
        targets: z.array(object({ type: text, value: text })),
        options: anyObject.optional(),
      }),
      output: object({
        path: text,
        body: object({
          targets: z.array(text),
          issuedBefore: integer.optional(),
          allowReauthMargin: z.boolean().optional(),
        }),
      }),
    },
    'revocation-result': {
      input: textInput,
      output: object({
        result: object({ successCount: integer, failureCount: integer, results: z.array(revocationResult) }),
      }),
    },
  },
  library: {
    'canonicalize-capability': {
      input: z.union([object({ capability: anyObject }), textInput]),
      output: textInput,
    },
    'parse-capability': { input: textInput, output: object({ capability }) },
    permits: {
      input: object({ capability, resource: text, operation: text }),
      output: object({ permits: z.boolean() }),
    },
    covers: {
      input: object({ outer: capability, inner: capability }),
      output: object({ covers: z.boolean() }),
    },
    intersect: { input: object({ a: capability, b: capability }), output: textInput },
    'sign-text': {
      input: object({ request: object(request) }),
      output: textInput,
    },
    mac: { input: object({ text, secret: text }), output: object({ mac: text }) },
    'verify-token-request': {
      input: object({ text, key: apiKey, now: integer }),
      output: signedRequest,
    },
    'create-jwt': {
      input: object({
        key: apiKey,
        params: anyObject.describe(
          'ttl in whole ms, capability, clientId, revocationKey, channelClaims, publishRates.',
        ),
        now: integer.describe('What the clock says, in ms; feature `fixed-clock`.'),
      }),
      output: decodedJwt,
    },
    'verify-jwt': {
      input: object({
        token: text,
        key: apiKey,
        now: integer,
        clockToleranceMs: integer.optional().describe('How far the clock of the signer may be ahead; 0 if absent.'),
      }),
      output: object({
        verified: object({
          keyName: text,
          issued: integer.describe('In ms.'),
          expires: integer.describe('In ms.'),
          ...token,
          revocationKey: text.optional(),
          channelClaims: stringMap,
          publishRates: z.record(z.string(), z.number()),
        }),
      }),
    },
    'embed-token': {
      input: object({
        outerClaims: anyObject,
        token: z.union([text.min(0), anyObject]).describe('A token, or TokenDetails.'),
        secret: text.describe('Of the app, for HS256.'),
        place: z.enum(['header', 'claim']),
        innerExpires: integer.optional().describe('When the token expires, in ms.'),
      }),
      output: decodedJwt,
    },
    'extract-embedded-token': {
      input: object({ jwt: text }),
      output: object({
        embedded: z.union([
          object({ token: text, place: z.enum(['header', 'claim']), outerExpires: integer.optional() }),
          z.null(),
        ]),
      }),
    },
  },
};
