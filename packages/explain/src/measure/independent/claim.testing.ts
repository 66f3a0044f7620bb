import { FIELDS, textOf, type Field, type Sent } from './plan.testing.js';

/** A sentence of an explanation, taken apart: `<place>: <claim>; signed <text>, sent <text>`. */
export type Claim = {
  readonly sentence: string;
  /** The field that it is about; undefined for the API key, the sign text and the MAC. */
  readonly field: Field | undefined;
  readonly text: string;
  /** What was signed, or sent, in full; undefined if the sentence says nothing of it, or shows an excerpt alone. */
  readonly signed: string | undefined;
  readonly sent: string | undefined;
  /** Whether there are other causes of the same field, which change the same text. */
  readonly isAlone: boolean;
};

export type Verdict = { readonly sentence: string; readonly is: 'true' | 'false' | 'undecided'; readonly why: string };

export const truth = (sentence: string, isTrue: boolean, why: string): Verdict => ({
  sentence,
  is: isTrue ? 'true' : 'false',
  why: isTrue ? '' : why,
});
export const undecided = (sentence: string, why: string): Verdict => ({ sentence, is: 'undecided', why });

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const SHOWN = new RegExp(`^(.*?)(?:; signed (${QUOTED}|[^,"]+?))?(?:(?:, |; )sent (${QUOTED}|.+))?$`, 's');

/** The claim and its own verdicts: whether the texts that it shows are those of the request. */
export function claimOf(
  sentence: string,
  { request }: Sent,
  signedTruth: Partial<Record<Field, string>>,
  fields: readonly (Field | undefined)[],
) {
  const [, place = '', rest = ''] = /^(TokenRequest\.\w+|API key|sign text|[^:]{1,30}): (.*)$/s.exec(sentence) ?? [];
  const field = FIELDS.find((name) => place === `TokenRequest.${name}`);
  const [, text = rest, signedShown, sentShown] = SHOWN.exec(rest) ?? [];
  const verdicts: Verdict[] = [];
  if (place === '') verdicts.push(undecided(sentence, 'says of nothing what it is about'));
  const wire = field === undefined ? undefined : request[field];
  let sent: string | undefined;
  if (sentShown !== undefined && field !== undefined) {
    sent = textOf(wire);
    if (!shows(sentShown, sent)) verdicts.push(truth(sentence, false, `sent is ${JSON.stringify(wire)}`));
  }
  let signed: string | undefined;
  if (signedShown !== undefined && field !== undefined) {
    const known = signedTruth[field];
    const shown = unquoted(signedShown);
    if (known !== undefined && shows(signedShown, known)) signed = known;
    else if (!shown.startsWith('…') && !shown.endsWith('…') && !shown.includes('[secret]')) signed = shown;
  }
  const isAlone = fields.filter((other) => other === field).length === 1;
  return {
    claim: { sentence, field, text, signed, sent: sent ?? (field && textOf(wire)), isAlone } satisfies Claim,
    verdicts,
  };
}

function unquoted(shown: string): string {
  return shown.startsWith('"') ? (JSON.parse(shown) as string) : shown;
}

/** Whether an excerpt, with … where it was cut and [secret] where the secret stood, is of this text. */
function shows(shown: string, text: string): boolean {
  const excerpt = unquoted(shown);
  const [head, tail] = [excerpt.startsWith('…') && !text.startsWith('…'), excerpt.endsWith('…') && !text.endsWith('…')];
  const inner = excerpt.slice(head ? 1 : 0, tail ? -1 : undefined);
  const pattern = inner.split('[secret]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`${head ? '' : '^'}${pattern.join('.+')}${tail ? '' : '$'}`, 's').test(text);
}
