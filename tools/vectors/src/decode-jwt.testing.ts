import { createHmac } from 'node:crypto';
import type { JsonObject } from './vector.js';

/** Header and claims of a JWT in the form that RFC 7515 has; throws where the signature is not that of the secret. */
export function decodeJwt(token: string, secret: string): { header: JsonObject; claims: JsonObject } {
  const [header = '', claims = '', signature, ...more] = token.split('.');
  const right = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  if (signature !== right || more.length > 0) throw new Error('JWT: not signed with the secret');
  return { header: decoded(header), claims: decoded(claims) };
}

function decoded(part: string): JsonObject {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new Error('JWT: not base64url without padding');
  return JSON.parse(bytes.toString()) as JsonObject;
}
