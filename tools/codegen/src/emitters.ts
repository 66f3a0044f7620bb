import { conformance } from './emit/conformance.js';
import { constants } from './emit/constants.js';
import { decoders } from './emit/decoders.js';
import { languages } from './emit/languages/index.js';
import { indexFile } from './emit/index-file.js';
import { jsonSchema } from './emit/json-schema.js';
import { openapi } from './emit/openapi.js';
import { reference } from './emit/reference.js';
import { registry } from './emit/registry.js';
import { rules } from './emit/rules.js';
import { types } from './emit/types.js';
import { vectorSchemas } from './emit/vector-schemas.js';
import type { Emitter } from './output.js';

/** Every output of the generator. A new one is a file in `emit/` and a line here. */
export const emitters: readonly Emitter[] = [
  jsonSchema,
  types,
  decoders,
  rules,
  reference,
  openapi,
  registry,
  constants,
  indexFile,
  vectorSchemas,
  conformance,
  ...Object.values(languages),
];
