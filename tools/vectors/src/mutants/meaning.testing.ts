import { intersect } from '@ably-auth/capability';
import { mutating, type Mutant } from './mutant.testing.js';

type Capability = Readonly<Record<string, readonly string[]>>;
type Input = { readonly capability: Capability; readonly resource: string; readonly operation: string };

const permitting = mutating<Input, { permits: boolean }>('permits');
const covering = mutating<{ readonly outer: Capability; readonly inner: Capability }, { covers: boolean }>('covers');

/** Whether one entry of a capability permits an operation on a resource. */
type Question = {
  readonly pattern: string;
  readonly operations: readonly string[];
  readonly resource: string;
  readonly operation: string;
};

/** Puts other questions in place of that of each entry; the answer is yes if any of them has that answer. */
const asking = (name: string, change: (question: Question) => Question | readonly Question[]) =>
  permitting(name, async (input, right) => {
    await right(input);
    for (const [pattern, operations] of Object.entries(input.capability)) {
      for (const question of [change({ ...input, pattern, operations })].flat()) {
        const { resource, operation } = question;
        const capability = { [question.pattern]: question.operations };
        if ((await right({ capability, resource, operation })).permits) return { permits: true };
      }
    }
    return { permits: false };
  });

const segmentsOf = (text: string) => text.split(':');
const bare = (text = '') => text.replace(/^\[[^\]]*\]/, '');
const qualifierOf = (text: string) => /^\[[^\]]*\]/.exec(text)?.[0];
const isOpen = (pattern: string) => bare(segmentsOf(pattern).at(-1)) === '*';
const middleStars = (pattern: string) =>
  segmentsOf(pattern).flatMap((segment, index, all) =>
    bare(segment) === '*' && index < all.length - 1 ? [index] : [],
  );

/** A segment of the pattern becomes that of the name, if the mutant takes them for equal. */
const matching = (name: string, matches: (pattern: string, segment: string) => boolean) =>
  asking(name, (question) => {
    const segments = segmentsOf(question.resource);
    const changed = segmentsOf(question.pattern).map((pattern, index) => {
      const segment = segments[index];
      return bare(pattern) !== '*' && segment !== undefined && matches(pattern, segment) ? segment : pattern;
    });
    return { ...question, pattern: changed.join(':') };
  });

const granting = (name: string, grants: (granted: string, operation: string) => boolean) =>
  asking(name, (question) => ({
    ...question,
    operations: question.operations.map((granted) =>
      grants(granted, question.operation) ? question.operation : granted,
    ),
  }));

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const permitMutants: readonly Mutant[] = [
  asking('lets * at the end stand for one segment', (question) => {
    const { pattern, resource } = question;
    return isOpen(pattern) && segmentsOf(pattern).length !== segmentsOf(resource).length ? [] : question;
  }),
  asking('lets * at the end stand for one segment or more', (question) => {
    const { pattern, resource } = question;
    return isOpen(pattern) && segmentsOf(pattern).length > segmentsOf(resource).length ? [] : question;
  }),
  asking('lets * in the middle stand for several segments', (question) => [
    question,
    ...middleStars(question.pattern).flatMap((at) =>
      segmentsOf(question.resource).map((_, more) => ({
        ...question,
        pattern: segmentsOf(question.pattern)
          .toSpliced(at + 1, 0, ...Array.from({ length: more }, () => '*'))
          .join(':'),
      })),
    ),
  ]),
  asking('lets * in the middle stand for none', (question) => [
    question,
    ...middleStars(question.pattern).map((at) => ({
      ...question,
      pattern: segmentsOf(question.pattern).toSpliced(at, 1).join(':'),
    })),
  ]),
  asking('takes * in the middle literally', (question) => {
    const segments = segmentsOf(question.resource);
    return middleStars(question.pattern).some((at) => bare(segments[at]) !== '*') ? [] : question;
  }),
  matching('takes foo* for a pattern', (pattern, segment) =>
    new RegExp(`^${escaped(pattern).replaceAll('\\*', '.*')}$`).test(segment),
  ),
  matching('takes names for regular expressions', (pattern, segment) =>
    new RegExp(`^${pattern.replace(/[*+?[\]()]/g, '\\$&')}$`).test(segment),
  ),
  matching('matches by the beginning of a name', (pattern, segment) => segment.startsWith(pattern)),
  matching(
    'matches names without regard to case',
    (pattern, segment) => pattern.toLowerCase() === segment.toLowerCase(),
  ),
  asking('takes a name for all below it', (question) => [question, { ...question, pattern: `${question.pattern}:*` }]),
  asking('takes * for queues and metachannels too', (question) => {
    const { pattern, resource } = question;
    return qualifierOf(pattern) === undefined
      ? { ...question, pattern: `${qualifierOf(resource) ?? ''}${pattern}` }
      : question;
  }),
  asking('takes [*] for every qualifier but none', (question) =>
    question.pattern.startsWith('[*]') && qualifierOf(question.resource) === undefined ? [] : question,
  ),
  asking('takes [*] for a name', (question) =>
    question.pattern.startsWith('[*]') && !question.resource.startsWith('[*]') ? [] : question,
  ),
  asking('does not know qualifiers', ({ pattern, resource, ...others }) => ({
    ...others,
    pattern: pattern.replaceAll('[', '('),
    resource: resource.replaceAll('[', '('),
  })),
  asking('ignores qualifiers', ({ pattern, resource, ...others }) => ({
    ...others,
    pattern: bare(pattern),
    resource: bare(resource),
  })),
  asking('does not know * among operations', (question) =>
    question.operations.includes('*') && question.operation !== '*' ? [] : question,
  ),
  granting('matches operations by their beginning', (granted, operation) => operation.startsWith(granted)),
  granting(
    'takes message-* for a pattern',
    (granted, operation) => granted.endsWith('*') && operation.startsWith(granted.slice(0, -1)),
  ),
  granting('matches operations without regard to case', (granted, operation) => granted.toLowerCase() === operation),
  permitting('asks the most specific entry alone', (input, right) => {
    const { capability, resource } = input;
    if (!Object.hasOwn(capability, resource)) return right(input);
    return right({ ...input, capability: { [resource]: capability[resource] ?? [] } });
  }),
  permitting('asks the first entry that matches alone', async (input, right) => {
    for (const [pattern, operations] of Object.entries(input.capability).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      if ((await right({ ...input, capability: { [pattern]: ['*'] } })).permits)
        return right({ ...input, capability: { [pattern]: operations } });
    }
    return { permits: false };
  }),
  permitting('joins operations of all entries', async (input, right) => {
    const operations = [...new Set(Object.values(input.capability).flat())];
    const all = operations.includes('*') ? ['*'] : operations;
    const names = Object.keys(input.capability).map((name) => [name, all] as const);
    return right({ ...input, capability: Object.fromEntries(names) });
  }),
];

type Cover = (question: { outer: Capability; inner: Capability }) => Promise<{ covers: boolean }>;

/** Covers an entry of the inner capability if one of the outer, or all of it, covers each part of it. */
async function coversAll(inner: Capability, outers: readonly Capability[], right: Cover): Promise<boolean> {
  for (const [name, operations] of Object.entries(inner)) {
    const answers = await Promise.all(outers.map((outer) => right({ outer, inner: { [name]: operations } })));
    if (!answers.some(({ covers }) => covers)) return false;
  }
  return true;
}

const coverMutants: readonly Mutant[] = [
  covering('covers by names alone', async ({ outer, inner }, right) => {
    for (const [name, operations] of Object.entries(inner)) {
      const same = Object.hasOwn(outer, name) ? { [name]: outer[name] ?? [] } : {};
      if (!(await right({ outer: same, inner: { [name]: operations } })).covers) return { covers: false };
    }
    return { covers: true };
  }),
  covering('covers what it overlaps', async ({ outer, inner }) => ({
    covers: Object.entries(inner).every(([name, operations]) =>
      operations.every((operation) => {
        const common = intersect(outer, { [name]: [operation] });
        return Object.keys(common).length > 0;
      }),
    ),
  })),
  covering('covers a resource by one entry for all of its operations', async ({ outer, inner }, right) => ({
    covers: await coversAll(
      inner,
      Object.entries(outer).map(([name, operations]) => ({ [name]: operations })),
      right,
    ),
  })),
  covering('covers if one entry is covered', async ({ outer, inner }, right) => {
    const entries = Object.entries(inner);
    for (const [name, operations] of entries) {
      if ((await right({ outer, inner: { [name]: operations.slice(0, 1) } })).covers) return { covers: true };
    }
    return { covers: entries.length === 0 };
  }),
];

/** How matching and covering go wrong. */
export const meaningMutants: readonly Mutant[] = [...permitMutants, ...coverMutants];
