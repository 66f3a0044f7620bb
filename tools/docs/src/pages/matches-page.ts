import { canonicalizeCapability, intersect, permits, type Capability } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { code, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { readJson } from '../repository.js';

type Test<Input, Output> = {
  readonly id: string;
  readonly about: string;
  readonly basis: 'spec' | 'decision';
  readonly input: Input;
} & ({ readonly result: 'valid'; readonly output: Output } | { readonly result: 'invalid' });
type Vectors<Input, Output> = {
  readonly groups: readonly {
    readonly name: string;
    readonly about: string;
    readonly tests: readonly Test<Input, Output>[];
  }[];
};
type Permits = { readonly capability: Capability; readonly resource: string; readonly operation: string };
type Intersect = { readonly a: Capability; readonly b: Capability };

/** A capability too large for a table does not help in one. */
const LONGEST = 400;

/** What permits what, and what two capabilities have in common: every vector, answered while the site is built. */
export function matchesPage(): Page {
  const sections = [
    '# Capability matches',
    'Every published test of `permits` and `intersect`. The answers are computed by `@ably-auth/capability` when this page is built, and equal those of the vectors. The basis *spec* follows from Ably’s documentation, *decision* is [a decision of this project](/guide/decisions.md). What the rules are: [Capabilities](/guide/capabilities.md).',
    ...permitsTables(),
    ...intersectTables(),
  ];
  return {
    path: 'reference/matches.md',
    title: 'Capability matches',
    text: `${frontMatter({ title: 'Capability matches', outline: 2, aside: false })}${sections.join('\n\n')}\n`,
  };
}

function permitsTables(): string[] {
  const { groups } = readJson('vectors/v1/permits.json') as Vectors<Permits, { permits: boolean }>;
  return groups.flatMap(({ name, about, tests }) => {
    const rows = tests.flatMap((test) => {
      if (test.result === 'invalid' || tooLong(test.input)) return [];
      const { capability, resource, operation } = test.input;
      const answer = permits(capability, resource, operation);
      if (answer !== test.output.permits) throw new Error(`${test.id}: permits gives ${answer}`);
      const asked = `${code(operation)} on ${code(resource)}`;
      return [[canonical(capability), asked, answer ? '✓ yes' : '✗ no', test.about, test.basis]];
    });
    return [
      `## permits: ${name.replaceAll('-', ' ')}`,
      about,
      table(['capability', 'asked', 'permitted', 'why', 'basis'], rows),
    ];
  });
}

function intersectTables(): string[] {
  const { groups } = readJson('vectors/v1/intersect.json') as Vectors<Intersect, { text: string }>;
  return groups.flatMap(({ name, about, tests }) => {
    const rows = tests.flatMap((test) => {
      if (tooLong(test.input)) return [];
      const answer = intersectionText(test.input);
      if (test.result === 'valid' && answer !== test.output.text)
        throw new Error(`${test.id}: intersect gives ${answer}`);
      return [[canonical(test.input.a), canonical(test.input.b), code(answer), test.about, test.basis]];
    });
    if (rows.length === 0) return [];
    return [
      `## intersect: ${name.replaceAll('-', ' ')}`,
      about,
      table(['one', 'the other', 'in common', 'why', 'basis'], rows),
    ];
  });
}

function intersectionText({ a, b }: Intersect): string {
  try {
    return canonicalizeCapability(intersect(a, b));
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    return `refused: ${error.code}`;
  }
}

function canonical(capability: Capability): string {
  return code(canonicalizeCapability(capability));
}

function tooLong(input: unknown): boolean {
  return JSON.stringify(input).length > LONGEST;
}
