import { isProxy } from '#is-proxy';

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;

/** An object as JSON knows it, of this realm or another. */
export type PlainObject = Record<string, unknown>;

/**
 * Whether a value is an object as JSON knows it: no array, no Proxy, no class instance. None of its members is
 * read. The prototype of another realm's plain object is told by what only Object.prototype has.
 */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || isProxy(value) || Array.isArray(value)) return false;
  const prototype: unknown = getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    (!isProxy(prototype) && getPrototypeOf(prototype) === null && hasOwn(prototype as object, 'isPrototypeOf'))
  );
}

/** Whether a value is an array and no Proxy of one. */
export function isPlainArray(value: unknown): value is readonly unknown[] {
  return typeof value === 'object' && !isProxy(value) && Array.isArray(value);
}

/**
 * The value of an own enumerable data property; undefined where there is none. A getter is not run: in place of
 * its value comes a symbol, which no schema accepts.
 */
export function ownValue(object: object, name: string | number): unknown {
  const descriptor = getOwnPropertyDescriptor(object, name);
  if (descriptor === undefined || descriptor.enumerable !== true) return undefined;
  // A descriptor inherits from Object.prototype, which somebody may have polluted with a member of one of these names.
  const isData = (descriptor.get === undefined && descriptor.set === undefined) || hasOwn(descriptor, 'value');
  return isData ? descriptor.value : ACCESSOR;
}

const ACCESSOR = Symbol('accessor');
