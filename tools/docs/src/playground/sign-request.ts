import { createTokenRequest, signText } from '@ably-auth/core';
import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { askLater, type Answer } from './answer.js';

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
export type Signed = { readonly request: TokenRequest; readonly signText: string };

/** Signs a request from a form, as `createTokenRequest` does from params. */
export function signForm(form: SignForm): Promise<Answer<Signed>> {
  return askLater(async () => {
    const request = await createTokenRequest(paramsOf(form), { key: form.key });
    return { request, signText: signText(request) };
  });
}

function paramsOf({ ttl, capability, clientId, timestamp, nonce }: SignForm): TokenParams {
  // What is no number stays wrong, so that the library says so.
  return {
    ...(ttl === '' ? {} : { ttl: Number(ttl) }),
    ...(capability === '' ? {} : { capability }),
    ...(clientId === '' ? {} : { clientId }),
    ...(timestamp === '' ? {} : { timestamp: Number(timestamp) }),
    ...(nonce === '' ? {} : { nonce }),
  };
}
