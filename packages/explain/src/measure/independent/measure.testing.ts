import { explain, type RequestExplanation } from '../../index.js';
import { checkAnswer } from './check-answer.testing.js';
import type { Verdict } from './claim.testing.js';
import { sampleOf, type Sample } from './mistakes.testing.js';

export type Outcome = {
  readonly sample: Sample;
  /** `named`: as the one who made the mistake would call it; `otherwise`: by other causes of the very same MAC. */
  readonly found: 'named' | 'otherwise' | 'not found';
  readonly ids: readonly (readonly string[])[];
  readonly verdicts: readonly Verdict[];
  readonly elapsedMs: number;
};

/** Asks `explain` about one sample, and checks its answer. */
export async function measure(seed: number, count: 1 | 2): Promise<Outcome> {
  const sample = sampleOf(seed, count);
  const { request, key, intended, signed } = sample;
  const started = performance.now();
  const answer = await explain(request, { key, intended });
  const elapsedMs = performance.now() - started;
  const ids = causesOf(answer);
  const isNamed = ids.some((some) => sample.mistakes.every(({ named }) => some.some((id) => named.test(id))));
  return {
    sample,
    found: isNamed ? 'named' : ids.length > 0 ? 'otherwise' : 'not found',
    ids,
    verdicts: checkAnswer(sample, answer, signed),
    elapsedMs,
  };
}

function causesOf({ mac }: RequestExplanation): readonly (readonly string[])[] {
  return (mac?.explanations ?? [])
    .flatMap(({ causes, or }) => [causes, ...or])
    .map((causes) => causes.map(({ id }) => id));
}

export function totalsOf(outcomes: readonly Outcome[]) {
  const found = (what: Outcome['found']) => outcomes.filter((outcome) => outcome.found === what).length;
  const verdicts = outcomes.flatMap((outcome) => outcome.verdicts);
  const count = (is: Verdict['is']) => verdicts.filter((verdict) => verdict.is === is).length;
  return {
    answers: outcomes.length,
    named: found('named'),
    otherwise: found('otherwise'),
    'not found': found('not found'),
    sentences: verdicts.length,
    falseSentences: count('false'),
    answersWithFalse: outcomes.filter((outcome) => outcome.verdicts.some(({ is }) => is === 'false')).length,
    undecided: count('undecided'),
    overOneSecond: outcomes.filter(({ elapsedMs }) => elapsedMs > 1000).length,
  };
}
