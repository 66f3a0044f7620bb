export { covers } from './covers.js';
export { intersect } from './intersect.js';
export { canonicalizeCapability, parseCapability } from './parse.js';
export { permits } from './permits.js';
export { unknownOperations } from './unknown-operations.js';
export type { Capability, KnownOperation, Operation } from '@ably-auth/validation';
