import type { CapabilityInput } from '@ably-auth/validation';
import { canonicalOfCompact } from './internal/compact-text.js';
import { readObject, readOperations, readResources } from './internal/read.js';
import { requireWellFormed } from './internal/well-formed.js';

/**
 * Writes a capability as the one text that every signer of it has to write: no white space, resources and
 * operations each in the order of UTF-16 code units, each operation once, strings escaped as in RFC 8785 (RSA9f, TK2b).
 *
 * @param input capability, as an object or as JSON text of up to 128 KiB; never changed
 * @returns canonical JSON text; `{}` for a capability without resources
 * @throws {AblyAuthError} 40000 with the path of the fault, such as `capability["a"]: operations must not be empty`
 * @example
 * import { canonicalizeCapability } from '@ably-auth/capability';
 * canonicalizeCapability({ b: ['subscribe', 'publish'], a: ['*'] }); // '{"a":["*"],"b":["publish","subscribe"]}'
 */
export function canonicalizeCapability(input: string | CapabilityInput): string {
  const compact = typeof input === 'string' ? canonicalOfCompact(input) : undefined;
  if (compact !== undefined) return compact;
  const object = readObject(input);
  let text = '';
  for (const resource of readResources(object)) {
    text += (text === '' ? '{"' : '"],"') + escapeText(resource, resource);
    let between = '":["';
    for (const operation of readOperations(object, resource)) {
      text += between + escapeText(operation, resource);
      between = '","';
    }
  }
  return text === '' ? '{}' : `${text}"]}`;
}

// RFC 8785 §3.2.2.2: JSON.stringify escapes just so, with the shortest escapes and all else raw.
function escapeText(text: string, resource: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit < 0xe000)) {
      requireWellFormed(text, resource);
      return JSON.stringify(text).slice(1, -1);
    }
  }
  return text; // most texts are their own escaped form
}
