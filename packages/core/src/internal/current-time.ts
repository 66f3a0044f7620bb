/** The time in whole ms since the epoch, by the caller's clock or the real one. */
export function currentTime(now: (() => number) | undefined): number {
  if (now === undefined) return Date.now();
  const time = now();
  if (!Number.isSafeInteger(time)) throw new TypeError('now: must return whole milliseconds since the epoch');
  return time;
}
