import type { Cause } from './cause.js';
import { ABSENCE_CAUSES } from './causes/absent-as-text.js';
import { CAPABILITY_CAUSES } from './causes/capability-text.js';
import { DIGEST_CAUSES } from './causes/digest.js';
import { IDENTITY_CAUSES } from './causes/identity.js';
import { LAYOUT_CAUSES } from './causes/layout.js';
import { MAC_TEXT_CAUSES } from './causes/mac-text.js';
import { SECRET_CAUSES } from './causes/secret.js';
import { ENCODING_CAUSES } from './causes/text-encoding.js';
import { TIMESTAMP_CAUSES } from './causes/timestamp.js';
import { TTL_CAUSES } from './causes/ttl.js';
import { REQUEST_CAUSES } from './internal/request-evidence.js';

/**
 * Every known way to be wrong, by family.
 *
 * @example
 * import { CAUSES } from '@ably-auth/explain';
 * CAUSES.find(({ id }) => id === 'capability.space-after-separators')?.title; // 'a space after `:` and `,`'
 */
export const CAUSES: readonly Cause[] = Object.freeze([
  ...CAPABILITY_CAUSES,
  ...TTL_CAUSES,
  ...TIMESTAMP_CAUSES,
  ...IDENTITY_CAUSES,
  ...ABSENCE_CAUSES,
  ...LAYOUT_CAUSES,
  ...SECRET_CAUSES,
  ...DIGEST_CAUSES,
  ...MAC_TEXT_CAUSES,
  ...ENCODING_CAUSES,
  ...REQUEST_CAUSES,
]);
