import type { Job } from '../job.js';
import { bundle } from './bundle.js';
import { canonicalizeGrowth } from './canonicalize-growth.js';
import { canonicalizeObject, canonicalizeText } from './canonicalize.js';
import { createFromObject, createFromText, createFromTexts, createVsHmac } from './create.js';
import { generate } from './generate.js';
import { serve } from './serve.js';
import { validate } from './validate.js';
import { lenientRead, verify } from './verify.js';

/** Every job, in the order in which they run. */
export const jobs: readonly Job[] = [
  createFromText,
  createFromTexts,
  createFromObject,
  createVsHmac,
  verify,
  canonicalizeObject,
  canonicalizeText,
  canonicalizeGrowth,
  validate,
  lenientRead,
  generate,
  bundle,
  serve,
];
