import type { Cause } from '../cause.js';
import { absenceGroup } from '../causes/absent-as-word.js';
import { capabilityCandidates } from '../causes/capability-text.js';
import { digestCandidates, digestOfSize } from '../causes/digest.js';
import { clientIdCandidates, keyNameCandidates, nonceCandidates } from '../causes/identity.js';
import { FIELD_ORDERS, INDENTATIONS, LINE_ENDS } from '../causes/layout.js';
import { isCut, type MacForm } from '../causes/mac-form.js';
import { secretCandidates } from '../causes/secret.js';
import { ENCODINGS } from '../causes/text-encoding.js';
import { timestampCandidates } from '../causes/timestamp.js';
import { ttlCandidates } from '../causes/ttl.js';
import type { Question } from './mac-question.js';
import { search, type Budget, type Finding, type Test } from './search.js';
import { textOf, type CandidateGroup, type Evidence, type Field } from './signing.js';

/** The findings for the likeliest size of the MAC that has any; one without causes if the MAC is right. */
export function searchSigning(question: Question, forms: readonly MacForm[], budget: Budget): Finding[] {
  // An HMAC-SHA-256 is the likeliest; that one is cut is less likely than that another digest is whole.
  const isLikely = (size: number): boolean => size === 32 && !forms.some((form) => form.size === 32 && isCut(form));
  const sizes = [...new Set(forms.map(({ size }) => size))].toSorted(
    (a, b) => Number(isLikely(b)) - Number(isLikely(a)),
  );
  const hypotheses = sizes.flatMap((size) => {
    const usual = digestOfSize(size);
    return usual === undefined ? [] : [{ size, usual, forms: forms.filter((form) => form.size === size) }];
  });
  const { base, evidence, isSignText } = question;
  for (const { usual, forms: all } of hypotheses) {
    const digest = usual.digest(base.encode(textOf(base)), base.secret);
    const form = all.find(({ matches }) => matches(digest));
    if (form !== undefined)
      return [{ causes: [...question.causes, ...form.causes, ...usual.causes], or: [], signing: base }];
  }
  if (hypotheses.length === 0) return [];
  // What changes the end of the text comes last: the texts of one pair after another then begin alike.
  const groups = [secretCandidates(evidence), ENCODINGS, LINE_ENDS, ...(isSignText ? fieldGroups(evidence) : [])];
  for (const [index, { size, usual, forms: all }] of hypotheses.entries()) {
    // No hypothesis takes the share of the next one.
    const rest = hypotheses.length - index;
    const share = { signings: budget.signings / rest, octets: budget.octets / rest };
    const given = { ...share };
    const isWanted = (digest: Uint8Array): boolean => all.some(({ matches }) => matches(digest));
    const test: Test = ({ secret, digest }, octets) => isWanted(digest(octets, secret));
    const found = search({ ...base, digest: usual.digest }, [digestCandidates(size), ...groups], test, share);
    budget.signings -= given.signings - share.signings;
    budget.octets -= given.octets - share.octets;
    if (found.length > 0) return found.map((one) => withForm(one, all, [...question.causes, ...usual.causes]));
  }
  return [];
}

/** A finding with what is known besides: the form of the MAC that it matches. */
function withForm(finding: Finding, forms: readonly MacForm[], known: readonly Cause[]): Finding {
  const { signing, causes, or } = finding;
  const digest = signing.digest(signing.encode(textOf(signing)), signing.secret);
  const form = forms.find(({ matches }) => matches(digest));
  const besides = [...known, ...(form?.causes ?? [])];
  const all = (own: readonly Cause[]): Cause[] => [...new Set([...besides, ...own])];
  return { signing, causes: all(causes), or: or.map(all) };
}

function fieldGroups(evidence: Evidence): CandidateGroup[] {
  return [FIELD_ORDERS, INDENTATIONS, ...Object.values(lineGroups(evidence)), absenceGroup(evidence)];
}

/** What may have been signed for each field. */
export function lineGroups(evidence: Evidence): Readonly<Record<Field, CandidateGroup>> {
  return {
    keyName: keyNameCandidates(evidence),
    ttl: ttlCandidates(evidence),
    capability: capabilityCandidates(evidence),
    clientId: clientIdCandidates(evidence),
    timestamp: timestampCandidates(evidence),
    nonce: nonceCandidates(evidence),
  };
}
