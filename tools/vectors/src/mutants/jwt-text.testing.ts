import { createHmac } from 'node:crypto';
import type { Members } from './mutant.testing.js';

// JWTs as text: mutants change a part and sign again, so that our packages meet the change and nothing else.

/** Everything of an API key after its first colon. */
export const secretOf = (key: string): string => key.slice(key.indexOf(':') + 1);

export function signature(input: string, secret: string | Uint8Array, hash = 'sha256'): string {
  return createHmac(hash, secret).update(input).digest('base64url');
}

/** Parts as they stand, with the signature of a secret. */
export function signed(parts: string, secret: string): string {
  return `${parts}.${signature(parts, secret)}`;
}

export const partOf = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function encoded(header: object, claims: object, secret: string): string {
  return signed(`${partOf(header)}.${partOf(claims)}`, secret);
}

/** Header or claims, as JSON.parse reads them. */
export function decoded(part: string | undefined): Members {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Members;
}

/** The two parts that are signed, and the signature. */
export function split(token: string): { header: string; claims: string; sign: string } {
  const [header = '', claims = '', sign = ''] = token.split('.');
  return { header, claims, sign };
}
