import { parseCapability, unknownOperations, type Capability } from '@ably-auth/capability';
import { createSigner, parseApiKey, type Signer } from '@ably-auth/core';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { requireOptions } from '@ably-auth/validation/internal';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { ask } from './store.js';
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
    const [unknown] = unknownOperations(this.capability);
    if (unknown !== undefined) {
      const problem = `expected operations that Ably documents, got ${JSON.stringify(unknown)}`;
      throw new AblyAuthError(BAD_REQUEST, `key ${name}: capability: ${problem}`, {
        remediation: 'Correct the name of the operation, or remove it from the capability.',
      });
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

/** Where a service finds its keys, when they are not a fixed list. */
export type KeyDirectory = {
  /** The key of this name; undefined if there is no such key. */
  find(keyName: string): HostedKey | undefined | Promise<HostedKey | undefined>;
  /** Whether the service hosts this app: a JWT for another one is refused with 40400. */
  hosts(appId: string): boolean | Promise<boolean>;
};

/** A directory of the keys, which may be one already. @throws {TypeError} if they are neither */
export function toKeyDirectory(keys: readonly ServiceKey[] | KeyDirectory): KeyDirectory {
  if (isDirectory(keys)) {
    return {
      find: (keyName) => ask('key directory', () => keys.find(keyName)),
      hosts: (appId) => ask('key directory', () => keys.hosts(appId)),
    };
  }
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new TypeError('keys: expected a list of keys, or a directory with find and hosts');
  }
  const byName = new Map<string, HostedKey>();
  for (const each of keys as readonly ServiceKey[]) {
    const key = hostKey(each);
    if (byName.has(key.name)) throw new AblyAuthError(BAD_REQUEST, `keys: ${key.name} is given twice`);
    byName.set(key.name, key);
  }
  const apps = new Set([...byName.values()].map(({ appId }) => appId));
  return { find: (keyName) => byName.get(keyName), hosts: (appId) => apps.has(appId) };
}

function isDirectory(keys: readonly ServiceKey[] | KeyDirectory): keys is KeyDirectory {
  const { find, hosts } = Object(keys) as Partial<KeyDirectory>;
  return typeof find === 'function' && typeof hosts === 'function';
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
