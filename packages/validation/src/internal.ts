// What the packages of this repository share. Not part of the public API: no stability is promised.
export { bytesOfBase64, fromUrlAlphabet, textOfBase64, toBase64, toBase64Url } from './internal/base64.js';
export { currentTime, requireFunction, requireOptions, requireWhole } from './internal/options.js';
export { canHide, holds, redact, redactKeys } from './internal/redact.js';
export { visible } from './internal/visible.js';
