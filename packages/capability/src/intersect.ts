import { AblyAuthError, type Capability } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import {
  CAPABILITY_MAX_RESOURCES,
  INTERSECT_MAX_PAIRS,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
} from '@ably-auth/validation/limits';
import { addPattern, grants, newTree } from './internal/pattern-tree.js';
import { contains, cross, nameOf, patternOf, type Pattern } from './internal/pattern.js';
import { byName, sortTexts, type Grant } from './internal/read.js';
import { grantsOf, toCapability } from './parse.js';

/**
 * What two capabilities both permit, exactly: `permits(intersect(a, b), r, o)` if and only if `permits(a, r, o)`
 * and `permits(b, r, o)`. The service gives a token the intersection of what was asked and what the key has.
 *
 * A resource that either side names stays by name, with those operations of its entry that the other side grants on
 * all of it: revocation by channel matches names literally. Two patterns that overlap, such as `foo:*:x` and
 * `foo:bar:*`, add what they have in common, `foo:bar:x`, unless another entry of the result covers it.
 * The result is the same in either order of the arguments; without resources if nothing is in common.
 *
 * @param a capability
 * @param b capability
 * @throws {AblyAuthError} 40000 if a capability is not valid, if there are over a million pairs of resources to
 *   compare, or if what the two have in common is over the limits of a capability
 * @example
 * import { canonicalizeCapability, intersect, parseCapability } from '@ably-auth/capability';
 * const key = parseCapability('{"chat:*":["publish","subscribe"],"news":["subscribe"]}');
 * const asked = parseCapability('{"chat:room":["*"],"news":["publish"]}');
 * canonicalizeCapability(intersect(key, asked)); // '{"chat:room":["publish","subscribe"]}'
 */
export function intersect(a: Capability, b: Capability): Capability {
  const left = grantsOf(a).grants;
  const right = grantsOf(b).grants;
  limit(left.length * right.length, INTERSECT_MAX_PAIRS, 'pairs of resources');
  const granted = common(left.map(withPattern), right.map(withPattern));
  limit(granted.size, CAPABILITY_MAX_RESOURCES, 'resources in common');
  return toCapability({ grants: inOrder(granted), text: undefined });
}

type Entry = { readonly resource: string; readonly operations: readonly string[]; readonly pattern: Pattern };

/** What is granted on each resource. */
type Granted = Map<string, Set<string>>;

function withPattern({ name, value }: Grant): Entry {
  return { resource: name, operations: value, pattern: patternOf(name) };
}

/** What both grant: on the resources that either names, then on what else overlaps. */
function common(left: readonly Entry[], right: readonly Entry[]): Granted {
  const named: Granted = new Map();
  let overlapping = false;
  for (const p of left) {
    for (const q of right) {
      const [pInQ, qInP] = [contains(q.pattern, p.pattern), contains(p.pattern, q.pattern)];
      if (pInQ) add(named, p.resource, commonOperations(p, q));
      if (qInP) add(named, q.resource, commonOperations(p, q));
      if (!pInQ && !qInP) overlapping ||= cross(p.pattern, q.pattern) !== undefined;
    }
  }
  return overlapping ? addCrossed(named, left, right) : named;
}

function commonOperations({ operations: left }: Entry, { operations: right }: Entry): readonly string[] {
  if (left[0] === '*') return right;
  if (right[0] === '*') return left;
  return left.filter((operation) => right.includes(operation));
}

function add(to: Granted, resource: string, operations: readonly string[]): void {
  if (operations.length > 0) to.set(resource, new Set([...(to.get(resource) ?? []), ...operations]));
}

/** Adds to the named resources what patterns that overlap have in common, unless another entry covers it. */
function addCrossed(named: Granted, left: readonly Entry[], right: readonly Entry[]): Granted {
  const tree = newTree();
  for (const [resource, operations] of named) addPattern(tree, patternOf(resource), [...operations]);
  const crossed: Granted = new Map();
  for (const p of left) {
    for (const q of right) {
      const pattern = cross(p.pattern, q.pattern);
      const operations = pattern === undefined ? [] : commonOperations(p, q);
      if (pattern === undefined || grants(tree, pattern, operations)) continue;
      add(crossed, nameOf(pattern), operations);
      limit(named.size + crossed.size, CAPABILITY_MAX_RESOURCES, 'resources in common');
    }
  }
  // The widest first, so that the entry that covers another one already is in the tree.
  const patterns = [...crossed].map(([name, operations]) => ({ name, operations, pattern: patternOf(name) }));
  for (const { name, operations, pattern } of patterns.sort(widerFirst)) {
    if (grants(tree, pattern, [...operations])) continue;
    add(named, name, [...operations]);
    addPattern(tree, pattern, [...operations]);
  }
  return named;
}

/** An order in which every pattern comes after those that contain it. */
function widerFirst({ pattern: p }: { pattern: Pattern }, { pattern: q }: { pattern: Pattern }): number {
  return literals(p) - literals(q) || p.steps.length - q.steps.length || Number(q.open) - Number(p.open);
}

function literals({ steps }: Pattern): number {
  return steps.filter((step) => step !== '*').length;
}

/** The grants in canonical order. */
function inOrder(granted: Granted): readonly Grant[] {
  const sorted = Array.from(granted, ([name, operations]) => {
    const value = operations.has('*') ? ['*'] : [...operations];
    // Of two capabilities within the limits, a crossing can have a longer name, and `*` the operations of many.
    if (name.length > RESOURCE_MAX_LENGTH)
      limit(Array.from(name).length, RESOURCE_MAX_LENGTH, 'characters in a name', SHORTER);
    limit(value.length, RESOURCE_MAX_OPERATIONS, 'operations on a resource', 'List fewer operations, or "*" alone.');
    sortTexts(value);
    return { name, value };
  });
  return byName(sorted);
}

const FEWER = 'Name fewer resources: one pattern in place of the names that it covers.';
const SHORTER = 'Use shorter resource names.';

function limit(count: number, most: number, what: string, remediation = FEWER): void {
  if (count <= most) return;
  throw new AblyAuthError(BAD_REQUEST, `intersect: expected at most ${most} ${what}, got more`, {
    path: '$',
    remediation,
  });
}
