import { canonicalizeCapability } from '@ably-auth/capability';
import canonicalize from 'canonicalize';
import { duels } from '../compare.js';
import { again, side, type Side } from '../measure.js';
import { largeCapability, sortedCapability, threeResources } from '../samples.js';

/** Capabilities, and how many times as fast ours is to be, object in and text in. */
const SIZES: readonly { capability: Record<string, string[]>; object: number; text?: number }[] = [
  { capability: threeResources, object: 2.5 },
  { capability: largeCapability(100), object: 2.2, text: 1.3 },
  { capability: largeCapability(5000), object: 2 },
];

/** Ours, object in. */
export const ourObjectSide = (capability: Record<string, string[]>): Side =>
  side('canonicalizeCapability', again(capability), canonicalizeCapability);

/** RFC 8785 alone: the object that it gets is sorted and free of duplicates before the clock starts. */
export const canonicalizeSide = (capability: Record<string, string[]>): Side =>
  side('canonicalize, given it sorted', again(sortedCapability(capability)), canonicalize);

export const canonicalizeObject = duels('canonicalize-object', () =>
  SIZES.map(({ capability, object }) => ({
    what: `canonicalise ${Object.keys(capability).length} resources, object in`,
    ours: ourObjectSide(capability),
    rival: canonicalizeSide(capability),
    goal: { kind: 'rate', atLeast: object },
  })),
);

export const canonicalizeText = duels('canonicalize-text', () =>
  // A text of 5000 resources is over the 128 KiB that are read.
  SIZES.slice(0, 2).map(({ capability, text }) => ({
    what: `canonicalise ${Object.keys(capability).length} resources, text in`,
    ours: side('canonicalizeCapability', again(JSON.stringify(capability)), canonicalizeCapability),
    rival: side(
      'JSON.parse + canonicalize, given it sorted',
      again(JSON.stringify(sortedCapability(capability))),
      (given) => canonicalize(JSON.parse(given)),
    ),
    ...(text === undefined ? {} : { goal: { kind: 'rate', atLeast: text } as const }),
  })),
);
