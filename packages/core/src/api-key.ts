import { AblyAuthError } from '@ably-auth/validation';
import {
  API_KEY,
  API_KEY_COLON,
  API_KEY_NAME,
  API_KEY_SECRET,
  API_KEY_WHITE_SPACE,
  Decoding,
  KEY_NAME,
} from '@ably-auth/validation/internal';
import { KEY_NAME_MAX_LENGTH, KEY_SECRET_MAX_LENGTH } from '@ably-auth/validation/limits';

/** An API key in its two parts. Listing, copying, serialising and inspecting it show the name alone. */
export class ApiKey {
  /** The public part, `<appId>.<keyId>` (RSA17g). */
  readonly name: string;
  readonly #secret: string;

  constructor(name: string, secret: string) {
    this.name = name;
    this.#secret = secret;
    Object.freeze(this);
  }

  /** The secret part: anyone who has it can sign for the key. */
  get secret(): string {
    return this.#secret;
  }

  // util.inspect runs getters of the prototype when asked for getters and hidden members.
  static {
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: ApiKey) {
        return `ApiKey { name: '${this.name}' }`;
      },
    });
  }
}

/**
 * Splits an API key at its first colon into name and secret (RSA11).
 *
 * @param key the whole key, `<appId>.<keyId>:<secret>`
 * @throws {TypeError} if the key is not a string
 * @throws {AblyAuthError} 40101 if it is not a valid API key; no message quotes it
 * @example
 * import { parseApiKey } from '@ably-auth/core';
 * const key = parseApiKey('appId.keyId:s3cret');
 * key.name; // 'appId.keyId'
 * key.secret; // 's3cret'
 * JSON.stringify(key); // '{"name":"appId.keyId"}'
 */
export function parseApiKey(key: string): ApiKey {
  if (typeof key !== 'string') throw new TypeError(`key: expected a string, got ${key === null ? 'null' : typeof key}`);
  const colon = key.indexOf(':'); // the first: a secret may hold colons
  const secretLength = key.length - colon - 1;
  if (colon <= KEY_NAME_MAX_LENGTH && secretLength <= KEY_SECRET_MAX_LENGTH && API_KEY.pattern?.test(key)) {
    return new ApiKey(key.slice(0, colon), key.slice(colon + 1));
  }
  throw refusal(key, colon);
}

/** The usual causes of an invalid key, the most specific first. */
function refusal(key: string, colon: number): AblyAuthError {
  const at = new Decoding(false);
  const name = key.slice(0, Math.max(colon, 0));
  if (key.trim() !== key) at.breach(API_KEY_WHITE_SPACE, '$', 'pattern', 'white space or a line end around it');
  else if (colon < 0) at.breach(API_KEY_COLON, '$', 'pattern', 'none');
  else if (name.length > KEY_NAME_MAX_LENGTH) at.breach(API_KEY_NAME, '$', 'maxLength', `${name.length} characters`);
  else if (!KEY_NAME.pattern?.test(name)) {
    const dots = name.split('.').length - 1;
    at.breach(API_KEY_NAME, '$', 'pattern', dots === 1 ? 'other characters' : `${dots} dots`);
  } else {
    const length = key.length - colon - 1;
    const isLength = length === 0 || length > KEY_SECRET_MAX_LENGTH;
    at.breach(API_KEY_SECRET, '$', 'pattern', isLength ? `${length} characters` : 'other characters');
  }
  return AblyAuthError.from(at.issues ?? [], 'key');
}
