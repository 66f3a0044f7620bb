// What the packages of this repository share. Not part of the public API: no stability is promised.
export { buildService } from './create-token-service.js';
export { readBody, readValue } from './http/body.js';
export { answer, CROSS_ORIGIN, negotiate, type MediaType, type Route } from './http/exchange.js';
export { toKeyDirectory } from './keys.js';
export { readSealingKey } from './tokens/sealing-key.js';
