import { capabilityFaults } from './capability-faults.testing.js';
import { exchangeFaults } from './exchange-faults.testing.js';
import type { Fault } from './fault.testing.js';
import { embeddedFaults } from './embedded-faults.testing.js';
import { jwtClaimsFaults } from './jwt-claims-faults.testing.js';
import { jwtCreationFaults } from './jwt-creation-faults.testing.js';
import { jwtVerificationFaults } from './jwt-verification-faults.testing.js';
import { meaningFaults } from './meaning-faults.testing.js';
import { signingFaults } from './signing-faults.testing.js';
import { verifyingFaults } from './verifying-faults.testing.js';

/** Every known way to be wrong. */
export const faults: readonly Fault[] = [
  ...capabilityFaults,
  ...meaningFaults,
  ...signingFaults,
  ...verifyingFaults,
  ...exchangeFaults,
  ...jwtCreationFaults,
  ...jwtVerificationFaults,
  ...jwtClaimsFaults,
  ...embeddedFaults,
];
