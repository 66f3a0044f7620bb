import type { Capability } from '@ably-auth/validation';
import { KNOWN_OPERATIONS } from '@ably-auth/validation/operations';
import { grantsOf } from './parse.js';

const known: ReadonlySet<string> = /* @__PURE__ */ new Set(KNOWN_OPERATIONS);

/**
 * Lists the operations that Ably does not document: the strict check, since every other function takes an unknown
 * operation as it is, so that a new one of the service needs no new release (RSA9f).
 *
 * @param capability capability
 * @returns each unknown operation once, sorted; empty when all are known
 * @throws {AblyAuthError} 40000 if the capability is not valid
 * @example
 * import { parseCapability, unknownOperations } from '@ably-auth/capability';
 * unknownOperations(parseCapability('{"a":["publish","fly"]}')); // ['fly']
 */
export function unknownOperations(capability: Capability): string[] {
  const unknown = new Set<string>();
  for (const { value } of grantsOf(capability).grants) {
    for (const operation of value) if (!known.has(operation)) unknown.add(operation);
  }
  return [...unknown].sort();
}
