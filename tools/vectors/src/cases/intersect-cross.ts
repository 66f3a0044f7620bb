import { valid, type Case, type Traits } from '../authoring.js';

type Capability = { readonly [resource: string]: readonly string[] };

/** A test of two capabilities and the text of what they have in common. */
export const cross = (
  name: string,
  about: string,
  a: Capability,
  b: Capability,
  text: string,
  traits: Traits = {},
): Case => valid(name, about, { a, b }, { ...traits, output: { text } });
