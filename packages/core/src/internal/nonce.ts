// 22 characters of 6 random bits each are 132 bits, over the 128 that a nonce must have.
const CHARACTERS = 22;
const NONCES = 256;
const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

let pool = '';
let next = 0;

/** A nonce that was never given out before, from the platform's CSPRNG (RSA9c). */
export function freshNonce(): string {
  if (next === pool.length) {
    // One call for many nonces: a call for each costs more than the HMAC.
    const bytes = crypto.getRandomValues(new Uint8Array(CHARACTERS * NONCES));
    for (let i = 0; i < bytes.length; i++) bytes[i] = alphabet[(bytes[i] as number) & 63] as number;
    pool = new TextDecoder().decode(bytes);
    next = 0;
  }
  return pool.slice(next, (next += CHARACTERS));
}
