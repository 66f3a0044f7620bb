import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { part, SECRET } from './fixtures.testing.js';

/** A JWT made without any library: openssl computes the HMAC. */
export function opensslJwt(header: object | string, claims: object | string, secret: string = SECRET): string {
  const input = [header, claims].map(part).join('.');
  const hexKey = Buffer.from(secret).toString('hex');
  const mac = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${hexKey}`, '-binary'], {
    input,
  });
  return `${input}.${mac.toString('base64url')}`;
}

/** A JWT signed by node:crypto, with any header and claims, objects or JSON text. */
export function hs256(header: object | string, claims: object | string, secret = SECRET, hash = 'sha256'): string {
  return signParts(part(header), part(claims), secret, hash);
}

/** The same, of parts that are encoded already. */
export function signParts(header: string, claims: string, secret = SECRET, hash = 'sha256'): string {
  const input = `${header}.${claims}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}
