const ASCII = /^[\0-\x7f]*$/;

/** Whether a text has fewer than `limit` code points; counts only where the number of UTF-16 units leaves it open. */
export function isShorter(text: string, limit: number): boolean {
  return text.length < limit || (text.length < 2 * limit && !ASCII.test(text) && codePoints(text) < limit);
}

/** Whether a text has more than `limit` code points; counts only where the number of UTF-16 units leaves it open. */
export function isLonger(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || codePoints(text) > limit);
}

/** The number of code points. A pair of surrogates is one; a lone one counts as one, as it does in iteration. */
export function codePoints(text: string): number {
  let count = text.length;
  let wasHigh = false;
  for (let i = 0; i < text.length; i++) {
    const range = text.charCodeAt(i) & 0xfc00;
    if (wasHigh && range === 0xdc00) count--;
    wasHigh = range === 0xd800;
  }
  return count;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text has a UTF-8 form: a lone surrogate has none. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** As `String.prototype.toWellFormed`, which is younger than some browsers in use: U+FFFD for each lone surrogate. */
export function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** As `encodeURIComponent`, which throws for a lone surrogate. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(toWellFormed(text));
}
