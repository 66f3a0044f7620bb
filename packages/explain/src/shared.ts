// What the command line, the conformance runner and the site share with this package. Not part of the public API: no
// stability is promised.
export { firstDifference, type Difference } from './first-difference.js';
export { sentenceOf } from './sentence-of.js';
export { signTextOctets, type SignTextLine } from './sign-text-octets.js';
