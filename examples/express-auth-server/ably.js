import { Auth } from '@ably-auth/client';
import { createSigner, parseApiKey } from '@ably-auth/core';
import { createAblyJwt } from '@ably-auth/jwt';
import { AblyAuthError } from '@ably-auth/validation';

/** @typedef {import('@ably-auth/validation').TokenParams} TokenParams */

const key = keyFromEnvironment();
const signer = createSigner(key);
// A request that is signed needs no other credentials: `useTokenAuth` says that the key goes into no header.
const auth = new Auth({ key, useTokenAuth: true, ...serviceFromEnvironment() });

/** Signed here, without asking the service; its bearer exchanges it for one token. */
export function tokenRequest(/** @type {TokenParams} */ params) {
  return signer.createTokenRequest(params);
}

/** A token of the service. Costs a request to it each time; a TokenRequest lets the client make that request. */
export function token(/** @type {TokenParams} */ params) {
  return auth.requestToken(params);
}

/** A JWT that the service takes as a token, signed here. Its bearer can read it. */
export async function jwt(/** @type {TokenParams} */ params) {
  return (await createAblyJwt(params, { key })).token;
}

/** What a caller may know of an error. The rest is for the log. */
export function publicError(/** @type {unknown} */ error) {
  if (error instanceof AblyAuthError && error.statusCode >= 500) {
    return { code: 50003, statusCode: /** @type {const} */ (503), message: 'no token can be had now, try again later' };
  }
  return { code: 50000, statusCode: /** @type {const} */ (500), message: 'internal error' };
}

/** The API key. It signs for everybody, so it is in no source file and in no page. */
function keyFromEnvironment() {
  const { ABLY_API_KEY = '' } = process.env;
  try {
    parseApiKey(ABLY_API_KEY);
    return ABLY_API_KEY;
  } catch (error) {
    const { message, remediation } = /** @type {AblyAuthError} */ (error);
    const problem = ABLY_API_KEY === '' ? 'ABLY_API_KEY: is not set' : message.replace('key', 'ABLY_API_KEY');
    console.error(`${problem}. ${remediation}`);
    return process.exit(1);
  }
}

/** Where the service is: Ably, unless ABLY_URL names another, such as one for tests. */
function serviceFromEnvironment() {
  const { ABLY_URL } = process.env;
  if (ABLY_URL === undefined) return {};
  const { protocol, hostname, port } = new URL(ABLY_URL);
  return { endpoint: hostname, tls: protocol === 'https:', ...(port === '' ? {} : { port: Number(port) }) };
}
