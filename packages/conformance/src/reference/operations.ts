import { Auth } from '@ably-auth/client';
import { canonicalizeCapability, covers, intersect, parseCapability, permits } from '@ably-auth/capability';
import {
  computeMac,
  createTokenRequest,
  parseApiKey,
  readTokenDetails,
  readTokenRequest,
  signText,
  type SignedFields,
  verifyTokenRequest,
} from '@ably-auth/core';
import type { Capability, TokenParams } from '@ably-auth/validation';
import type { JsonObject } from '../vector.js';
import { CLIENT_OPERATIONS } from './client-operations.js';
import { JWT_OPERATIONS } from './jwt-operations.js';

/**
 * The members of inputs by their names, with the types that are right. A vector may hold a wrong one, which our
 * packages are to refuse.
 */
type Given = {
  readonly text: string;
  readonly capability: Capability;
  readonly resource: string;
  readonly operation: string;
  readonly outer: Capability;
  readonly inner: Capability;
  readonly a: Capability;
  readonly b: Capability;
  readonly request: SignedFields;
  readonly secret: string;
  readonly key: string;
  readonly params?: TokenParams;
  readonly defaultTokenParams?: TokenParams;
  readonly now?: number;
  readonly nonce?: string;
};

/** Everything that our packages do, by operation. */
const OPERATIONS = {
  'canonicalize-capability': ({ text, capability }: Given) => ({
    text: canonicalizeCapability(text ?? capability),
  }),
  'parse-capability': ({ text }: Given) => ({ capability: parseCapability(text) }),
  permits: ({ capability, resource, operation }: Given) => ({
    permits: permits(parseCapability(capability), resource, operation),
  }),
  covers: ({ outer, inner }: Given) => ({ covers: covers(parseCapability(outer), parseCapability(inner)) }),
  intersect: ({ a, b }: Given) => ({
    text: canonicalizeCapability(intersect(parseCapability(a), parseCapability(b))),
  }),
  'sign-text': ({ request }: Given) => ({ text: signText(request) }),
  mac: async ({ text, secret }: Given) => ({ mac: await computeMac(text, secret) }),
  'create-token-request': async ({ key, params, defaultTokenParams, now, nonce }: Given) => {
    const clock = {
      ...(now === undefined ? {} : { now: () => now }),
      ...(nonce === undefined ? {} : { nonce: () => nonce }),
    };
    // Defaults are the client's (RSA9h); it signs as core does.
    const request =
      defaultTokenParams === undefined
        ? await createTokenRequest(params, { key, ...clock })
        : await new Auth({ key, defaultTokenParams, ...clock }).createTokenRequest(params);
    return { request };
  },
  'read-token-request': ({ text }: Given) => ({ request: readTokenRequest(text).value }),
  'read-token-details': ({ text }: Given) => ({ details: readTokenDetails(text).value }),
  'verify-token-request': async ({ text, key, now }: Given) => ({
    request: (await verifyTokenRequest(text, { key, ...(now === undefined ? {} : { now: () => now }) })).request,
  }),
  'parse-api-key': ({ key }: Given) => {
    const { name, secret } = parseApiKey(key);
    return { name, secret };
  },
};

export const REFERENCE_OPERATIONS = { ...OPERATIONS, ...CLIENT_OPERATIONS, ...JWT_OPERATIONS } as unknown as Readonly<
  Record<string, (input: JsonObject) => JsonObject | Promise<JsonObject>>
>;
