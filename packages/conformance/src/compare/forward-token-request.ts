import type { Json } from '../vector.js';
import { compareValues, own, type Compare } from './mismatch.js';

/** A forwarded request goes out as it came: each member with its value and its type, none added, none left out. */
export const compareForwardTokenRequest: Compare = (vector, output) => {
  const text = own(output, 'text');
  const expected = own(vector.output, 'body');
  if (typeof text !== 'string') return compareValues(expected, own(output, 'body'), '$.body');
  try {
    return compareValues(expected, JSON.parse(text) as Json, '$.body');
  } catch {
    return [{ path: '$.text', expected: 'JSON text', actual: text }];
  }
};
