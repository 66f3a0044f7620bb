import { duration, timeText, YEAR_2001 } from '@ably-auth/validation/internal';

/** A number as the protocol writes one; else the text as it is, so that the library says what is wrong with it. */
export function wholeNumber(text: string): number | string {
  return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
}

/** A span of ms in words, and a question where it looks like seconds. */
export function spanNote(text: string): string {
  const ms = wholeNumber(text);
  if (typeof ms === 'string' || ms <= 0) return '';
  return `${duration(ms)}${ms < 60_000 ? '. Was it meant in seconds? This field is in milliseconds' : ''}.`;
}

/** A time in ms as a date, and a question where it looks like seconds. */
export function timeNote(text: string, now: number): string {
  const ms = wholeNumber(text);
  if (typeof ms === 'string' || ms < 0 || ms > 8.64e15) return '';
  return `${timeText(ms, now)}${ms < YEAR_2001 ? '. Was it meant in seconds? This field is in milliseconds' : ''}.`;
}
