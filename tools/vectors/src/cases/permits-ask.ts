import { valid, type Case, type Traits } from '../authoring.js';

type Capability = { readonly [resource: string]: readonly string[] };

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
