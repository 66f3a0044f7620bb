import { diagnoseText, explainMac } from '@ably-auth/explain';
import { sentenceOf } from '@ably-auth/explain/internal';
import { literalText } from './compare/create-token-request.js';
import { own, type Mismatch } from './compare/mismatch.js';
import { isObject } from './protocol.js';
import type { Json, JsonObject, Vector } from './vector.js';

/** The probable cause of a mismatch in words; undefined where none is known. */
export type Diagnose = (vector: Vector, output: JsonObject, mismatch: Mismatch) => Promise<string | undefined>;

/** To find no cause of a MAC takes about a second, and an adapter that is wrong in one is often wrong in all. */
const MOST_UNEXPLAINED_MACS = 5;

/** Finds causes for one run. */
export function newDiagnosis(): Diagnose {
  let unexplained = 0;
  return async (vector, output, { path, expected, actual }) => {
    if (path.endsWith('.mac')) {
      if (unexplained >= MOST_UNEXPLAINED_MACS) return undefined;
      const cause = await diagnoseMac(vector, output, actual);
      if (cause === undefined) unexplained++;
      return cause;
    }
    const isField = vector.operation === 'create-token-request' && !path.endsWith('.capability');
    const [left, right] = isField ? signTexts(vector, output, path) : [expected ?? '', actual ?? ''];
    if (typeof left !== 'string' || typeof right !== 'string') return undefined;
    return diagnoseText(left, right, givenText(vector))?.sentence;
  };
}

/** The capability text that the test gave. */
function givenText({ input: { text, params } }: Vector): string | undefined {
  const given = isObject(params) ? params['capability'] : text;
  return typeof given === 'string' ? given : undefined;
}

async function diagnoseMac({ input }: Vector, output: JsonObject, mac: Json | undefined): Promise<string | undefined> {
  const { text, secret, key, params } = input;
  if (typeof mac !== 'string') return undefined;
  const request = own(output, 'request');
  const intended = isObject(params) ? params : {};
  if (typeof text === 'string' && typeof secret === 'string') {
    const { explanations } = await explainMac({ text, mac, key: { name: '', secret } });
    return sentenceOf(explanations[0]?.causes ?? []);
  }
  if (typeof key !== 'string') return undefined;
  const { explanations } = await explainMac({ request, key, intended });
  return sentenceOf(explanations[0]?.causes ?? []);
}

/** The sign text of the request that was wanted, and the same with the one member that came out otherwise. */
function signTexts(vector: Vector, output: JsonObject, path: string): [string, string] {
  const field = path.slice('$.request.'.length);
  const request = own(output, 'request');
  const actual = isObject(request) ? request : {};
  const expected = {
    ...actual,
    ttl: null,
    capability: null,
    clientId: null,
    ...(vector.result === 'valid' && vector.output),
  };
  return [literalText(expected), literalText({ ...expected, [field]: own(actual, field) ?? null })];
}
