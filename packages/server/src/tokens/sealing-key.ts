import { bytesOfBase64, fromUrlAlphabet, toBase64Url } from '@ably-auth/validation/internal';

/** A key that seals tokens, as a JSON Web Key (RFC 7517): 32 random bytes. */
export type SealingKey = {
  readonly kty: 'oct';
  /** Which key it is; stands in every token that it seals. */
  readonly kid: string;
  /** 32 bytes as base64url. */
  readonly k: string;
};

/** A sealing key that is ready to use. */
export type SealingSecret = { readonly kid: string; readonly bytes: Uint8Array };

/** Seals texts as compact JWE (RFC 7516): `dir`, A256GCM; every instance with the same keys opens them. */
export type Seal = {
  /** Seals with the first key. */
  close(text: string): string | Promise<string>;
  /** Opens what one of the keys sealed; undefined for everything else. */
  open(jwe: string): string | undefined | Promise<string | undefined>;
};

/** Makes a seal of these keys; the first one seals. */
export type CreateSeal = (keys: readonly SealingSecret[]) => Seal;

const K = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const KID = /^[\w-]{1,64}$/;

/**
 * Makes a sealing key from the platform's randomness.
 *
 * @example
 * import { createSealingKey } from '@ably-auth/server';
 * console.log(createSealingKey().kty); // oct
 */
export function createSealingKey(): SealingKey {
  const random = (bytes: number) => toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
  return { kty: 'oct', kid: random(6), k: random(32) };
}

/** Reads a sealing key; no message quotes it. */
export function readSealingKey(key: SealingKey): SealingSecret {
  if (typeof key !== 'object' || key === null || key.kty !== 'oct' || typeof key.k !== 'string' || !K.test(key.k)) {
    throw new TypeError('sealingKeys: expected a JSON Web Key { kty: "oct", kid, k }, k being 32 bytes as base64url');
  }
  if (typeof key.kid !== 'string' || !KID.test(key.kid)) {
    throw new TypeError('sealingKeys: kid must have 1 to 64 letters, digits, _ or -');
  }
  return { kid: key.kid, bytes: bytesOfBase64(fromUrlAlphabet(key.k)) };
}

/** Reads the sealing keys of a service. @throws {TypeError} if the list is empty, a key is not valid, or two have the same kid */
export function readSealingKeys(keys: readonly SealingKey[]): readonly SealingSecret[] {
  const secrets = Array.isArray(keys) ? keys.map(readSealingKey) : [];
  if (secrets.length === 0) throw new TypeError('sealingKeys: expected one or more');
  // The one that is to be replaced would go on sealing.
  if (new Set(secrets.map(({ kid }) => kid)).size < secrets.length) {
    throw new TypeError('sealingKeys: two keys have the same kid');
  }
  return secrets;
}
