const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;

const { __lookupGetter__: lookupGetter } = Object.prototype as unknown as {
  readonly __lookupGetter__: (this: object, index: number) => unknown;
};

/**
 * Whether a value is an object as JSON knows it, of this realm or another: no array, no class instance. The
 * prototype of another realm's plain object is told by what only Object.prototype has.
 */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    (getPrototypeOf(prototype) === null && hasOwn(prototype as object, 'isPrototypeOf'))
  );
}

/** An own data property of an object; undefined for a getter, which is not run. */
export function ownValue(object: object, name: string): unknown {
  return getOwnPropertyDescriptor(object, name)?.value;
}

/** The same for the place in an array, where a descriptor costs four times as much as to ask for the getter. */
export function ownElement(array: readonly unknown[], index: number): unknown {
  return hasOwn(array, index) && lookupGetter.call(array, index) === undefined ? array[index] : undefined;
}
