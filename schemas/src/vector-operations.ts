import { z } from '#zod';

// What an implementation can be asked to do by the test vectors: the input and output of each operation.

/** An operation of the test vectors. */
export type Operation = { readonly input: z.ZodType; readonly output: z.ZodType };

/** Who needs an operation: an SDK offers it, or only a verifier, a token service or a JWT library does. */
export type Tier = 'sdk' | 'library';

/** What an implementation must be able to do to be asked some of the tests. */
export const vectorFeatures = ['clock-tolerance', 'default-token-params', 'fixed-clock', 'fixed-nonce'] as const;

const integer = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const text = z.string();

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

/** Every operation by tier and name, in the order of reports. */
export const vectorOperations: Readonly<Record<Tier, Readonly<Record<string, Operation>>>> = {
  sdk: {
    'create-token-request': {
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
    'forward-token-request': { input: textInput, output: z.object({ body: anyObject }).strict() },
    'auth-url-request': {
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
    'auth-response-kind': {
      input: z.object({ contentType: text, text }).strict(),
      output: z.object({ kind: z.enum(['token', 'token-details', 'token-request']) }).strict(),
    },
    'token-params-query': {
      input: z.object({ params: tokenParams }).strict(),
      output: z.object({ query: stringMap }).strict(),
    },
    'parse-api-key': {
      input: z.object({ key: text }).strict(),
      output: z.object({ name: text, secret: text }).strict(),
    },
    'read-token-request': { input: textInput, output: signedRequest },
    'read-token-details': {
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
    'revocation-request': {
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
    'revocation-result': {
      input: textInput,
      output: z
        .object({
          result: z
            .object({ successCount: integer, failureCount: integer, results: z.array(revocationResult) })
            .strict(),
        })
        .strict(),
    },
  },
  library: {
    'canonicalize-capability': {
      input: z.union([z.object({ capability: anyObject }).strict(), textInput]),
      output: textInput,
    },
    'parse-capability': { input: textInput, output: z.object({ capability }).strict() },
    permits: {
      input: z.object({ capability, resource: text, operation: text }).strict(),
      output: z.object({ permits: z.boolean() }).strict(),
    },
    covers: {
      input: z.object({ outer: capability, inner: capability }).strict(),
      output: z.object({ covers: z.boolean() }).strict(),
    },
    intersect: { input: z.object({ a: capability, b: capability }).strict(), output: textInput },
    'sign-text': {
      input: z.object({ request: z.object(request).strict() }).strict(),
      output: textInput,
    },
    mac: { input: z.object({ text, secret: text }).strict(), output: z.object({ mac: text }).strict() },
    'verify-token-request': {
      input: z.object({ text, key: apiKey, now: integer }).strict(),
      output: signedRequest,
    },
    'create-jwt': {
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
    'verify-jwt': {
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
    'embed-token': {
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
    'extract-embedded-token': {
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
  },
};
