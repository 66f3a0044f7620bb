import { isDeepStrictEqual } from 'node:util';
import { referenceAnswer } from '@ably-auth/conformance/reference';
import { askOracle, type OracleAnswer } from '@ably-auth/vectors-tool/oracle';

type Question = { readonly operation: string; readonly input: Readonly<Record<string, string | number>> };

/** What a target's inputs are asked of, by the oracle in Python and by our packages. */
const QUESTIONS: Readonly<Record<string, (text: string) => Question>> = {
  capability: (text) => ({ operation: 'canonicalize-capability', input: { text } }),
  'json-text': (text) => ({ operation: 'parse-capability', input: { text } }),
  decoder: (text) => ({ operation: 'read-token-request', input: { text } }),
  jwt: (token) => ({ operation: 'verify-jwt', input: { token, key: 'appId.keyId:s3cret', now: 1750000000000 } }),
};

/** The inputs of a target on which the oracle and our packages disagree. */
export async function disagreements(target: string, texts: readonly string[]): Promise<string[]> {
  const question = QUESTIONS[target];
  if (question === undefined) return [];
  const questions = texts.map(question);
  const answers = askOracle(questions);
  const found = [];
  for (const [index, { operation, input }] of questions.entries()) {
    const ours = await referenceAnswer(operation, input);
    const theirs = answers[index];
    if (!isSame(ours as Answer, theirs))
      found.push(`${JSON.stringify(input)}: ${shown(ours)}, the oracle ${shown(theirs)}`);
  }
  return found;
}

type Answer = {
  readonly ok?: boolean;
  readonly output?: unknown;
  readonly error?: { readonly code?: number; readonly rule?: string; readonly reason?: string };
};

/** The answer is the same, or the refusal for the same reason, as far as the oracle names one. */
function isSame(ours: Answer, theirs: OracleAnswer | undefined): boolean {
  if (theirs === undefined || (ours.ok === true) !== (theirs.result === 'valid')) return false;
  if (theirs.result === 'valid') return isDeepStrictEqual(plain(ours.output), plain(theirs.output));
  const { code, rule = ours.error?.rule, reason = ours.error?.reason } = theirs.error;
  return ours.error?.code === code && ours.error?.rule === rule && ours.error?.reason === reason;
}

/** As JSON has it: without prototypes and frozen objects. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const shown = (answer: unknown): string => JSON.stringify(answer).slice(0, 300);
