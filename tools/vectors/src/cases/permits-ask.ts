import { valid, type Case, type Traits } from '../authoring.js';
import type { Capability } from './material.js';

const ask =
  (permits: boolean) =>
  (
    name: string,
    about: string,
    capability: Capability,
    resource: string,
    operation: string,
    traits: Traits = {},
  ): Case =>
    valid(name, about, { capability, resource, operation }, { ...traits, output: { permits } });
/** A test that is answered with yes. */
export const yes = ask(true);
/** A test that is answered with no. */
export const no = ask(false);

/** Tests of one entry with one operation, which is asked for. */
export function entryTests(operation: string) {
  const ofEntry =
    (test: typeof yes) =>
    (name: string, about: string, pattern: string, resource: string, traits: Traits = {}): Case =>
      test(name, about, { [pattern]: [operation] }, resource, operation, traits);
  return { grants: ofEntry(yes), denies: ofEntry(no) };
}
