import type { Source } from '../authoring.js';
import { authResponseKind } from './auth-response-kind.js';
import { authUrlRequest } from './auth-url-request.js';
import { canonicalizeCapability } from './canonicalize-capability.js';
import { covers } from './covers.js';
import { createJwt } from './create-jwt.js';
import { createTokenRequest } from './create-token-request.js';
import { embedToken } from './embed-token.js';
import { extractEmbeddedToken } from './extract-embedded-token.js';
import { forwardTokenRequest } from './forward-token-request.js';
import { intersect } from './intersect.js';
import { mac } from './mac.js';
import { parseApiKey } from './parse-api-key.js';
import { parseCapability } from './parse-capability.js';
import { permits } from './permits.js';
import { readTokenDetails } from './read-token-details.js';
import { readTokenRequest } from './read-token-request.js';
import { revocationRequest } from './revocation-request.js';
import { revocationResult } from './revocation-result.js';
import { signText } from './sign-text.js';
import type { ComputeMac } from './signed.js';
import { tokenParamsQuery } from './token-params-query.js';
import { verifyJwt } from './verify-jwt.js';
import { verifyTokenRequest } from './verify-token-request.js';

/** What people wrote, a file an operation; the requests and JWTs to verify are signed by the given oracle. */
export function sources(computeMac: ComputeMac): readonly Source[] {
  return [
    canonicalizeCapability,
    parseCapability,
    permits,
    covers,
    intersect,
    signText,
    mac,
    createTokenRequest,
    readTokenRequest,
    readTokenDetails,
    verifyTokenRequest(computeMac),
    forwardTokenRequest,
    authResponseKind,
    authUrlRequest,
    tokenParamsQuery,
    parseApiKey,
    revocationRequest,
    revocationResult,
    createJwt,
    verifyJwt(computeMac),
    embedToken,
    extractEmbeddedToken,
  ];
}
