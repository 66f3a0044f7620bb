// What the packages of this repository share. Not part of the public API: no stability is promised.
export { buildService, report } from './create-token-service.js';
export { readAuthorization } from './authorization-header.js';
export { answer, answerError, CROSS_ORIGIN, toAblyAuthError, unknownRoute } from './http/answer.js';
export { fromRequest, toResponse } from './http/fetch-adapter.js';
export { negotiate, type MediaType } from './http/media-type.js';
export { decodeValue, readBody, readValue } from './http/read-body.js';
export type { Route } from './http/router.js';
export { toKeyDirectory } from './key-directory.js';
export { requireMethods } from './stores.js';
export { readSealingKey } from './tokens/sealing-key.js';
