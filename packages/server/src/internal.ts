// What the packages of this repository share. Not part of the public API: no stability is promised.
export { buildService } from './create-token-service.js';
export { answer, CROSS_ORIGIN } from './http/answer.js';
export { negotiate, type MediaType } from './http/media-type.js';
export { readBody, readValue } from './http/read-body.js';
export type { Route } from './http/router.js';
export { toKeyDirectory } from './key-directory.js';
export { readSealingKey } from './tokens/sealing-key.js';
