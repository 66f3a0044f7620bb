import { canonicalizeCapability, parseCapability, unknownOperations } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';

/** A capability for people and programs. */
export type CapabilityView =
  | {
      readonly entries: readonly { readonly resource: string; readonly operations: readonly string[] }[];
      readonly isCanonical: boolean;
      readonly unknownOperations: readonly string[];
    }
  | { readonly error: AblyAuthError };

/** What a capability text says; undefined without one. */
export function viewCapability(text: string | undefined): CapabilityView | undefined {
  if (text === undefined) return undefined;
  try {
    const capability = parseCapability(text);
    return {
      entries: Object.entries(capability).map(([resource, operations]) => ({ resource, operations })),
      isCanonical: canonicalizeCapability(capability) === text,
      unknownOperations: unknownOperations(capability),
    };
  } catch (error) {
    if (error instanceof AblyAuthError) return { error };
    throw error;
  }
}
