import { AblyAuthError, type Capability } from '@ably-auth/validation';
import { Decoding } from '@ably-auth/validation/internal';
import { canonicalText, KnownTexts, readCapability, type Grants } from './internal/read.js';

/** What is known of a capability that parseCapability or intersect returned: frozen all through, it is not read again. */
const known = /* @__PURE__ */ new WeakMap<Capability, Grants>();

/**
 * Reads a capability into a frozen object without prototype: resource → operations, sorted, each once.
 * The order of the resources lives in the canonical text only, since an object would move `"10"` before `"9"`.
 *
 * @param input capability, as an object or as JSON text of up to 128 KiB; never changed
 * @throws {AblyAuthError} 40000 with the path, such as `capability["a"]: expected a list of 1 to 64 operations, got an empty list`
 * @example
 * import { parseCapability } from '@ably-auth/capability';
 * parseCapability('{"chat:*":["subscribe","publish"]}')['chat:*']; // ['publish', 'subscribe']
 */
export function parseCapability(input: string | Capability): Capability {
  return known.has(input as Capability) ? (input as Capability) : toCapability(grantsOf(input));
}

/**
 * Writes a capability as the one text that every signer of it has to write: no white space, resources and
 * operations each in the order of UTF-16 code units, each operation once, strings escaped as in RFC 8785 (RSA9f, TK2b).
 *
 * @param input capability, as an object or as JSON text of up to 128 KiB; never changed
 * @returns canonical JSON text; `{}` for a capability without resources
 * @throws {AblyAuthError} 40000 with the path, such as `capability["a"]: expected a list of 1 to 64 operations, got an empty list`
 * @example
 * import { canonicalizeCapability } from '@ably-auth/capability';
 * canonicalizeCapability({ b: ['subscribe', 'publish'], a: ['*'] }); // '{"a":["*"],"b":["publish","subscribe"]}'
 */
export function canonicalizeCapability(input: string | Capability): string {
  const grants = grantsOf(input);
  return (grants.text ??= canonicalText(new Decoding(false), '$', grants.grants));
}

/** The grants of a capability: those that are known, or read now. */
export function grantsOf(input: string | Capability): Grants {
  const present = known.get(input as Capability);
  if (present !== undefined) return present;
  const at = new Decoding(false);
  const read = readCapability(at, '$', input);
  if (read === undefined) throw AblyAuthError.from(at.issues ?? [], 'capability');
  return read;
}

const parsedTexts = /* @__PURE__ */ new KnownTexts<Capability>();

/**
 * Reads the capability of a request whose MAC was right, which may be the same text each time.
 *
 * @param at where issues go, each with its path below `path`
 * @returns undefined where there is an issue
 */
export function readCapabilityText(at: Decoding, path: string, text: string): Capability | undefined {
  const present = parsedTexts.get(text);
  if (present !== undefined) return present;
  const read = readCapability(at, path, text);
  if (read === undefined) return undefined;
  const capability = toCapability(read);
  parsedTexts.set(text, capability);
  return capability;
}

/** The object that people hold. */
export function toCapability(read: Grants): Capability {
  const capability = Object.create(null) as Record<string, readonly string[]>;
  for (const { name, value } of read.grants) capability[name] = Object.freeze(value);
  known.set(Object.freeze(capability), read);
  return capability;
}
