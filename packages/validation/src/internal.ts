// What the packages of this repository share. Not part of the public API: no stability is promised.
export { currentTime, requireFunction, requireOptions, requireWhole } from './internal/options.js';
