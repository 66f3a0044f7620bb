import type { Cause } from './cause.js';
import { ABSENCE_CAUSES } from './causes/absent-as-word.js';
import { CAPABILITY_CAUSES } from './causes/capability-text.js';
import { DIGEST_CAUSES } from './causes/digest.js';
import { IDENTITY_CAUSES } from './causes/identity.js';
import { LAYOUT_CAUSES } from './causes/layout.js';
import { MAC_FORM_CAUSES } from './causes/mac-form.js';
import { SECRET_CAUSES } from './causes/secret.js';
import { ENCODING_CAUSES } from './causes/text-encoding.js';
import { FORM_CAUSES } from './causes/text-forms.js';
import { TIMESTAMP_CAUSES } from './causes/timestamp.js';
import { TTL_CAUSES } from './causes/ttl.js';
import { REQUEST_CAUSES } from './internal/evidence.js';

/**
 * Every known mistake, by what it is about.
 *
 * @example
 * import { CAUSES } from '@ably-auth/explain';
 * CAUSES.find(({ id }) => id === 'capability.space-after-separators')?.message; // 'the capability was signed with a space after `:` and `,`'
 */
export const CAUSES: readonly Cause[] = Object.freeze([
  ...CAPABILITY_CAUSES,
  ...TTL_CAUSES,
  ...TIMESTAMP_CAUSES,
  ...IDENTITY_CAUSES,
  ...FORM_CAUSES,
  ...ABSENCE_CAUSES,
  ...LAYOUT_CAUSES,
  ...SECRET_CAUSES,
  ...DIGEST_CAUSES,
  ...MAC_FORM_CAUSES,
  ...ENCODING_CAUSES,
  ...REQUEST_CAUSES,
]);
