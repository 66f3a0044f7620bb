import { valid, type Case, type Traits } from '../authoring.js';
import { capabilityOf, type Given } from './material.js';

const ask =
  (permits: boolean) =>
  (name: string, about: string, given: Given, resource: string, operation: string, traits: Traits = {}): Case =>
    valid(name, about, { capability: capabilityOf(given), resource, operation }, { ...traits, output: { permits } });
/** A test that is answered with yes. */
export const yes = ask(true);
/** A test that is answered with no. */
export const no = ask(false);

const askOne =
  (test: typeof yes) =>
  (name: string, about: string, pattern: string, resource: string, traits: Traits = {}): Case =>
    test(name, about, pattern, resource, 'publish', traits);
/** A test of one entry that allows to publish. */
export const grants = askOne(yes);
export const denies = askOne(no);
