import { parseCapability, type Capability } from '@ably-auth/capability';
import { createSigner, parseApiKey, type Signer } from '@ably-auth/core';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { requireOptions } from '@ably-auth/validation/internal';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { capabilityText } from './tokens/ably-token.js';

/** An API key as the service is configured with it. */
export type ServiceKey = {
  /** The whole key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
  /** What the key may do; everything on ordinary channels, `{"*":["*"]}`, by default. */
  readonly capability?: string | Capability;
  /** Whether its tokens can be revoked, and live one hour at most; false by default. */
  readonly revocableTokens?: boolean;
};

/** An API key that is ready to verify with; made by {@link hostKey}. */
export class HostedKey {
  /** The public part of the key, `<appId>.<keyId>`. */
  readonly name: string;
  readonly appId: string;
  readonly capability: Capability;
  readonly revocableTokens: boolean;
  readonly #key: string;
  readonly #secret: string;

  constructor(options: ServiceKey) {
    requireOptions(options, '{ key, capability, revocableTokens }');
    const { key, capability = { '*': ['*'] }, revocableTokens = false } = options;
    if (typeof revocableTokens !== 'boolean') throw new TypeError('revocableTokens: expected true or false');
    const { name, secret } = parseApiKey(key);
    this.name = name;
    this.appId = name.slice(0, name.indexOf('.'));
    this.capability = parseCapability(capability);
    if (Object.keys(this.capability).length === 0) {
      throw new AblyAuthError(BAD_REQUEST, `key ${name}: the capability is empty, so the key could do nothing`);
    }
    capabilityText(this.capability, `key ${name}: the capability is over ${TOKEN_TEXT_MAX_BYTES} bytes as text`);
    this.revocableTokens = revocableTokens;
    this.#key = key;
    this.#secret = secret;
    Object.freeze(this);
  }

  /** A verifier of form, key and MAC; whether a timestamp is current, the service checks by its own clock. */
  signer(now: () => number): Signer {
    return createSigner(this.#key, { now, maxSkewMs: Number.MAX_SAFE_INTEGER });
  }

  /** The whole key, for functions that verify with it. */
  reveal(): string {
    return this.#key;
  }

  /** Whether this is the secret of the key; takes as long for a wrong one as for the right one. */
  hasSecret(secret: string): boolean {
    return constantTimeEqual(secret, this.#secret);
  }
}

/**
 * Prepares an API key for the service: parses it and its capability.
 *
 * @param key the key, its capability and whether its tokens are revocable
 * @throws {TypeError} if an option is missing or has another type
 * @throws {AblyAuthError} 40101 if it is not a valid API key, 40000 if its capability is not valid
 * @example
 * import { hostKey } from '@ably-auth/server';
 * const key = hostKey({ key: 'appId.keyId:keySecret', capability: { 'chat:*': ['subscribe'] } });
 * console.log(key.name); // appId.keyId
 */
export function hostKey(key: ServiceKey): HostedKey {
  return new HostedKey(key);
}

/** The app of a key name; undefined if it is not a key name. */
export function appIdOf(keyName: string): string | undefined {
  return /^([\w-]+)\.[\w-]+$/.exec(keyName)?.[1];
}

const utf8 = new TextEncoder();

/** Compares two texts in a time that depends on the length of the first alone. */
export function constantTimeEqual(given: string, right: string): boolean {
  const a = utf8.encode(given);
  const b = utf8.encode(right);
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i % b.length] as number);
  return difference === 0;
}
