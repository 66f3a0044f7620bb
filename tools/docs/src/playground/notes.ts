const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;
const YEAR_2001 = Date.UTC(2001);

/** A number as the protocol writes one; else the text as it is, so that the library says what is wrong with it. */
export function wholeNumber(text: string): number | string {
  return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
}

/** A span of ms in words, and a question where it looks like seconds. */
export function spanNote(text: string): string {
  const ms = wholeNumber(text);
  if (typeof ms === 'string' || ms <= 0) return '';
  return `${inWords(ms)}${ms < 60_000 ? '. Was it meant in seconds? This field is in milliseconds' : ''}.`;
}

/** A time in ms as a date, and a question where it looks like seconds. */
export function timeNote(text: string, now: number): string {
  const ms = wholeNumber(text);
  if (typeof ms === 'string' || ms < 0 || ms > 8.64e15) return '';
  return `${timeText(ms, now)}${ms < YEAR_2001 ? '. Was it meant in seconds? This field is in milliseconds' : ''}.`;
}

/** A time for people: `2025-06-15T15:06:40.000Z, 3 days ago`. */
export function timeText(ms: number, now: number): string {
  const [unit, size] = unitOf(ms - now);
  const distance = new Intl.RelativeTimeFormat('en').format(Math.round((ms - now) / size), unit);
  return `${new Date(ms).toISOString()}, ${distance}`;
}

function inWords(ms: number): string {
  const [unit, size] = unitOf(ms);
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat('en', style).format(ms / size);
}

/** A unit of which there are two or more; seconds else. */
function unitOf(ms: number): (typeof UNITS)[number] {
  return UNITS.find(([, size]) => Math.abs(ms) >= 2 * size) ?? UNITS[3];
}
