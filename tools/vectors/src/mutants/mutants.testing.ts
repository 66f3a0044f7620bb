import { capabilityMutants } from './capability.testing.js';
import { embeddedMutants } from './embedding.testing.js';
import { exchangeMutants } from './exchange.testing.js';
import { forwardingMutants } from './forwarding.testing.js';
import { intersectionMutants } from './intersection.testing.js';
import { jwtClaimsMutants } from './jwt-claims.testing.js';
import { jwtCreationMutants } from './jwt-creation.testing.js';
import { jwtVerificationMutants } from './jwt-verification.testing.js';
import { macMutants } from './mac.testing.js';
import { meaningMutants } from './meaning.testing.js';
import type { Mutant } from './mutant.testing.js';
import { signingMutants } from './signing.testing.js';
import { verifyingMutants } from './verifying.testing.js';

/** Every known way to be wrong. */
export const mutants: readonly Mutant[] = [
  ...capabilityMutants,
  ...meaningMutants,
  ...intersectionMutants,
  ...signingMutants,
  ...macMutants,
  ...verifyingMutants,
  ...forwardingMutants,
  ...exchangeMutants,
  ...jwtCreationMutants,
  ...jwtVerificationMutants,
  ...jwtClaimsMutants,
  ...embeddedMutants,
];
