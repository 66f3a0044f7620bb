import { canonicalizeCapability } from '@ably-auth/capability';
import { AblyAuthError, type CapabilityInput } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { withinCapability } from './within-capability.js';

// Servers sign the same text again and again. The key is the text, never the caller's object: that may have changed.
const MAX_ENTRIES = 256;
const MAX_CHARACTERS = 1024;
/** Texts and their canonical form; bounded in number and in size. */
export const known = new Map<string, string>();

/** The canonical text of a capability that is asked for: the one form that is signed. */
export function canonicalText(capability: string | CapabilityInput): string {
  const cached = typeof capability === 'string' ? known.get(capability) : undefined;
  if (cached !== undefined) return cached;
  const text = withinCapability(() => canonicalizeCapability(capability));
  if (text === '{}') {
    throw new AblyAuthError(BAD_REQUEST, 'capability: grants nothing', {
      remediation: 'Leave the field out to get what the key has.',
    });
  }
  if (typeof capability === 'string' && capability.length <= MAX_CHARACTERS) {
    if (known.size === MAX_ENTRIES) known.clear();
    known.set(capability, text);
  }
  return text;
}
