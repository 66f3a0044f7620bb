import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS } from '@ably-auth/validation/error-codes';
import { KEY_NAME_MAX_LENGTH, KEY_SECRET_MAX_LENGTH } from '@ably-auth/validation/limits';
import { kindOf } from './internal/kind-of.js';

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

  /** The secret part: whoever has it can sign for the key. */
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
 * @throws {AblyAuthError} 40101 if it is not an API key; no message quotes it
 * @example
 * import { parseApiKey } from '@ably-auth/core';
 * const key = parseApiKey('appId.keyId:s3cret');
 * key.name; // 'appId.keyId'
 * key.secret; // 's3cret'
 * JSON.stringify(key); // '{"name":"appId.keyId"}'
 */
export function parseApiKey(key: string): ApiKey {
  if (typeof key !== 'string') throw new TypeError(`key: expected a string, got ${kindOf(key)}`);
  if (key.trim() !== key) {
    throw refusal(
      'has white space or a line end at its start or end',
      'Trim the key where it is read: environment files and secret files often end in a line end.',
    );
  }
  const colon = key.indexOf(':'); // the first: a secret may hold colons
  if (colon < 0) throw refusal('has no colon between key name and secret');
  if (colon > KEY_NAME_MAX_LENGTH) throw refusal(`the key name is longer than ${KEY_NAME_MAX_LENGTH} characters`);
  const name = key.slice(0, colon);
  const dots = name.split('.').length - 1;
  if (dots !== 1) throw refusal(`the key name must have exactly one dot, has ${dots}`);
  if (!/^[\w-]+\.[\w-]+$/.test(name)) {
    throw refusal('the key name must have letters, digits, _ or - on either side of its dot, and nothing else');
  }
  const secret = key.slice(colon + 1);
  if (secret === '') throw refusal('the secret is empty');
  if (secret.length > KEY_SECRET_MAX_LENGTH) {
    throw refusal(`the secret is longer than ${KEY_SECRET_MAX_LENGTH} characters`);
  }
  if (!/^[!-~]+$/.test(secret)) throw refusal('the secret holds a character outside U+0021 to U+007E');
  return new ApiKey(name, secret);
}

function refusal(fault: string, remediation = 'Give the whole key: appId.keyId:secret, as the dashboard shows it.') {
  return new AblyAuthError(INVALID_CREDENTIALS, `key: ${fault}`, { remediation });
}
