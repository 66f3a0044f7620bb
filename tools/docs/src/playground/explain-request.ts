import { explain, type RequestExplanation } from '@ably-auth/explain';
import { sentenceOf, type Difference } from '@ably-auth/explain/internal';
import { askLater, type Answer } from './answer.js';

/** What the form of the explaining tool holds. */
export type ExplainForm = {
  request: string;
  /** Empty if it is not given: the MAC is then not checked. */
  key: string;
  /** What the key may do, as JSON; empty if it is not known. */
  keyCapability: string;
  /** Whether the timestamp is checked by the clock of this machine. */
  byClock: boolean;
  hasRevocableTokens: boolean;
};

/** What the explaining tool shows. */
export type ExplainedRequest = RequestExplanation & {
  /** What explains the MAC, in sentences. */
  readonly causes: readonly string[];
  /** Where what was signed differs from the text that belongs to the request. */
  readonly difference: Difference | undefined;
};

/** Explains a request as it was pasted. */
export function explainForm(form: ExplainForm): Promise<Answer<ExplainedRequest>> {
  return askLater(async () => {
    const { request, key, keyCapability, byClock, hasRevocableTokens } = form;
    const found = await explain(request, {
      ...(key === '' ? {} : { key }),
      ...(keyCapability === '' ? {} : { keyCapability }),
      ...(byClock ? { now: Date.now } : {}),
      revocableTokens: hasRevocableTokens,
    });
    const explanations = found.mac?.explanations ?? [];
    const sentences = explanations.flatMap(({ causes, or }) => [causes, ...or]).map((causes) => sentenceOf(causes));
    const causes = [...new Set(sentences)].filter((sentence) => sentence !== undefined);
    return { ...found, causes, difference: explanations[0]?.difference };
  });
}
