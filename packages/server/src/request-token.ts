import { intersect, parseCapability, unknownOperations, type Capability } from '@ably-auth/capability';
import { readTokenRequest, readUnsignedTokenRequest, verifyTokenRequest, type Signer } from '@ably-auth/core';
import {
  AblyAuthError,
  validateUnsignedTokenRequest,
  type TokenDetails,
  type UnsignedTokenRequest,
} from '@ably-auth/validation';
import {
  BAD_REQUEST,
  CAPABILITY_NOT_PERMITTED,
  INVALID_CREDENTIALS,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
  NONCE_REPLAYED,
  NOT_FOUND,
  TIMESTAMP_NOT_CURRENT,
} from '@ably-auth/validation/error-codes';
import {
  NONCE_CLOCK_ALLOWANCE_MS,
  TIMESTAMP_MAX_SKEW_MS,
  TOKEN_TEXT_MAX_BYTES,
  TTL_DEFAULT_MS,
  TTL_MAX_REVOCABLE_MS,
} from '@ably-auth/validation/limits';
import { readAuthorization } from './authorization-header.js';
import { capabilityText } from './internal/capability-text.js';
import type { KeyDirectory } from './key-directory.js';
import type { NonceStore } from './nonce-store.js';
import type { HeaderReader } from './principal.js';
import type { HostedKey } from './service-key.js';
import type { TokenBox } from './tokens/token-box.js';

/** What issuing a token needs to know. */
export type RequestTokenContext = {
  readonly keys: KeyDirectory;
  readonly tokens: TokenBox;
  readonly nonces: NonceStore;
  readonly now: () => number;
  /** The signer of a hosted key, made once. */
  readonly signerOf: (key: HostedKey) => Signer;
};

/** Judges a TokenRequest in the order of the protocol, and issues a token for it. */
export async function requestToken(
  keyName: string,
  body: Readonly<Record<string, unknown>>,
  headers: HeaderReader,
  context: RequestTokenContext,
): Promise<TokenDetails> {
  const isSigned = body['mac'] !== undefined && body['mac'] !== null;
  const found = await context.keys.find(keyName);
  return grant(
    isSigned
      ? await verifySigned(keyName, body, found, context)
      : await verifyUnsigned(keyName, body, found, headers, context),
    context,
  );
}

/** A request that its key made, and the capability that it asks for. */
type Genuine = {
  readonly key: HostedKey;
  readonly params: UnsignedTokenRequest;
  readonly asked: Capability | undefined;
};

async function verifySigned(
  keyName: string,
  body: object,
  key: HostedKey | undefined,
  { signerOf }: RequestTokenContext,
): Promise<Genuine> {
  try {
    const { request: params, capability } = await (key === undefined
      ? verifyTokenRequest(body, { key: () => undefined })
      : signerOf(key).verifyTokenRequest(body));
    if (key !== undefined) return { key, params, asked: requireWellFormed(keyName, params, key, capability) };
  } catch (error) {
    // The form is judged before all else, but only looked at twice where something is wrong.
    requireWellFormed(keyName, readTokenRequest(body).value, key);
    throw error;
  }
  throw noSuchKey();
}

async function verifyUnsigned(
  keyName: string,
  body: object,
  key: HostedKey | undefined,
  headers: HeaderReader,
  { now }: RequestTokenContext,
): Promise<Genuine> {
  const { value: params } = readUnsignedTokenRequest(body);
  const asked = requireWellFormed(keyName, params, key);
  const result = validateUnsignedTokenRequest(params);
  if (!result.ok) throw AblyAuthError.from(result.issues, 'TokenRequest');
  if (key === undefined) throw noSuchKey();
  requireSameKey(key, headers.get('authorization'));
  const skew = params.timestamp === undefined ? 0 : params.timestamp - now();
  if (Math.abs(skew) > TIMESTAMP_MAX_SKEW_MS) {
    throw new AblyAuthError(TIMESTAMP_NOT_CURRENT, `TokenRequest.timestamp: ${Math.abs(skew)} ms from the clock`);
  }
  return { key, params, asked };
}

function noSuchKey(): AblyAuthError {
  return new AblyAuthError(NOT_FOUND, 'TokenRequest.keyName: no such key');
}

/** What only the service judges of the form: the path, the limits of the key, the operations. @returns the capability */
function requireWellFormed(
  keyName: string,
  { keyName: named, ttl = 0, capability }: UnsignedTokenRequest,
  key: HostedKey | undefined,
  parsed?: Capability,
): Capability | undefined {
  if (named !== keyName) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest.keyName: not the key name in the path');
  }
  if (key?.revocableTokens && ttl > TTL_MAX_REVOCABLE_MS) {
    throw new AblyAuthError(
      INVALID_PARAMETER_VALUE,
      `TokenRequest.ttl: over the ${TTL_MAX_REVOCABLE_MS} ms of a key with revocable tokens`,
    );
  }
  if (capability === undefined) return undefined;
  const asked = parsed ?? parseCapability(capability);
  const [unknown] = unknownOperations(asked);
  if (unknown !== undefined) {
    throw new AblyAuthError(BAD_REQUEST, `TokenRequest.capability: unknown operation ${JSON.stringify(unknown)}`);
  }
  return asked;
}

function requireSameKey(key: HostedKey, header: string | null): void {
  const credentials = header === null ? undefined : readAuthorization(header);
  if (credentials?.scheme === 'basic' && credentials.keyName === key.name && key.hasSecret(credentials.secret)) return;
  throw new AblyAuthError(INVALID_CREDENTIALS, 'TokenRequest.mac: is missing', {
    remediation: 'Sign the request, or send Basic auth with the key that the path names.',
  });
}

/** Steps 5 to 7: the capability, the nonce, the token. */
async function grant(
  { key, params, asked }: Genuine,
  { tokens, nonces, now }: RequestTokenContext,
): Promise<TokenDetails> {
  const { clientId, nonce, ttl = TTL_DEFAULT_MS } = params; // TK2a
  const capability = asked === undefined ? key.capability : intersect(asked, key.capability); // TK2b
  if (Object.keys(capability).length === 0) {
    throw new AblyAuthError(
      CAPABILITY_NOT_PERMITTED,
      'TokenRequest.capability: has nothing in common with the capability of the key',
    );
  }
  // Where patterns cross, what both permit may take more text than either of them.
  const text = capabilityText(
    capability,
    `TokenRequest.capability: what the key permits of it takes over ${TOKEN_TEXT_MAX_BYTES} bytes`,
  );
  const issued = now();
  if (nonce !== undefined) {
    // What is left of the time in which the timestamp would be accepted again.
    const keepMs = (params.timestamp ?? issued) + TIMESTAMP_MAX_SKEW_MS - issued + NONCE_CLOCK_ALLOWANCE_MS;
    if (!(await nonces.spend(key.name, nonce, keepMs))) {
      throw new AblyAuthError(NONCE_REPLAYED, 'TokenRequest.nonce: was used before with this key');
    }
  }
  const expires = issued + ttl;
  const claims = { keyName: key.name, issued, expires, ...(clientId === undefined ? {} : { clientId }) };
  return { token: await tokens.issue(claims, text), ...claims, capability: text };
}
