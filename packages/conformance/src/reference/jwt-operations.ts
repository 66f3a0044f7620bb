import { canonicalizeCapability } from '@ably-auth/capability';
import { createAblyJwt, embedToken, extractEmbeddedToken, verifyAblyJwt, type AblyJwtParams } from '@ably-auth/jwt';
import type { TokenDetails } from '@ably-auth/validation';

/** The members of inputs, with the types that are right; see operations.ts. */
type Given = {
  readonly key: string;
  readonly now: number;
  readonly params: AblyJwtParams;
  readonly token: string;
  readonly jwt: string;
  readonly clockToleranceMs?: number;
};

type Embedding = {
  readonly outerClaims: Readonly<Record<string, unknown>>;
  readonly token: string | TokenDetails;
  readonly secret: string;
  readonly place: 'header' | 'claim';
  readonly innerExpires?: number;
};

/** What is done with JWTs, by operation. */
export const JWT_OPERATIONS = {
  'create-jwt': async ({ key, params, now }: Given) => {
    const { token } = await createAblyJwt(params, { key, now: () => now });
    return { token };
  },
  'verify-jwt': async ({ token, key, now, clockToleranceMs }: Given) => {
    const options = { key, now: () => now, clockToleranceMs };
    const { claims: _, capability, ...verified } = await verifyAblyJwt(token, options);
    return {
      verified: {
        ...verified,
        ...(capability === undefined ? {} : { capability: canonicalizeCapability(capability) }),
      },
    };
  },
  'embed-token': async ({ outerClaims, token, ...options }: Embedding) => ({
    token: await embedToken(outerClaims, token, options),
  }),
  'extract-embedded-token': ({ jwt }: Given) => ({ embedded: extractEmbeddedToken(jwt) ?? null }),
};
