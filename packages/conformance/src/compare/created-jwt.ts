import { createHmac } from 'node:crypto';
import { canonicalizeCapability } from '@ably-auth/capability';
import { isObject } from '../protocol.js';
import { valueText } from '../show-value.js';
import type { Json, JsonObject } from '../vector.js';
import { compareValues, own, type Compare, type Mismatch } from './mismatch.js';

/**
 * A created JWT comes as its text. Its signature must be HS256 with the secret of the input over the text as it stands;
 * header and claims are compared by value, since nobody is bound to an order of members or a way to write JSON.
 */
export const compareCreatedJwt: Compare = ({ input, output: expected }, output) => {
  const given = own(output, 'token');
  const parts = typeof given === 'string' ? given.split('.') : [];
  const [header, claims] = [decoded(parts[0]), decoded(parts[1])];
  if (parts.length !== 3 || header === undefined || claims === undefined) {
    return [{ path: '$.token', expected: 'a signed JWT in compact form', actual: given }];
  }
  return [
    ...compareMembers(own(expected, 'header'), header, '$.token.header'),
    ...compareMembers(own(expected, 'claims'), claims, '$.token.claims'),
    ...compareSignature(`${parts[0]}.${parts[1]}`, parts[2], input),
  ];
};

/** The JSON object of a part; undefined where it is not one, or not base64url without padding (RFC 7515 §2). */
function decoded(part: string | undefined): JsonObject | undefined {
  const bytes = Buffer.from(part ?? '', 'base64url');
  if (bytes.toString('base64url') !== part) return undefined;
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the vector names, and everything else that means something to the service; a library may add members of its own. */
function compareMembers(expected: Json | undefined, actual: JsonObject, path: string): Mismatch[] {
  const wanted = isObject(expected) ? expected : {};
  const more = Object.keys(actual).filter((name) => /^(?:x-ably-|ably\.|crit$)/.test(name));
  return [...new Set([...Object.keys(wanted), ...more])].flatMap((name) => {
    const value = own(actual, name);
    const compared = name === 'x-ably-capability' ? canonical(value) : value;
    return compareValues(own(wanted, name), compared, `${path}[${JSON.stringify(name)}]`);
  });
}

/** Capability text in the one form that the vector has: in a JWT any other says the same. */
function canonical(text: Json | undefined): Json | undefined {
  try {
    return typeof text === 'string' ? canonicalizeCapability(text) : text;
  } catch {
    return text;
  }
}

function compareSignature(signed: string, actual: Json | undefined, { key, secret }: JsonObject): Mismatch[] {
  const whole = valueText(key);
  const keySecret = typeof secret === 'string' ? secret : whole.slice(whole.indexOf(':') + 1);
  const expected = createHmac('sha256', keySecret).update(signed).digest('base64url');
  if (actual === expected) return [];
  const cause = 'not HS256 with the secret; that of a key is all after its first colon, as it is';
  return [{ path: '$.token.signature', expected, actual, cause }];
}
