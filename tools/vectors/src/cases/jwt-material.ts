import type { Json, JsonObject } from '../vector.js';
import { KEY, KEY_NAME, NOW, SECRET } from './material.js';
import type { ComputeMac } from './signed.js';

// What JWTs are made of. They are signed as a careless SDK would sign them: without a check.

export const ISSUED = NOW / 1000;
export const EXPIRES = ISSUED + 3600;
export const HEADER = { typ: 'JWT', alg: 'HS256', kid: KEY_NAME };
export const CLAIMS = { iat: ISSUED, exp: EXPIRES };

/** A part of a JWT: an object, JSON text, or bytes. */
export type Part = JsonObject | readonly Json[] | string | Buffer;

/** A part as it stands in the JWT. */
export function encoded(part: Part): string {
  const bytes = typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part);
  return Buffer.from(bytes as string).toString('base64url');
}

/** A part with the padding that base64url in a JWT does not have. */
export function padded(part: Part): string {
  const text = encoded(part);
  if (text.length % 4 === 0) throw new Error(`${text}: needs no padding`);
  return text.padEnd(text.length + 4 - (text.length % 4), '=');
}

/** A signature of 32 bytes that fits nothing. */
export const NO_SIGNATURE = Buffer.alloc(32, 7).toString('base64url');

/** A JWT that nobody has to verify. */
export function unverified(header: Part, claims: Part): string {
  return `${encoded(header)}.${encoded(claims)}.${NO_SIGNATURE}`;
}

/** Input of a test: the JWT, the key and the clock. */
export const verifying = (token: string, now = NOW, key = KEY): JsonObject => ({ token, key, now });

export function jwtSigner(mac: ComputeMac) {
  /** Signs parts as they stand. */
  function signParts(header: string, claims: string, secret = SECRET, hash: 'sha256' | 'sha512' = 'sha256'): string {
    const signature = mac(`${header}.${claims}`, secret, hash);
    return `${header}.${claims}.${signature.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  }

  const sign = (header: Part, claims: Part, secret = SECRET) => signParts(encoded(header), encoded(claims), secret);
  return {
    sign,
    signParts,
    /** Input with a JWT whose header is right. */
    claiming: (claims: Part, now = NOW) => verifying(sign(HEADER, claims), now),
    /** The same, with claims beside a life of an hour. */
    adding: (claims: JsonObject) => verifying(sign(HEADER, { ...CLAIMS, ...claims })),
    /** Input with a JWT whose claims are right. */
    headed: (header: Part) => verifying(sign(header, CLAIMS)),
  };
}

export type JwtSigner = ReturnType<typeof jwtSigner>;
