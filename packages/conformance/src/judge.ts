import { firstDifference, type Difference } from '@ably-auth/explain/internal';
import type { Reply } from './adapter.js';
import { compareOutput } from './compare/compare-output.js';
import type { Mismatch } from './compare/mismatch.js';
import type { Diagnose } from './diagnose.js';
import type { Answer } from './protocol.js';
import { valueText } from './value-text.js';
import type { RefusalError, Vector } from './vector.js';

/** Whether code, path and reason of a refusal are those of the vector; real SDKs throw errors of their own. */
export type CodeMatch = 'match' | 'differs' | 'none';

/** What a failed test shows. */
export type Failure = {
  /** Where in the output; undefined where the verdict itself is wrong. */
  readonly path?: string;
  readonly expected: string;
  readonly actual: string;
  readonly difference?: Difference;
  /** The probable cause, in words. */
  readonly cause?: string;
  /** The end of what the adapter wrote to stderr, where it gave no answer. */
  readonly stderr?: string;
};

/** The verdict on one reply. */
export type Judgement =
  | { readonly status: 'won'; readonly code?: CodeMatch }
  | { readonly status: 'failed'; readonly code?: CodeMatch; readonly failures: readonly Failure[] }
  | { readonly status: 'unsupported' };

/**
 * Judges a reply: a test is won on verdict and value. Code and path of a refusal are told beside it.
 *
 * @param vector the test
 * @param reply what came of it
 * @param strict whether another code or path fails the test
 * @param diagnose finds the cause of a mismatch
 */
export async function judge(vector: Vector, reply: Reply, strict: boolean, diagnose: Diagnose): Promise<Judgement> {
  if ('fault' in reply) {
    const { fault, stderr } = reply;
    return failed([{ expected: expectedText(vector), actual: fault, ...(stderr === '' ? {} : { stderr }) }]);
  }
  if ('unsupported' in reply) return { status: 'unsupported' };
  if (vector.result === 'invalid') return judgeRefusal(vector, reply, strict);
  if (!reply.ok) return failed([{ expected: expectedText(vector), actual: refusalText(reply.error) }]);
  const mismatches = await compareOutput(vector, reply.output);
  if (mismatches.length === 0) return { status: 'won' };
  const failures: Failure[] = [];
  for (const mismatch of mismatches) {
    failures.push(failureOf(mismatch, mismatch.cause ?? (await diagnose(vector, reply.output, mismatch))));
  }
  return failed(failures);
}

function judgeRefusal(
  vector: Vector & { result: 'invalid' },
  answer: Exclude<Answer, { unsupported: true }>,
  strict: boolean,
): Judgement {
  if (answer.ok) return failed([{ expected: expectedText(vector), actual: valueText(answer.output) }]);
  const { code, path, reason } = answer.error;
  const wanted = vector.error;
  const isSame =
    (wanted.code === undefined || code === wanted.code) &&
    (wanted.path === undefined || samePath(path, wanted.path)) &&
    // The words are ours; who has none is not asked for them.
    (wanted.reason === undefined || (reason ?? wanted.reason) === wanted.reason);
  const match: CodeMatch = isSame ? 'match' : code === undefined && path === undefined ? 'none' : 'differs';
  if (!strict || match === 'match') return { status: 'won', code: match };
  return { ...failed([{ expected: expectedText(vector), actual: refusalText(answer.error) }]), code: match };
}

/** `$.a` and `$["a"]` are one place in JSONPath. */
function samePath(a: string | undefined, b: string): boolean {
  const plain = (path: string) => path.replace(/\.([A-Za-z_]\w*)/g, '["$1"]').replace(/\['([^'"\\]*)'\]/g, '["$1"]');
  return a !== undefined && plain(a) === plain(b);
}

function failed(failures: readonly Failure[]): Judgement & { status: 'failed' } {
  return { status: 'failed', failures };
}

function failureOf({ path, expected, actual }: Mismatch, cause: string | undefined): Failure {
  const [left, right] = [valueText(expected), valueText(actual)];
  // Where digests begin to differ tells nothing.
  const isText = typeof expected === 'string' && typeof actual === 'string' && !/\.(?:mac|signature)$/.test(path);
  const difference = isText ? firstDifference(left, right) : undefined;
  return {
    path,
    expected: left,
    actual: right,
    ...(difference && { difference }),
    ...(cause === undefined ? {} : { cause }),
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
