import { createTokenRequest, signText } from '@ably-auth/core';
import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { askLater, type Answer } from './answer.js';
import { snippets, type Snippet } from './code.js';
import { wholeNumber } from './notes.js';

/** What the form of the signing tool holds: text, empty where nothing was filled in. */
export type SignForm = {
  key: string;
  ttl: string;
  capability: string;
  clientId: string;
  timestamp: string;
  nonce: string;
};

/** What the signing tool shows. */
export type Signed = {
  readonly request: TokenRequest;
  readonly signText: string;
  readonly code: readonly Snippet[];
};

/** Signs a request from a form, as `createTokenRequest` does from params. */
export function signForm(form: SignForm): Promise<Answer<Signed>> {
  return askLater(async () => {
    const request = await createTokenRequest(paramsOf(form), { key: form.key });
    return { request, signText: signText(request), code: snippets('request', request) };
  });
}

function paramsOf({ ttl, capability, clientId, timestamp, nonce }: SignForm): TokenParams {
  return {
    ...(ttl === '' ? {} : { ttl: wholeNumber(ttl) }),
    ...(capability === '' ? {} : { capability }),
    ...(clientId === '' ? {} : { clientId }),
    ...(timestamp === '' ? {} : { timestamp: wholeNumber(timestamp) }),
    ...(nonce === '' ? {} : { nonce }),
  } as TokenParams; // what is wrong in it, the library says
}
