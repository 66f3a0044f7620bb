import { intersect, parseCapability, unknownOperations, type Capability } from '@ably-auth/capability';
import { verifyTokenRequest, type Signer } from '@ably-auth/core';
import { AblyAuthError, type TokenDetails, type UnsignedTokenRequest } from '@ably-auth/validation';
import {
  BAD_REQUEST,
  CAPABILITY_NOT_PERMITTED,
  INVALID_CREDENTIALS,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
  NONCE_REPLAYED,
  NOT_FOUND,
  SERVICE_UNAVAILABLE,
  TIMESTAMP_NOT_CURRENT,
} from '@ably-auth/validation/error-codes';
import { decode, decodeUnsignedTokenRequest, own } from '@ably-auth/validation/internal';
import {
  TIMESTAMP_MAX_SKEW_MS,
  TOKEN_TEXT_MAX_BYTES,
  TTL_DEFAULT_MS,
  TTL_MAX_REVOCABLE_MS,
} from '@ably-auth/validation/limits';
import { readAuthorization, requireSecret } from './authenticate.js';
import type { HostedKey, KeyDirectory } from './keys.js';
import type { HeaderReader } from './principal.js';
import { ask, type Store } from './store.js';
import { capabilityText, type AblyTokens } from './tokens/ably-token.js';

/** What issuing a token needs to know. */
export type RequestTokenContext = {
  readonly keys: KeyDirectory;
  readonly tokens: AblyTokens;
  readonly store: Store;
  /** The signer of a hosted key, made once. */
  readonly signerOf: (key: HostedKey) => Signer;
  /** What hosted keys granted before, as text, by the capability that was asked for. */
  readonly granted: WeakMap<HostedKey, WeakMap<Capability, string>>;
  /** Counts the request of a key, once its holder is known to have made it. */
  readonly countKey: (keyName: string) => Promise<void>;
};

/** The store cannot know whether a nonce was spent, and when it can. */
export class StoreLost extends AblyAuthError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterMs: number) {
    super(SERVICE_UNAVAILABLE, 'service: the store lost its memory, so that a replay could not be told', {
      remediation: 'Sign a new request after the time that Retry-After names.',
    });
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}

/** Checks a TokenRequest in the order of the protocol, and issues a token for it. */
export async function requestToken(
  keyName: string,
  body: Readonly<Record<string, unknown>>,
  headers: HeaderReader,
  context: RequestTokenContext,
): Promise<TokenDetails> {
  const key = await context.keys.find(keyName);
  requireFormForKey(keyName, body, key);
  const isSigned = body['mac'] !== undefined && body['mac'] !== null;
  const authenticated = isSigned ? await verifySigned(body, key, context) : verifyUnsigned(body, key, headers);
  await context.countKey(keyName);
  requireKnownOperations(authenticated.asked);
  // Before the capability is intersected, as well as the time is known; nothing is refused without asking the store.
  const { timestamp } = authenticated.params;
  if (!(Math.abs(timestamp - context.store.now()) <= TIMESTAMP_MAX_SKEW_MS)) {
    await admit(keyName, timestamp, undefined, context.store);
  }
  return grant(authenticated, context);
}

/** Step 1, the part that depends on the path and the key; the rest of the form is the same for every service. */
function requireFormForKey(
  keyName: string,
  body: { readonly keyName?: unknown; readonly ttl?: unknown },
  key: HostedKey | undefined,
): void {
  if (body.keyName !== keyName) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest.keyName: expected the key name in the path', {
      remediation: 'Send the request to /keys/{keyName}/requestToken with the keyName that it was signed for.',
    });
  }
  const { ttl } = body;
  // Decimal text is a number here as well; what is neither is refused with the same code when the body is decoded.
  const asked = typeof ttl === 'number' || typeof ttl === 'string' ? Number(ttl) : 0;
  if (key?.revocableTokens && asked > TTL_MAX_REVOCABLE_MS) {
    throw new AblyAuthError(
      INVALID_PARAMETER_VALUE,
      `TokenRequest.ttl: expected ${TTL_MAX_REVOCABLE_MS} ms at most, as the tokens of this key are revocable`,
      { remediation: 'Ask for a ttl of one hour or less, or leave it out.' },
    );
  }
}

/** A request that the holder of the key made, and the capability that it asks for. */
type Authenticated = {
  readonly key: HostedKey;
  readonly params: UnsignedTokenRequest;
  readonly asked: Capability | undefined;
};

/** Steps 1 to 3 of a signed request. */
async function verifySigned(
  body: object,
  key: HostedKey | undefined,
  { signerOf }: RequestTokenContext,
): Promise<Authenticated> {
  if (key === undefined) {
    // A request that is not well-formed is refused for that, as one of a known key is.
    await verifyTokenRequest(body, { key: () => undefined }).catch(rethrowUnlessNotFound);
    throw keyNotFound();
  }
  const { request: params, capability } = await signerOf(key).verifyTokenRequest(body);
  return { key, params, asked: capability };
}

/** Steps 1 to 3 of an unsigned request. */
function verifyUnsigned(body: object, found: HostedKey | undefined, headers: HeaderReader): Authenticated {
  const { value, issues } = decode(decodeUnsignedTokenRequest, body, 'lenient');
  if (value === undefined || issues.length > 0) throw AblyAuthError.from(issues, 'TokenRequest');
  if (found === undefined) throw keyNotFound();
  requireBasicAuth(found, headers.get('authorization'));
  const capability = own(value, 'capability');
  return { key: found, params: value, asked: capability === undefined ? undefined : parseCapability(capability) };
}

function rethrowUnlessNotFound(error: unknown): void {
  if (!(error instanceof AblyAuthError && error.code === NOT_FOUND.code)) throw error;
}

/** 404, as Ably's error pages and the suites of SDKs expect of a key that a path names; Basic auth answers 401. */
function keyNotFound(): AblyAuthError {
  const message = 'TokenRequest.keyName: expected the name of a key of this service, got another';
  return new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, message);
}

/** An unsigned request counts as signed if it comes with the secret of the same key. */
function requireBasicAuth(key: HostedKey, header: string | null): void {
  const credentials = header === null ? undefined : readAuthorization(header);
  if (credentials?.scheme === 'bearer') {
    throw new AblyAuthError(
      INVALID_CREDENTIALS,
      'Authorization header: expected Basic auth with the key, got a token',
      {
        remediation: 'Sign the request with the key: a token must not obtain another one.',
      },
    );
  }
  if (credentials === undefined) {
    throw new AblyAuthError(INVALID_CREDENTIALS, 'TokenRequest.mac: expected a MAC or Basic auth, got neither', {
      remediation: 'Sign the request, or send Basic auth with the key that the path names.',
    });
  }
  if (credentials.keyName === key.name) return requireSecret(key, credentials.secret);
  throw new AblyAuthError(INVALID_CREDENTIALS, 'Authorization header: expected the key that the path names', {
    remediation: 'Send Basic auth with the key that the path names.',
  });
}

/** Step 3, once the caller is known: what a new operation grants is not known here, so that it is refused. */
function requireKnownOperations(asked: Capability | undefined): void {
  const [unknown] = asked === undefined ? [] : unknownOperations(asked);
  if (unknown === undefined) return;
  throw new AblyAuthError(
    BAD_REQUEST,
    `TokenRequest.capability: expected operations that Ably documents, got ${JSON.stringify(unknown)}`,
    { remediation: 'Correct the name of the operation, or remove it from the capability.' },
  );
}

/** Steps 4 and 6, by the clock and the memory of the store. Ably's own words, which the suites of SDKs compare. */
async function admit(keyName: string, timestamp: number, nonce: string | undefined, store: Store): Promise<number> {
  const admission = await ask('store', () => store.admit(keyName, timestamp, nonce));
  switch (admission.outcome) {
    case 'admitted':
      return admission.issued;
    case 'replayed':
      throw new AblyAuthError(NONCE_REPLAYED, 'TokenRequest.nonce: Nonce value replayed');
    case 'lost':
      throw new StoreLost(admission.retryAfterMs);
    default: {
      const { aheadMs } = admission;
      throw new AblyAuthError(
        TIMESTAMP_NOT_CURRENT,
        `TokenRequest.timestamp: Timestamp not current: ${Math.abs(aheadMs)} ms ${aheadMs < 0 ? 'behind' : 'ahead of'} ` +
          `the clock of the service, more than the ${TIMESTAMP_MAX_SKEW_MS} ms allowed`,
      );
    }
  }
}

/** Steps 5 to 7: the capability, the nonce, the token. */
async function grant({ key, params, asked }: Authenticated, context: RequestTokenContext): Promise<TokenDetails> {
  const [clientId, nonce] = [own(params, 'clientId'), own(params, 'nonce')];
  const ttl = own(params, 'ttl') ?? TTL_DEFAULT_MS; // TK2a
  const capability = grantedText(key, asked, context);
  const issued = await admit(key.name, params.timestamp, nonce, context.store);
  const expires = issued + ttl;
  const token = await context.tokens.issue({ keyName: key.name, issued, expires, clientId }, capability);
  const details = { token, keyName: key.name, issued, expires, capability };
  return clientId === undefined ? details : { ...details, clientId };
}

/** What the key has of a capability. Clients ask for the same ones, which are then the same objects. */
function grantedText(key: HostedKey, asked: Capability | undefined, { granted }: RequestTokenContext): string {
  const ofKey = granted.get(key) ?? new WeakMap<Capability, string>();
  const before = ofKey.get(asked ?? key.capability);
  if (before !== undefined) return before;
  const common = asked === undefined ? key.capability : intersect(asked, key.capability); // TK2b
  if (Object.keys(common).length === 0) {
    throw new AblyAuthError(
      CAPABILITY_NOT_PERMITTED,
      'TokenRequest.capability: has nothing in common with the capability of the key',
    );
  }
  // Where patterns cross, what both permit may take more text than either of them.
  const text = capabilityText(
    common,
    `TokenRequest.capability: what the key permits of it takes over ${TOKEN_TEXT_MAX_BYTES} bytes`,
  );
  granted.set(key, ofKey.set(asked ?? key.capability, text));
  return text;
}
