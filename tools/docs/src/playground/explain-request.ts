import { readTokenRequest, type Leniency } from '@ably-auth/core';
import {
  explainMac,
  explainRefusal,
  sentenceOf,
  type Difference,
  type MacExplanation,
  type RefusalReason,
} from '@ably-auth/explain';
import { askLater, type Answer } from './fault.js';

/** What the form of the explaining tool holds. */
export type ExplainForm = {
  request: string;
  /** Empty where it is not given: the MAC is then not judged. */
  key: string;
  /** What the key may do, as JSON; empty where it is not known. */
  keyCapability: string;
  /** Whether the timestamp is judged by the clock of this machine. */
  byClock: boolean;
  hasRevocableTokens: boolean;
};

/** What the explaining tool shows. */
export type ExplainedRequest = {
  /** Why a service would refuse it; the first is what it would answer. */
  readonly reasons: readonly RefusalReason[];
  /** Where the request differs from what the protocol says, and is read all the same. */
  readonly leniencies: readonly Leniency[];
  /** Of the MAC, if the key was given and the request could be read. */
  readonly mac: MacExplanation | undefined;
  /** What explains the MAC, in sentences. */
  readonly causes: readonly string[];
  /** Where what was signed differs from the text that belongs to the request. */
  readonly difference: Difference | undefined;
};

/** Explains a request as it was pasted. */
export function explainForm(form: ExplainForm): Promise<Answer<ExplainedRequest>> {
  return askLater(async () => {
    const { request, key, keyCapability, byClock, hasRevocableTokens } = form;
    const reasons = await explainRefusal(request, {
      ...(key === '' ? {} : { key }),
      ...(keyCapability === '' ? {} : { keyCapability }),
      ...(byClock ? { now: Date.now } : {}),
      revocableTokens: hasRevocableTokens,
    });
    // A request that cannot be read has one reason, at its root.
    if (reasons[0]?.path === '$') return { reasons, leniencies: [], mac: undefined, causes: [], difference: undefined };
    const { leniencies } = readTokenRequest(request);
    const isOfKey = key !== '' && !reasons.some(({ path }) => path === '$.keyName');
    const mac = isOfKey ? await explainMac({ request, key }) : undefined;
    const explanations = mac?.explanations ?? [];
    const causes = explanations.map((one) => sentenceOf(one.causes)).filter((text) => text !== undefined);
    return { reasons, leniencies, mac, causes, difference: explanations[0]?.difference };
  });
}
