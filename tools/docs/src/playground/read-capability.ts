import {
  canonicalizeCapability,
  intersect,
  parseCapability,
  permits,
  unknownOperations,
  type Capability,
} from '@ably-auth/capability';
import { ask, type Answer } from './answer.js';

/** What the capability tool says of a capability. */
export type CapabilityReading = {
  readonly capability: Capability;
  readonly canonical: string;
  readonly isCanonical: boolean;
  /** What it permits, an entry a resource. */
  readonly entries: readonly {
    readonly resource: string;
    readonly operations: readonly string[];
    readonly about: string;
  }[];
  readonly unknown: readonly string[];
};

/** Reads a capability as it was pasted. */
export function readCapability(text: string): Answer<CapabilityReading> {
  return ask(() => {
    const capability = parseCapability(text);
    const canonical = canonicalizeCapability(capability);
    const entries = Object.keys(capability).map((resource) => ({
      resource,
      operations: capability[resource] ?? [],
      about: aboutResource(resource),
    }));
    return { capability, canonical, isCanonical: canonical === text, entries, unknown: unknownOperations(capability) };
  });
}

/** The canonical text of what two capabilities have in common. */
export function commonText(a: Capability, b: Capability): Answer<string> {
  return ask(() => canonicalizeCapability(intersect(a, b)));
}

/** Whether the capability permits it, in words. */
export function permission(capability: Capability, resource: string, operation: string): string {
  const answer = permits(capability, resource, operation) ? 'permitted' : 'not permitted';
  return `${operation} on ${resource}: ${answer}`;
}

/** Which names a resource matches, in words. */
export function aboutResource(resource: string): string {
  const [, qualifier, path = resource] = /^\[([^\]]*)\](.*)$/.exec(resource) ?? [];
  const kinds: Readonly<Record<string, string>> = {
    '*': 'channel, queue and metachannel',
    meta: 'metachannel',
    queue: 'queue',
  };
  const kind =
    qualifier === undefined || qualifier === '' ? 'channel' : (kinds[qualifier] ?? `[${qualifier}] resource`);
  if (path === '*') return `every ${kind}`;
  const segments = path.split(':');
  const isOpen = segments.at(-1) === '*';
  const fixed = isOpen ? segments.slice(0, -1) : segments;
  if (!fixed.includes('*')) {
    return isOpen ? `the ${kind} ${fixed.join(':')} and all below it` : `the ${kind} of this name`;
  }
  const ending = isOpen ? ', and all below them' : '';
  return `${plural(kind)} of this pattern, with any one segment for each * inside it${ending}`;
}

function plural(kind: string): string {
  return kind.replace(/(channel|queue|resource)\b/g, '$1s');
}
