import { join } from 'node:path';
import { loadVectors, openAdapter, type Vector } from '@ably-auth/conformance';
import { firstFailure, linesOf } from './first-failure.js';
import { survivorOf, type Equivalent, type FileResult } from './results.js';
import { isInReach, readOutOfReach, type LanguageMutant, type Start, type VectorTarget } from './vector-targets.js';

/** Which mutants to run: those of some files, and every how many-th. */
export type Part = { readonly files?: readonly string[] | undefined; readonly every: number };

/** Runs the vectors on the mutants of a target that a vector can find. */
export async function runVectorTarget(
  root: string,
  target: VectorTarget,
  equivalents: readonly Equivalent[],
  { files, every }: Part,
): Promise<FileResult[]> {
  const { mutants, start } = await target.prepare(root);
  const vectors = await offered(start);
  const [byId, lines] = [new Map(vectors.map((vector) => [vector.id, vector])), linesOf(vectors)];
  const broken = await firstFailure(start(0), lines, byId);
  if (broken !== undefined) throw new Error(`${target.name}: fails ${broken} without a mutant`);
  const outOfReach = readOutOfReach(root);
  const checked: (LanguageMutant & { readonly found: boolean })[] = [];
  const inReach = mutants
    .filter((mutant) => files?.includes(mutant.file) !== false && isInReach(mutant, target.name, outOfReach))
    .filter((_, index) => index % every === 0);
  for (const mutant of inReach) {
    const failed = await firstFailure(start(mutant.number), lines, byId);
    checked.push({ ...mutant, found: failed !== undefined });
    if (checked.length % 50 === 0) console.error(`${checked.length} of ${inReach.length} mutants`);
  }
  return [...new Set(checked.map(({ file }) => file))].map((name) => {
    const file = join(target.sources, name);
    const own = checked.filter((mutant) => mutant.file === name);
    return {
      target: target.name,
      file,
      date: new Date().toISOString().slice(0, 10),
      killed: own.filter(({ found }) => found).length,
      timedOut: 0,
      survivors: own.filter(({ found }) => !found).map((mutant) => survivorOf(file, mutant, equivalents)),
    };
  });
}

/** The vectors of the operations and features that an adapter has. */
async function offered(start: Start): Promise<Vector[]> {
  const adapter = openAdapter(start(0).command, { timeoutMs: 60_000 });
  const { operations, features } = await adapter.hello();
  adapter.kill();
  return loadVectors().vectors.filter(
    (vector) => operations.includes(vector.operation) && vector.features.every((name) => features.includes(name)),
  );
}
