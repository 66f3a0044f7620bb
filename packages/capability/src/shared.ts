// What other packages of this repository use. Not part of the public API: no stability is promised.
export { knownTexts, readCanonicalText, readCapability, type Grants } from './internal/read.js';
export { toCapability } from './parse.js';
