import { parseApiKey, type ApiKey } from '@ably-auth/core';
import type { Cause } from './cause.js';
import { macForms } from './causes/mac-form.js';
import { firstDifference, type Difference } from './first-difference.js';
import { toBase64 } from '@ably-auth/validation/internal';
import { whatToCompareNext } from './internal/compare-next.js';
import { specificCauses, type SpecificCause } from './internal/specific-causes.js';
import { questionOfRequest, questionOfText, type Question } from './internal/mac-question.js';
import { searchSigning } from './internal/search-signing.js';
import { textOf } from './internal/signing.js';
import { redactor } from './internal/redact.js';
import { asText, SENT_AS_OBJECT, type Intended } from './internal/evidence.js';
import type { Budget, Finding } from './internal/search.js';
import { signTextOctets, type SignTextLine } from './sign-text-octets.js';

/** What is to be explained: a request with its MAC, or a sign text with a MAC. */
export type ExplainMacInput = {
  /** The whole API key, or its two parts. */
  readonly key: string | Pick<ApiKey, 'name' | 'secret'>;
  /** What the signer meant to send, as far as it is known: it finds more, and faster. */
  readonly intended?: Intended | undefined;
} & (
  | { /** The TokenRequest, as JSON text or an object. */ readonly request: unknown }
  | { /** A sign text. */ readonly text: string; /** The MAC that somebody made of it. */ readonly mac: string }
);

/** Mistakes that together give exactly the MAC. */
export type Explanation = {
  readonly causes: readonly SpecificCause[];
  /** Other mistakes that give the very same MAC. */
  readonly or: readonly (readonly SpecificCause[])[];
  /** Where the text that was signed differs from the one that belongs to the request; `actual` was signed. */
  readonly difference: Difference | undefined;
};

/** Why a MAC is what it is. No text in it holds the secret. */
export type MacExplanation = {
  /** Whether the MAC is right. */
  readonly matches: boolean;
  /** What explains the MAC, with the fewest causes; empty if it is right, or nothing known explains it. */
  readonly explanations: readonly Explanation[];
  readonly receivedMac: string;
  /** The MAC that belongs to the request and the key. */
  readonly expectedMac: string;
  /** The text that the MAC must cover. */
  readonly signText: string;
  readonly octets: readonly SignTextLine[];
  /** What to compare next; empty if the MAC is right or explained. */
  readonly next: readonly string[];
  /** How many ways to be wrong were tried. */
  readonly tried: number;
  /** Whether the search ended before everything known was tried: its work is bounded. */
  readonly stoppedEarly: boolean;
};

const MOST_SIGNINGS = 330_000;
const MOST_OCTETS = 150_000_000;

/**
 * Finds out which mistake gives exactly this MAC: tries the known ones, alone and in pairs (RSA9g).
 *
 * The work is bounded: about a second at most for a request of usual size.
 *
 * @param input the request as it was received (or a sign text and its MAC), the key, and what was meant if known
 * @throws {TypeError} if the call itself is wrong
 * @throws {AblyAuthError} 40001 if the request is not a JSON object or has no MAC; 40101 if the key is not an API key
 * @example
 * import { createHmac } from 'node:crypto';
 * import { explainMac } from '@ably-auth/explain';
 * const request = { keyName: 'appId.keyId', ttl: 60_000, timestamp: 1_750_000_000_000, nonce: '0123456789abcdef' };
 * const signed = 'appId.keyId\n60\n\n\n1750000000000\n0123456789abcdef\n';
 * const mac = createHmac('sha256', 's3cret').update(signed).digest('base64');
 * const { explanations } = await explainMac({ request: { ...request, mac }, key: 'appId.keyId:s3cret' });
 * explanations[0]?.causes[0]?.message; // 'TokenRequest.ttl: the ttl was signed in seconds and sent in milliseconds; signed "60", sent 60000'
 */
export async function explainMac(input: ExplainMacInput): Promise<MacExplanation> {
  if (typeof input !== 'object' || input === null) throw new TypeError('input: expected { request, key }');
  const key = typeof input.key === 'string' ? parseApiKey(input.key) : input.key;
  if (typeof key?.secret !== 'string') throw new TypeError('key: expected a string, or { name, secret }');
  const question =
    'request' in input ? questionOfRequest(input.request, key, input.intended) : questionOfText(input, key);
  const { base, evidence, mac, isMacText, causes } = question;

  const expected = base.digest(base.encode(textOf(base)), base.secret);
  const budget: Budget = { signings: MOST_SIGNINGS, octets: MOST_OCTETS };
  const forms = macForms(mac, isMacText);
  const findings = searchSigning(question, forms, budget);
  // A capability that was sent as an object is wrong in its form, and not in its MAC.
  const matches = findings.some(({ causes: all }) => all.every(({ id }) => id === SENT_AS_OBJECT.id));

  const given = 'request' in input ? asText(input.request) : `${input.text}\n${input.mac}`;
  const safe = redactor(key.secret, given);
  const signText = textOf(base);
  const explained = findings
    .filter((one) => one.causes.length > 0)
    .map((finding) => explanation(finding, question, safe));
  return {
    matches,
    explanations: explained,
    receivedMac: safe(mac),
    expectedMac: toBase64(expected),
    signText: safe(signText),
    octets: signTextOctets(safe(signText)),
    next: matches || explained.length > 0 ? [] : whatToCompareNext(evidence, forms, causes).map(safe),
    stoppedEarly: explained.length === 0 && (budget.signings <= 0 || budget.octets <= 0),
    tried: Math.round(MOST_SIGNINGS - Math.max(budget.signings, 0)),
  };
}

function explanation(
  { causes, or, signing }: Finding,
  { base, evidence }: Question,
  safe: (text: string) => string,
): Explanation {
  const specific = (all: readonly Cause[]) => specificCauses(all, signing, evidence, safe);
  const difference = firstDifference(safe(textOf(base)), safe(textOf(signing)));
  return { causes: specific(causes), or: or.map(specific), difference };
}
