import { valid, type Case, type Traits } from '../authoring.js';
import { capabilityOf, type Given } from './material.js';

/** A test of two capabilities and the text of what they have in common, or the one resource to publish on. */
export const cross = (name: string, about: string, a: Given, b: Given, common: string, traits: Traits = {}): Case => {
  const text = common.startsWith('{') ? common : JSON.stringify(capabilityOf(common));
  return valid(name, about, { a: capabilityOf(a), b: capabilityOf(b) }, { ...traits, output: { text } });
};
