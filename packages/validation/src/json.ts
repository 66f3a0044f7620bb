// Strict reading of JSON text, for who reads bodies of their own.
export { parseJsonText, type JsonLimits } from './json-text.js';
