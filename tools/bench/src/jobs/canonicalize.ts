import { canonicalizeCapability } from '@ably-auth/capability';
import canonicalize from 'canonicalize';
import { compare } from '../compare.js';
import type { Job } from '../job.js';
import { side, type Side } from '../measure.js';
import { largeCapability, sortedCapability, threeResources } from '../samples.js';

/** Capabilities, and how many times as fast ours is to be, object in and text in. */
const SIZES: readonly { capability: Record<string, string[]>; object: number; text?: number }[] = [
  { capability: threeResources, object: 2.5 },
  { capability: largeCapability(100), object: 2.2, text: 1.3 },
  { capability: largeCapability(5000), object: 2 },
];

const again =
  <Input>(input: Input) =>
  (count: number): Input[] =>
    Array.from({ length: count }, () => input);

/** Ours, object in. */
export const ourObjectSide = (capability: Record<string, string[]>): Side =>
  side('canonicalizeCapability', again(capability), canonicalizeCapability);

/** RFC 8785 alone: the object that it gets is sorted and free of duplicates before the clock starts. */
export const canonicalizeSide = (capability: Record<string, string[]>): Side =>
  side('canonicalize, given it sorted', again(sortedCapability(capability)), canonicalize);

export const canonicalizeObject: Job = {
  name: 'canonicalize-object',
  run: async (settings) => {
    const rows = [];
    for (const { capability, object } of SIZES) {
      const comparison = {
        what: `canonicalise ${Object.keys(capability).length} resources, object in`,
        ours: ourObjectSide(capability),
        rival: canonicalizeSide(capability),
        goal: { kind: 'rate', atLeast: object } as const,
      };
      rows.push(await compare('canonicalize-object', comparison, settings));
    }
    return rows;
  },
};

export const canonicalizeText: Job = {
  name: 'canonicalize-text',
  run: async (settings) => {
    const rows = [];
    // A text of 5000 resources is over the 128 KiB that are read.
    for (const { capability, text } of SIZES.slice(0, 2)) {
      const sortedText = JSON.stringify(sortedCapability(capability));
      const comparison = {
        what: `canonicalise ${Object.keys(capability).length} resources, text in`,
        ours: side('canonicalizeCapability', again(JSON.stringify(capability)), canonicalizeCapability),
        rival: side('JSON.parse + canonicalize, given it sorted', again(sortedText), (given) =>
          canonicalize(JSON.parse(given)),
        ),
        ...(text === undefined ? {} : { goal: { kind: 'rate', atLeast: text } as const }),
      };
      rows.push(await compare('canonicalize-text', comparison, settings));
    }
    return rows;
  },
};
