export { canonicalizeCapability } from './canonicalize.js';
export { covers } from './covers.js';
export { intersect } from './intersect.js';
export { parseCapability } from './parse.js';
export { permits } from './permits.js';
export { unknownOperations } from './unknown-operations.js';
export type { Capability, CapabilityInput, KnownOperation, Operation } from '@ably-auth/validation';
