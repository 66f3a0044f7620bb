// Guards for the options of a call. A TypeError says that the call itself is wrong; it comes before any work. What
// cannot be compared (NaN, Infinity, text) must never reach a comparison: it would make every check pass.

/**
 * Refuses options that are not an object.
 *
 * @param options what the caller passed
 * @param expected what to pass, for the message: `{ key }`
 * @throws {TypeError} if the options are missing or not an object
 */
export function requireOptions(options: unknown, expected: string): void {
  if (typeof options !== 'object' || options === null) throw new TypeError(`options: expected ${expected}`);
}

/**
 * Refuses an optional callback that is not a function.
 *
 * @throws {TypeError} naming the option
 */
export function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name}: expected a function`);
}

/**
 * Refuses an optional whole number outside its bounds: a duration in ms, a limit, a count.
 *
 * @param expected the unit, for the message: `whole milliseconds`
 * @throws {TypeError} naming the option
 */
export function requireWhole(
  name: string,
  value: unknown,
  expected: string,
  min = 0,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  if (value === undefined) return;
  if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return;
  const bounds = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`;
  throw new TypeError(`${name}: expected ${expected}, ${bounds}`);
}

/**
 * The time in whole ms since the epoch, by the caller's clock or the real one.
 *
 * @throws {TypeError} if the clock returns anything else
 */
export function currentTime(now: (() => number) | undefined): number {
  if (now === undefined) return Date.now();
  const time: unknown = now();
  if (Number.isSafeInteger(time)) return time as number;
  throw new TypeError('now: must return whole milliseconds since the epoch');
}

const { getPrototypeOf, hasOwn } = Object;

/**
 * Whether a value is an object as JSON knows it, of this realm or another: no array, no class instance. The prototype
 * of another realm's plain object is told by what only Object.prototype has.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    (getPrototypeOf(prototype) === null && hasOwn(prototype as object, 'isPrototypeOf'))
  );
}
