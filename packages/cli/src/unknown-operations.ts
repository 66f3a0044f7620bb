import type { Capability } from '@ably-auth/validation';
import { visible } from '@ably-auth/validation/internal';
import type { Output } from './output.js';

/** Warns of operations that Ably does not document, since it refuses them. A malformed capability is reported elsewhere. */
export async function warnOfUnknown(capabilities: readonly (string | Capability)[], output: Output): Promise<void> {
  const [{ parseCapability, unknownOperations }, { AblyAuthError }] = await Promise.all([
    import('@ably-auth/capability'),
    import('@ably-auth/validation'),
  ]);
  const unknown = capabilities.flatMap((capability) => {
    try {
      return unknownOperations(parseCapability(capability));
    } catch (error) {
      if (error instanceof AblyAuthError) return [];
      throw error;
    }
  });
  if (unknown.length === 0) return;
  const names = [...new Set(unknown)].map((name) => visible(JSON.stringify(name))).join(', ');
  output.warn(`the service refuses operations that it does not know: ${names}`);
}
