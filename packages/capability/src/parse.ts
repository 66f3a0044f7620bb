import type { Capability, CapabilityInput } from '@ably-auth/validation';
import { readObject, readOperations, readResources } from './internal/read.js';
import { requireWellFormed } from './internal/well-formed.js';

/** What parseCapability returned: frozen all through, so it needs no second look. */
const parsed = /* @__PURE__ */ new WeakSet<object>();

/**
 * Reads a capability into a frozen object without prototype: resource → operations, sorted, each once.
 * The order of the resources lives in the canonical text only, since an object would move `"10"` before `"9"`.
 *
 * @param input capability, as an object or as JSON text of up to 128 KiB; never changed
 * @throws {AblyAuthError} 40000 with the path of the fault, such as `capability["a"]: operations must not be empty`
 * @example
 * import { parseCapability } from '@ably-auth/capability';
 * parseCapability('{"chat:*":["subscribe","publish"]}')['chat:*']; // ['publish', 'subscribe']
 */
export function parseCapability(input: string | CapabilityInput): Capability {
  if (parsed.has(input as object)) return input as Capability;
  const object = readObject(input);
  const capability = Object.create(null) as Record<string, readonly string[]>;
  for (const resource of readResources(object)) {
    const operations = readOperations(object, resource);
    for (const text of [resource, ...operations]) requireWellFormed(text, resource);
    capability[resource] = Object.freeze(operations);
  }
  parsed.add(Object.freeze(capability));
  return capability;
}
