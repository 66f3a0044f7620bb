import type { Cause } from '../cause.js';
import { absenceDimension } from '../causes/absent-as-text.js';
import { capabilityDimension, capabilityOrderCrowd, capabilityStyleCrowd } from '../causes/capability-text.js';
import { digestDimension, digestOfSize } from '../causes/digest.js';
import { clientIdDimension, keyNameDimension, nonceDimension } from '../causes/identity.js';
import { fieldOrderCrowd, layoutDimension } from '../causes/layout.js';
import type { Reading } from '../causes/mac-text.js';
import { secretDimension } from '../causes/secret.js';
import { TEXT_ENCODINGS } from '../causes/text-encoding.js';
import { timestampCrowd, timestampDimension } from '../causes/timestamp.js';
import { ttlCrowd, ttlDimension } from '../causes/ttl.js';
import { utf8, type Attempt, type Crowd, type Dimension, type Evidence } from './attempt.js';
import { digest } from './digest.js';
import type { Question } from './mac-question.js';
import { search, type Budget, type Finding, type Test } from './search.js';

/** The findings for the first reading of the MAC text that has any; one without causes if the MAC is right. */
export async function explainReadings(
  question: Question,
  readings: readonly Reading[],
  budget: Budget,
): Promise<Finding[]> {
  // An HMAC-SHA-256 is the likeliest.
  const likeliest = readings.toSorted((a, b) => Number(b.octets.length === 32) - Number(a.octets.length === 32));
  const hypotheses = likeliest.flatMap((reading) => hypothesisOf(question, reading));
  for (const { start, known, test } of hypotheses) {
    if (await test(start)) return [{ causes: known, or: [], attempt: start }];
  }
  if (hypotheses.length === 0) return [];
  const { evidence, isSignText } = question;
  const dimensions = await dimensionsOf(evidence, isSignText);
  const crowds = isSignText ? crowdsOf(evidence) : [];
  for (const { start, known, test, octets } of hypotheses) {
    const found = await search(start, [...dimensions, digestDimension(octets)], crowds, test, budget);
    if (found.length > 0)
      return found.map((finding) => ({ ...finding, causes: [...new Set([...known, ...finding.causes])] }));
  }
  return [];
}

/** What the MAC is taken for: octets of the usual digest of their number. */
type Hypothesis = {
  readonly start: Attempt;
  readonly known: readonly Cause[];
  readonly test: Test;
  readonly octets: number;
};

function hypothesisOf({ base, causes }: Question, reading: Reading): Hypothesis[] {
  const octets = reading.octets.length;
  const usual = digestOfSize(octets);
  if (usual === undefined) return [];
  const isWanted = (made: Uint8Array) =>
    made.length === octets && made.every((octet, index) => octet === reading.octets[index]);
  const test: Test = ({ lines, arrange, encode, secret, digest: hash }) => {
    const made = hash(encode(arrange(lines)), secret);
    return made instanceof Promise ? made.then(isWanted) : isWanted(made);
  };
  const known = [...causes, ...reading.causes, ...usual.causes];
  return [{ start: { ...base, digest: usual.digest }, known, test, octets }];
}

async function dimensionsOf(evidence: Evidence, isSignText: boolean): Promise<Dimension[]> {
  const hashed = await digest('SHA-256', utf8(evidence.key.secret));
  const fields = isSignText
    ? [
        capabilityDimension(evidence),
        ttlDimension(evidence),
        clientIdDimension(evidence),
        timestampDimension(evidence),
        keyNameDimension(evidence),
        nonceDimension(evidence),
        absenceDimension(evidence),
      ]
    : [];
  return [...fields, layoutDimension(isSignText), secretDimension(evidence, hashed), TEXT_ENCODINGS];
}

function crowdsOf(evidence: Evidence): Crowd[] {
  return [
    () => capabilityStyleCrowd(evidence),
    () => capabilityOrderCrowd(evidence),
    fieldOrderCrowd,
    () => ttlCrowd(evidence),
    () => timestampCrowd(evidence),
  ];
}
