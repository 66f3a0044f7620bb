import type { Cause } from '../cause.js';
import { FIELDS, type Evidence, type Field, type Signing } from './signing.js';

/** A cause as it befell one request: its message holds what was signed and what was sent. */
export type SpecificCause = Cause & {
  /** The member that it is about, as JSONPath; `$` for the request as a whole. Undefined for the API key and the sign text. */
  readonly path: string | undefined;
};

/** Longer texts are shown around the place where they differ. */
const MOST_CHARACTERS = 60;
const BEFORE = 20;
const AFTER = 30;

/** Says of each cause where it is, and of a field what was signed and what was sent. */
export function specificCauses(
  causes: readonly Cause[],
  { lines }: Signing,
  { carried }: Evidence,
  safe: (text: string) => string,
): SpecificCause[] {
  return causes.map((cause) => {
    const subject = cause.id.slice(0, cause.id.indexOf('.'));
    const index = FIELDS.indexOf(subject as Field);
    if (index < 0) {
      const [place, path] = PLACES[subject] ?? ['sign text', undefined];
      return { ...cause, message: `${place}: ${cause.message}`, path };
    }
    const field = subject as Field;
    const [signed, sent] = [safe(lines[index] ?? ''), carried[field]];
    const told = [
      `signed ${JSON.stringify(excerpt(signed, sent))}`,
      ...(sent === undefined ? [] : [`sent ${sentText(field, excerpt(safe(sent), signed))}`]),
    ];
    const values = signed === sent ? '' : `; ${told.join(', ')}`;
    return { ...cause, message: `TokenRequest.${field}: ${cause.message}${values}`, path: `$.${field}` };
  });
}

/** Where causes are that are of no one field; the others are of the sign text. */
const PLACES: Readonly<Record<string, readonly [place: string, path: string | undefined]>> = {
  mac: ['TokenRequest.mac', '$.mac'],
  fields: ['TokenRequest', '$'],
  secret: ['API key', undefined],
};

/** A whole number is sent as a number, or is read as one. */
function sentText(field: Field, text: string): string {
  const isNumber = (field === 'ttl' || field === 'timestamp') && /^\d+$/.test(text);
  return isNumber ? text : JSON.stringify(text);
}

function excerpt(text: string, other = ''): string {
  if (text.length <= MOST_CHARACTERS) return text;
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  const from = Math.max(at - BEFORE, 0);
  const to = Math.min(at + AFTER, text.length);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
