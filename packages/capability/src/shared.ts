// What other packages of this repository use. Not part of the public API: no stability is promised.
export { readCanonicalText } from './internal/read.js';
export { readCapabilityText } from './parse.js';
