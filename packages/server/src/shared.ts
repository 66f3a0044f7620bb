// What the packages of this repository share. Not part of the public API: no stability is promised.
export { readAuthorization, refuseBasic } from './authenticate.js';
export { buildService, report } from './create-token-service.js';
export { decodeValue, readBody, readValue } from './http/body.js';
export {
  answer,
  answerError,
  CROSS_ORIGIN,
  negotiate,
  toAblyAuthError,
  unknownRoute,
  type MediaType,
  type Route,
} from './http/exchange.js';
export { fromRequest, toResponse } from './http/fetch-adapter.js';
export { toKeyDirectory } from './keys.js';
export { requireMethods, STORE_METHODS } from './store.js';
export { readSealingKey } from './tokens/sealing-key.js';
