import type { Job } from './job.js';
import { bundle } from './jobs/bundle.js';
import { canonicalizeGrowth } from './jobs/canonicalize-growth.js';
import { canonicalizeObject, canonicalizeText } from './jobs/canonicalize.js';
import { createFromObject, createFromText, createFromTexts, createVsHmac } from './jobs/create.js';
import { generate } from './jobs/generate.js';
import { serve } from './jobs/serve.js';
import { validate } from './jobs/validate.js';
import { lenientRead, verify } from './jobs/verify.js';

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
