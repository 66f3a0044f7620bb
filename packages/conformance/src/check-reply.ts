import { firstDifference, type Difference } from '@ably-auth/explain/internal';
import type { Reply } from './adapter.js';
import { compareMacOfRequest } from './compare/create-token-request.js';
import { compareOutput } from './compare/compare-output.js';
import type { Mismatch } from './compare/mismatch.js';
import { isCrash } from './crash.js';
import type { Diagnose, Diagnosis } from './diagnose.js';
import type { Answer } from './protocol.js';
import { pairTexts, valueText } from './show-value.js';
import type { Json, RefusalError, Vector } from './vector.js';

/** Whether code, path and reason of a refusal are those of the vector; real SDKs throw errors of their own. */
export type CodeMatch = 'match' | 'differs' | 'none';

/** What a failed test shows. */
export type Failure = {
  /** Where in the output; undefined where the verdict itself is wrong. */
  readonly path?: string;
  readonly expected: string;
  readonly actual: string;
  /** The values at the path as JSON; undefined where nothing is there. */
  readonly expectedValue?: Json;
  readonly actualValue?: Json;
  readonly difference?: Difference;
  /** The probable cause, in words. */
  readonly cause?: string;
  /** Stable ids of what the cause consists of. */
  readonly causes?: readonly string[];
  /** The end of what the adapter wrote to stderr, where it gave no answer. */
  readonly stderr?: string;
};

/** The verdict on one reply. */
export type Verdict =
  | { readonly status: 'passed'; readonly code?: CodeMatch; readonly message?: string }
  | {
      readonly status: 'failed';
      readonly code?: CodeMatch;
      readonly failures: readonly Failure[];
      /** The SDK or the adapter crashed, rather than giving a wrong answer. */
      readonly crashed?: true;
    }
  | { readonly status: 'unsupported' };

/**
 * Checks a reply: a test passes on verdict and value. Code and path of a refusal are told beside it.
 *
 * @param vector the test
 * @param reply what came of it
 * @param strict whether another code or path fails the test
 * @param diagnose finds the cause of a mismatch
 */
export async function checkReply(vector: Vector, reply: Reply, strict: boolean, diagnose: Diagnose): Promise<Verdict> {
  if ('failure' in reply) {
    const { failure, message, stderr } = reply;
    const shown = { expected: expectedText(vector), actual: message, ...(stderr === '' ? {} : { stderr }) };
    return { ...failed([shown]), ...(failure === 'ended' ? { crashed: true } : {}) };
  }
  if ('unsupported' in reply) return { status: 'unsupported' };
  if (!reply.ok && (vector.result === 'valid' || isCrash(reply.error))) return checkUnwanted(vector, reply.error);
  if (vector.result === 'invalid') return checkInvalid(vector, reply, strict, diagnose);
  const { output } = reply as Extract<Answer, { ok: true }>;
  const mismatches = await compareOutput(vector, output);
  if (mismatches.length === 0) return { status: 'passed' };
  const failures: Failure[] = [];
  for (const mismatch of mismatches) failures.push(failureOf(mismatch, await diagnose(vector, output, mismatch)));
  return failed(failures);
}

/** An error where a value is expected, or one that is not a refusal. */
function checkUnwanted(vector: Vector, error: RefusalError): Verdict {
  if (!isCrash(error)) return failed([{ expected: expectedText(vector), actual: refusalText(error) }]);
  const cause =
    'the message is that of a broken program, and so does not count as a refusal; if it is one, answer with "crash": false';
  const shown = {
    expected: expectedText(vector),
    actual: `crashed: ${refusalText(error)}`,
    cause,
    causes: ['adapter.crash'],
  };
  return { ...failed([shown]), crashed: true };
}

async function checkInvalid(
  vector: Vector & { result: 'invalid' },
  answer: Exclude<Answer, { unsupported: true }>,
  strict: boolean,
  diagnose: Diagnose,
): Promise<Verdict> {
  if (answer.ok) {
    const accepted = { expected: expectedText(vector), actual: valueText(answer.output) };
    if (vector.operation !== 'create-token-request') return failed([accepted]);
    // What should have been refused may be signed wrongly as well, and that tells more.
    const [wrongMac] = await compareMacOfRequest(vector.input, answer.output);
    if (wrongMac === undefined) return failed([accepted]);
    return failed([accepted, failureOf(wrongMac, await diagnose(vector, answer.output, wrongMac))]);
  }
  const { code, path, rule, reason, message } = answer.error;
  const wanted = vector.error;
  const isSame =
    (wanted.code === undefined || code === wanted.code) &&
    (wanted.path === undefined || samePath(path, wanted.path)) &&
    // The words are ours; an SDK that has none is not asked for them.
    (wanted.rule === undefined || (rule ?? wanted.rule) === wanted.rule) &&
    (wanted.reason === undefined || (reason ?? wanted.reason) === wanted.reason);
  const match: CodeMatch = isSame ? 'match' : code === undefined && path === undefined ? 'none' : 'differs';
  if (!strict || match === 'match') {
    return { status: 'passed', code: match, ...(message === undefined ? {} : { message }) };
  }
  return { ...failed([{ expected: expectedText(vector), actual: refusalText(answer.error) }]), code: match };
}

/** `$.a` and `$["a"]` are one place in JSONPath. */
function samePath(a: string | undefined, b: string): boolean {
  const plain = (path: string) => path.replace(/\.([A-Za-z_]\w*)/g, '["$1"]').replace(/\['([^'"\\]*)'\]/g, '["$1"]');
  return a !== undefined && plain(a) === plain(b);
}

function failed(failures: readonly Failure[]): Verdict & { status: 'failed' } {
  return { status: 'failed', failures };
}

function failureOf({ path, expected, actual, cause }: Mismatch, diagnosis: Diagnosis | undefined): Failure {
  const [left, right] = pairTexts(expected, actual);
  // Where digests begin to differ tells nothing.
  const areTexts = typeof expected === 'string' && typeof actual === 'string' && !/\.(?:mac|signature)$/.test(path);
  const difference = areTexts ? firstDifference(expected, actual) : undefined;
  const sentence = cause ?? diagnosis?.sentence;
  return {
    path,
    expected: left,
    actual: right,
    ...(expected === undefined ? {} : { expectedValue: expected }),
    ...(actual === undefined ? {} : { actualValue: actual }),
    ...(difference && { difference }),
    ...(sentence === undefined ? {} : { cause: sentence }),
    ...(diagnosis === undefined ? {} : { causes: diagnosis.ids }),
  };
}

function expectedText(vector: Vector): string {
  return vector.result === 'valid' ? valueText(vector.output) : refusalText(vector.error);
}

function refusalText({ code, path, reason, message }: RefusalError): string {
  const what = code === undefined ? '' : ` with ${code}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  const where = path === undefined ? '' : ` at ${path}`;
  return `refused${what}${why}${where}${message === undefined ? '' : `: ${message}`}`;
}
