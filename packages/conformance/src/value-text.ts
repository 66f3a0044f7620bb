import type { Json } from './vector.js';

/** A text as it is, anything else as JSON. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '(absent)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
