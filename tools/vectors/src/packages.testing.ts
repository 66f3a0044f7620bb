import { canonicalizeCapability, covers, intersect, parseCapability, permits } from '@ably-auth/capability';
import {
  computeMac,
  createTokenRequest,
  parseApiKey,
  readTokenDetails,
  readTokenRequest,
  signText,
  verifyTokenRequest,
  type Clock,
} from '@ably-auth/core';
import { createAblyJwt, embedToken, extractEmbeddedToken, verifyAblyJwt, type AblyJwtParams } from '@ably-auth/jwt';
import { AblyAuthError, type Capability, type TokenDetails, type TokenParams } from '@ably-auth/validation';
import { decodeJwt } from './decode-jwt.testing.js';
import type { Answer, JsonObject } from './vector.js';

/** What our own packages answer, an operation at a time. */
type Run = (input: never) => unknown;

type Create = { key: string; params?: TokenParams; defaultTokenParams?: TokenParams; now?: number; nonce?: string };

type CreateJwt = { key: string; params: AblyJwtParams; now: number };
type Embed = {
  outerClaims: Record<string, unknown>;
  token: string | TokenDetails;
  secret: string;
  place: 'header' | 'claim';
  innerExpires?: number;
};

const clock = ({ now, nonce }: Create): Clock => ({
  ...(now === undefined ? {} : { now: () => now }),
  ...(nonce === undefined ? {} : { nonce: () => nonce }),
});

export const packages: Readonly<Record<string, Run>> = {
  'canonicalize-capability': (input: { text?: string; capability?: Capability }) => ({
    text: canonicalizeCapability(input.text ?? (input.capability as Capability)),
  }),
  'parse-capability': ({ text }: { text: string }) => ({ capability: parseCapability(text) }),
  permits: (input: { capability: Capability; resource: string; operation: string }) => ({
    permits: permits(input.capability, input.resource, input.operation),
  }),
  covers: ({ outer, inner }: { outer: Capability; inner: Capability }) => ({ covers: covers(outer, inner) }),
  intersect: ({ a, b }: { a: Capability; b: Capability }) => ({ text: canonicalizeCapability(intersect(a, b)) }),
  'sign-text': ({ request }: { request: object }) => ({ text: signText(request) }),
  mac: async ({ text, secret }: { text: string; secret: string }) => ({ mac: await computeMac(text, secret) }),
  'create-token-request': async (input: Create) =>
    createTokenRequest(input.params ?? input.defaultTokenParams, { key: input.key, ...clock(input) }),
  'read-token-request': ({ text }: { text: string }) => ({ request: readTokenRequest(text).request }),
  'read-token-details': ({ text }: { text: string }) => ({ details: readTokenDetails(text).details }),
  'verify-token-request': async ({ text, key, now }: { text: string; key: string; now: number }) => {
    const { request } = await verifyTokenRequest(text, { key, now: () => now });
    return { request };
  },
  'parse-api-key': ({ key }: { key: string }) => {
    const { name, secret } = parseApiKey(key);
    return { name, secret };
  },
  'create-jwt': async ({ params, key, now }: CreateJwt) =>
    decodeJwt((await createAblyJwt(params, { key, now: () => now })).token, parseApiKey(key).secret),
  'verify-jwt': async ({ token, key, now }: { token: string; key: string; now: number }) => {
    const { claims: _, capability, ...verified } = await verifyAblyJwt(token, { key, now: () => now });
    return {
      verified: { ...verified, ...(capability && { capability: canonicalizeCapability(capability) }) },
    };
  },
  'embed-token': async ({ outerClaims, token, ...options }: Embed) =>
    decodeJwt(await embedToken(outerClaims, token, options), options.secret),
  'extract-embedded-token': ({ jwt }: { jwt: string }) => ({ embedded: extractEmbeddedToken(jwt) ?? null }),
};

/** The answer of a package to one input. */
export async function answerOf(operation: string, input: JsonObject): Promise<Answer> {
  const run = packages[operation];
  if (run === undefined) throw new Error(`no package has ${operation}`);
  try {
    const output = await run(input as never);
    return { result: 'valid', output: output as JsonObject };
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    const path = pathOf(operation, error);
    const { code, reason } = error;
    return {
      result: 'invalid',
      error: { code, ...(path === undefined ? {} : { path }), ...(reason === undefined ? {} : { reason }) },
    };
  }
}

/** A message begins with the place: `TokenRequest.mac: …` is `$.mac`, `clientId: …` is `$.clientId`. */
function pathOf(operation: string, { message }: AblyAuthError): string | undefined {
  const [, root, rest] = /^(\w+)((?:\.\w+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*): /.exec(message) ?? [];
  if (root === undefined || rest === undefined) return undefined;
  const isDocument = operation.endsWith('capability') || /^(?:Token[A-Z]\w+|key|intersect)$/.test(root);
  return isDocument ? `$${rest}` : `$.${root}${rest}`;
}
