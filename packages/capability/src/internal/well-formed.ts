import { fault } from './fault.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Refuses a resource or an operation with a lone surrogate: its UTF-8 bytes depend on the language. */
export function requireWellFormed(text: string, resource: string): void {
  if (!LONE_SURROGATE.test(text)) return;
  if (text === resource) throw fault('propertyNames', 'resource holds a lone surrogate', resource);
  throw fault('pattern', 'an operation holds a lone surrogate', resource);
}
