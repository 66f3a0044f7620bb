import { Auth } from '@ably-auth/client';
import {
  authResponseKind,
  authUrlRequest,
  readRevocationResult,
  revocationRequest,
  tokenParamsQuery,
  type AuthUrlOptions,
  type RevocationOptions,
} from '@ably-auth/client/wire';
import type { TokenParams, TokenRevocationTargetSpecifier } from '@ably-auth/validation';

/** The members of inputs, with the types that are right; see operations.ts. */
type Given = AuthUrlOptions & {
  readonly text: string;
  readonly contentType: string;
  readonly params: TokenParams;
  readonly tokenParams?: TokenParams;
  readonly key: string;
  readonly targets: readonly TokenRevocationTargetSpecifier[];
  readonly options?: RevocationOptions;
};

/** What the client does, by operation. */
export const CLIENT_OPERATIONS = {
  'forward-token-request': async ({ text }: Given) => ({ text: await forwarded(text) }),
  'auth-response-kind': ({ contentType, text }: Given) => ({ kind: authResponseKind(contentType, text) }),
  'auth-url-request': ({ tokenParams = {}, ...options }: Given) => authUrlRequest(options, tokenParams),
  'token-params-query': ({ params }: Given) => ({ query: tokenParamsQuery(params) }),
  'revocation-request': ({ key, targets, options }: Given) => revocationRequest(key, targets, options),
  'revocation-result': ({ text }: Given) => ({ result: readRevocationResult(text) }),
};

/** The text that a client posts to the service when its auth server answers with that request. */
async function forwarded(text: string): Promise<string> {
  let posted = '';
  const auth = new Auth({
    authUrl: 'https://auth.example.com/',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'GET') return jsonResponse(text);
      posted = await request.text();
      return jsonResponse('{"token":"appId.opaque"}');
    },
  });
  await auth.requestToken();
  return posted;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function jsonResponse(text: string): Response {
  return new Response(text, { headers: JSON_TYPE });
}
