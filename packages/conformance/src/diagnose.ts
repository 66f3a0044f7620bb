import { diagnoseText, explainMac, type Cause } from '@ably-auth/explain';
import { sentenceOf } from '@ably-auth/explain/internal';
import { own, type Mismatch } from './compare/mismatch.js';
import { memberDiagnosis } from './member-diagnosis.js';
import { isObject, type Hello } from './protocol.js';
import { rankedFor } from './rank-causes.js';
import type { Json, JsonObject, Vector } from './vector.js';

/** The probable cause of a mismatch: in words, and as the ids of what it consists of. */
export type Diagnosis = { readonly ids: readonly string[]; readonly sentence: string };

/** Finds the probable cause of a mismatch; undefined where none is known. */
export type Diagnose = (vector: Vector, output: JsonObject, mismatch: Mismatch) => Promise<Diagnosis | undefined>;

/** To find no cause of a MAC takes about a second, and an adapter that is wrong in one is often wrong in all. */
const MOST_UNEXPLAINED_MACS = 5;

/** Finds causes for one run. */
export function newDiagnosis(hello: Pick<Hello, 'sdk' | 'language'>): Diagnose {
  let unexplained = 0;
  return async (vector, output, mismatch) => {
    const { path, expected, actual } = mismatch;
    if (path.endsWith('.mac')) {
      if (unexplained >= MOST_UNEXPLAINED_MACS) return undefined;
      const diagnosis = diagnosisOf(rankedFor(hello, await causesOfMac(vector, output, actual)));
      if (diagnosis === undefined) unexplained++;
      return diagnosis;
    }
    const found = isDiagnosedText(vector.operation, path) ? textDiagnosis(vector, mismatch, hello) : undefined;
    return found ?? memberDiagnosis(vector, path, expected, actual);
  };
}

/** Operations whose `$.text` is a capability or a sign text. */
const OF_TEXT = new Set(['canonicalize-capability', 'intersect', 'sign-text']);

/** Whether a text is of the kinds whose mistakes are known: a capability, or a sign text. */
function isDiagnosedText(operation: string, path: string): boolean {
  return path === '$.text' ? OF_TEXT.has(operation) : /^\$\.(?:request|details|body|verified)\.capability$/.test(path);
}

function textDiagnosis(vector: Vector, { expected, actual }: Mismatch, hello: Parameters<typeof rankedFor>[0]) {
  if (typeof actual !== 'string') return undefined;
  // A capability where none was asked for is a default that somebody added.
  const wanted = expected ?? '';
  if (typeof wanted !== 'string') return undefined;
  return diagnosisOf(rankedFor(hello, diagnoseText(wanted, actual, givenCapability(vector))?.alternatives ?? []));
}

/** The capability that the test gave, as text or as an object. */
function givenCapability({ input: { text, capability, params } }: Vector): string | JsonObject | undefined {
  const given = isObject(params) ? params['capability'] : (text ?? capability);
  return typeof given === 'string' || isObject(given) ? given : undefined;
}

/** What may be wrong with a MAC, the likeliest first. */
async function causesOfMac(
  { input: { text, secret, key, params } }: Vector,
  output: JsonObject,
  mac: Json | undefined,
): Promise<(readonly Cause[])[]> {
  if (typeof mac !== 'string') return [];
  if (typeof text === 'string' && typeof secret === 'string') {
    const { explanations } = await explainMac({ text, mac, key: { name: '', secret } });
    return explanations.flatMap(({ causes, or }) => [causes, ...or]);
  }
  if (typeof key !== 'string') return [];
  const intended = isObject(params) ? params : {};
  const { explanations } = await explainMac({ request: own(output, 'request'), key, intended });
  return explanations.flatMap(({ causes, or }) => [causes, ...or]);
}

function diagnosisOf([best]: readonly (readonly Cause[])[]): Diagnosis | undefined {
  const sentence = sentenceOf(best ?? []);
  return best === undefined || sentence === undefined ? undefined : { ids: best.map(({ id }) => id), sentence };
}
