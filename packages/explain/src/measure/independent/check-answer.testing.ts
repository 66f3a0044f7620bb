import type { RequestExplanation } from '../../index.js';
import { claimOf, undecided, truth, type Claim, type Verdict } from './claim.testing.js';
import { checkOfCapability } from './claims-of-capability.testing.js';
import { formOf, rightForm } from './claims-of-mac.testing.js';
import { checkRefusal, rightMac } from './claims-of-refusals.testing.js';
import { VALUE_CLAIMS } from './claims-of-values.testing.js';
import { FIELDS, inLines, secretOf, textOf, type Lines, type Sent } from './plan.testing.js';
import { gives, linesOf, waysOf } from './proof.testing.js';

type Causes = readonly { readonly message: string; readonly path: string | undefined }[];

/** Decides for every sentence of an answer whether it is true of the request. */
export function checkAnswer(sample: Sent, answer: RequestExplanation, signed: Partial<Lines> = {}): readonly Verdict[] {
  const explanations = (answer.mac?.explanations ?? []).flatMap(({ causes, or }) => [causes, ...or]);
  const messages = explanations.flat().map(({ message }) => message);
  return [
    ...explanations.flatMap((causes) => checkExplanation(sample, causes, signed)),
    ...answer.reasons.map(({ message, path }) => checkRefusal(message, path, sample, messages)),
    ...answer.exposures.map(({ message, path }) => truth(message, exposes(sample, path), 'no secret there')),
    ...answer.leniencies.map(({ message, path }) => checkLeniency(message, path, sample)),
    ...checkTexts(sample, answer),
  ];
}

/** Each sentence on its own, then all together: they have to give the MAC, and none of them may be idle. */
function checkExplanation(sample: Sent, causes: Causes, signedTruth: Partial<Lines>): readonly Verdict[] {
  const fields = causes.map(({ path }) => FIELDS.find((field) => path === `$.${field}`));
  const read = causes.map(({ message }) => claimOf(message, sample, signedTruth, fields));
  const claims = read.map(({ claim }) => claim);
  return [
    ...read.flatMap(({ verdicts }) => verdicts),
    ...claims.map((claim) => checkField(claim, sample)),
    ...prove(sample, claims),
  ].filter((verdict) => verdict !== undefined);
}

function checkField(claim: Claim, sample: Sent): Verdict | undefined {
  const { field, text, sentence } = claim;
  if (field === undefined) return undefined;
  if (text.endsWith(' was sent as a JSON object, not as text'))
    return truth(sentence, typeof sample.request[field] === 'object', 'it is not an object');
  const check = VALUE_CLAIMS.find(([pattern]) => pattern.test(text))?.[1] ?? checkOfCapability(text);
  if (check === undefined) return undecided(sentence, 'a claim that the checker cannot read');
  if (/ is absent\b/.test(text) && textOf(sample.request[field]) !== '')
    return truth(sentence, false, `${field} is present`);
  if (claim.signed === undefined || claim.sent === undefined)
    return undecided(sentence, 'the text is shown as an excerpt');
  const isTrue = check(claim.signed, claim.sent, claim, sample);
  if (isTrue === undefined || (!isTrue && !claim.isAlone))
    return undecided(sentence, 'another cause changes the same text');
  return truth(sentence, isTrue, `signed ${JSON.stringify(claim.signed)}, sent ${JSON.stringify(claim.sent)}`);
}

function prove(sample: Sent, claims: readonly Claim[]): readonly Verdict[] {
  const lines = { ...linesOf(sample.request) };
  for (const { field, signed } of claims) if (field !== undefined && signed !== undefined) lines[field] = signed;
  const others = claims.filter(
    ({ field, sentence }) => field === undefined && !sentence.startsWith('TokenRequest.mac: '),
  );
  const ofMac = claims.filter(({ sentence }) => sentence.startsWith('TokenRequest.mac: '));
  const unread = [
    ...others.filter(({ text }) => waysOf(text) === undefined),
    ...ofMac.filter(({ text }) => formOf(text) === undefined),
  ];
  if (unread.length > 0)
    return unread.map(({ sentence }) => undecided(sentence, 'a claim that the checker cannot read'));
  const isGiven = (some: readonly Claim[], forms: readonly Claim[], of: Lines = lines) =>
    gives(
      sample,
      of,
      some.map(({ text }) => waysOf(text) ?? {}),
      (octets) =>
        (forms.length === 0 ? [rightForm] : forms.map(({ text }) => formOf(text) ?? rightForm)).every((form) =>
          form(sample.request['mac'], octets),
        ),
    );
  const all = claims.map(({ sentence }) => sentence).join(' + ');
  if (
    claims.some(
      ({ field, signed, text }) => field !== undefined && signed === undefined && !/ as a JSON object/.test(text),
    )
  ) {
    return [undecided(all, 'the text is shown as an excerpt')];
  }
  if (!isGiven(others, ofMac)) {
    const isOneStep =
      others.filter(({ sentence }) => sentence.startsWith('sign text: ')).length < 2 && ofMac.length < 2;
    return [
      isOneStep
        ? truth(all, false, `does not give this MAC: ${JSON.stringify(inLines(lines))}`)
        : undecided(all, 'two causes of one step'),
    ];
  }
  const without = (claim: Claim) => others.filter((other) => other !== claim);
  const idle = others.filter((claim) => isGiven(without(claim), ofMac));
  return [
    ...[...others, ...ofMac].map(({ sentence }) => truth(sentence, true, '')),
    ...idle.map(({ sentence }) => truth(sentence, false, 'the MAC is the same without it')),
  ];
}

/** What is said of the MAC as a whole, and that no text holds the secret in any form. */
function checkTexts(sample: Sent, answer: RequestExplanation): readonly Verdict[] {
  const { mac } = answer;
  const secret = secretOf(sample.key);
  const written = JSON.stringify(answer);
  const leak = formsOf(secret).find((form) => form.length >= 8 && written.includes(form));
  const secrecy = truth('(no secret in the answer)', leak === undefined, 'the answer holds the secret');
  if (mac === undefined) return [secrecy];
  return [
    secrecy,
    truth(
      `(the expected MAC is ${mac.expectedMac})`,
      mac.expectedMac === rightMac(sample),
      `it is ${rightMac(sample)}`,
    ),
    truth(
      '(the sign text)',
      mac.signText.replaceAll('[secret]', secret) === inLines(linesOf(sample.request)),
      'it is another one',
    ),
    truth(
      `(the MAC matches: ${mac.matches})`,
      mac.matches === (sample.request['mac'] === rightMac(sample)),
      'it is the other way',
    ),
    ...mac.explanations.flatMap(({ difference }) =>
      difference === undefined ? [] : [checkDifference(sample, difference)],
    ),
  ];
}

type Difference = NonNullable<NonNullable<RequestExplanation['mac']>['explanations'][number]['difference']>;
function checkDifference(sample: Sent, difference: Difference): Verdict {
  const octets = Buffer.from(inLines(linesOf(sample.request)));
  const found = [difference.octet, difference.octet - 1].map(
    (index) => octets[index]?.toString(16).padStart(2, '0') ?? 'end',
  );
  const sentence = `(octet ${difference.octet}: ${difference.expectedOctet} expected, ${difference.actualOctet} signed)`;
  const isThere =
    found.includes(difference.expectedOctet ?? 'end') && difference.expectedOctet !== difference.actualOctet;
  return truth(sentence, isThere, `octets there: ${found.join(', ')}`);
}

function exposes({ request, key }: Sent, path: string): boolean {
  const value = textOf(path === '$' ? request : request[path.slice(2)]);
  return formsOf(secretOf(key)).some((form) => value.includes(form)) || /[A-Za-z0-9+/_-]{12,}/.test(value);
}

function formsOf(secret: string): readonly string[] {
  const encoded = (['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(secret).toString(form));
  return [secret, encodeURIComponent(secret), ...encoded];
}

function checkLeniency(sentence: string, path: string, { request }: Sent): Verdict {
  const member = path.slice(2);
  if (sentence.startsWith('not a member of TokenRequest')) {
    return truth(sentence, member in request && ![...FIELDS, 'mac'].includes(member), `${path} is a member`);
  }
  const value = request[member];
  if (/\bnull\b/.test(sentence)) return truth(sentence, value === null, `${path} is ${JSON.stringify(value)}`);
  if (/\bstring\b|\btext\b/.test(sentence))
    return truth(sentence, typeof value === 'string', `${path} is ${JSON.stringify(value)}`);
  return undecided(sentence, 'a leniency of another form');
}
