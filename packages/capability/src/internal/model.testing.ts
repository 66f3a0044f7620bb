import fc from 'fast-check';
import type { Capability } from '@ably-auth/validation';
import { parseCapability } from '../parse.js';

/** Whether segments match, as protocol rules read: a last `*` takes the rest, any other `*` takes one. */
function segmentsMatch([head, ...rest]: string[], segments: string[]): boolean {
  if (head === undefined) return segments.length === 0;
  if (head === '*' && rest.length === 0) return true;
  return segments.length > 0 && (head === '*' || head === segments[0]) && segmentsMatch(rest, segments.slice(1));
}

function split(name: string): { type: string; segments: string[] } {
  const { type = '', path = '' } = /^(?:\[(?<type>[^\]=?]*)[^\]]*\])?(?<path>.*)$/su.exec(name)?.groups ?? {};
  return { type, segments: path.split(':') };
}

/** Brute force: whether an entry's resource matches a resource. */
export function modelMatches(pattern: string, resource: string): boolean {
  const [p, r] = [split(pattern), split(resource)];
  return (p.type === '*' || p.type === r.type) && segmentsMatch(p.segments, r.segments);
}

const SEGMENTS = ['a', 'b', '*', ''];
const QUALIFIERS = ['', '', '', '[q]', '[*]', '[]', '[?p=1]', '[q?p]', '[:]'];

/** Names of a small alphabet, so that patterns often overlap, contain one another, or say the same. */
export const resource: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...QUALIFIERS), fc.array(fc.constantFrom(...SEGMENTS), { minLength: 1, maxLength: 4 }))
  .map(([qualifier, segments]) => qualifier + segments.join(':'))
  .filter((name) => name !== '');

/** What is granted, and what is asked for. */
const OPERATIONS = ['x', 'y'];
export const ASKED = [...OPERATIONS, '*', 'other'];

/** A capability over these names. */
export const capability: fc.Arbitrary<Capability> = fc
  .dictionary(
    fc.oneof({ weight: 20, arbitrary: resource }, fc.constantFrom('[', '[a', '[a:*', '*:b]', '[*', '*]a')),
    fc.oneof(fc.constant(['*']), fc.subarray(OPERATIONS, { minLength: 1 })),
    { maxKeys: 6, size: 'max' },
  )
  .map((object) => parseCapability(object));

/** All paths of so many segments. */
function paths(segments: readonly string[], length: number): string[] {
  if (length === 1) return [...segments];
  return paths(segments, length - 1).flatMap((path) => segments.map((segment) => `${path}:${segment}`));
}

/** Resources to ask for: all that the alphabet makes, with a name `z` that no pattern has, and a few odd ones. */
export const PROBES = [
  ['', '[q]', '[z]'].flatMap((qualifier) =>
    [
      [1, 2, 3].flatMap((length) => paths(['a', 'b', 'z', ''], length)),
      paths(['a', 'b', 'z'], 4),
      ['a:b:a:b:a', 'a:a:a:a:a:a', '*', 'a:*', '*:b', '*:*:*:*'],
    ]
      .flat()
      .map((path) => qualifier + path),
  ),
  ['[', '[a', '[a:b', '[a:b]', '[a:z', 'z:b]', '[*', '*]a', '*]', '[:]a', '[:]z:b', '[?p]a', '[q?x]a:b', '[*]a', '[]'],
].flat();

const rows = new Map<string, readonly boolean[]>();

/** Which probes a pattern matches; asked once a pattern, as the alphabet is small. */
export function row(pattern: string): readonly boolean[] {
  const known = rows.get(pattern) ?? PROBES.map((probe) => modelMatches(pattern, probe));
  rows.set(pattern, known);
  return known;
}

/** Brute force: on which probes some entry of a capability grants an operation. */
export function modelPermits(given: Capability, operation: string): boolean[] {
  const granting = Object.entries(given)
    .filter(([, operations]) => operations.includes('*') || operations.includes(operation))
    .map(([pattern]) => row(pattern));
  return PROBES.map((_, i) => granting.some((matches) => matches[i]));
}

/**
 * Whether the first pattern stands for all that the second does: whether it matches the second with each wildcard
 * filled by what no pattern names, once, and at the end up to eight times.
 */
export function modelContains(outer: string, inner: string): boolean {
  const { type, segments } = split(inner);
  const filled = segments.slice(0, -1).map((segment) => (segment === '*' ? 'new' : segment));
  const last = segments.at(-1) ?? '';
  const ends = last === '*' ? Array.from({ length: 9 }, (_, i) => Array<string>(i).fill('new')) : [[last]];
  return ends
    .map((end) => [...filled, ...end])
    .filter((path) => path.length > 0)
    .flatMap((path) => (type === '*' ? ['', 'new'] : [type]).map((qualifier) => `[${qualifier}]${path.join(':')}`))
    .every((witness) => modelMatches(outer, witness));
}
