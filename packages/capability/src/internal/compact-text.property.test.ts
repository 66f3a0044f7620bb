import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalizeCapability } from '../canonicalize.js';
import { canonicalOfCompact } from './compact-text.js';

/** The general reader takes an object; it is the oracle for the text. */
const general = (text: string) => canonicalizeCapability(JSON.parse(text) as Record<string, string[]>);

describe('canonicalOfCompact', () => {
  const name = fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('10', '9', 'a', 'b', '__proto__', 'é', '\u2028', 'chat:*', '*') },
    { weight: 50, arbitrary: fc.stringMatching(/^[!#-Z^-~]{1,20}$/) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, unit: 'grapheme' }) },
  );
  const operations = fc.array(fc.constantFrom('publish', 'subscribe', 'history', 'presence', 'x'), {
    minLength: 1,
    maxLength: 6,
  });
  // Entries printed by hand, so that order and names are those of the text.
  const compact = fc
    .uniqueArray(fc.tuple(name, operations), { minLength: 1, maxLength: 70, selector: ([resource]) => resource })
    .map(
      (entries) =>
        `{${entries.map(([resource, list]) => `${JSON.stringify(resource)}:${JSON.stringify(list)}`).join()}}`,
    );

  it('is what the general reader gives, wherever it gives anything', () => {
    let given = 0;
    fc.assert(
      fc.property(compact, (text) => {
        const canonical = canonicalOfCompact(text);
        if (canonical === undefined) return;
        given++;
        expect(canonical).toBe(general(text));
      }),
      { numRuns: 3000 },
    );
    expect(given).toBeGreaterThan(1000);
  });

  it('gives nothing for text that one edit has damaged, unless the general reader agrees', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('', '"', ',', ':', '[', ']', '{', '}', ' ', '\\', '*', '""', '\ud800'),
    );
    fc.assert(
      fc.property(compact, edit, (text, [place, inserted]) => {
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + inserted + text.slice(inserted === '' ? at + 1 : at);
        const canonical = canonicalOfCompact(damaged);
        if (canonical !== undefined) expect(canonical).toBe(general(damaged));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['an empty object', '{}'],
    ['white space', '{"a": ["b"]}'],
    ['an escape', '{"\\u0061":["b"]}'],
    ['a resource named twice', '{"a":["b"],"a":["c"]}'],
    ['an empty list', '{"a":[]}'],
    ['an empty name', '{"":["b"]}'],
    ['* beside another operation', '{"a":["*","b"]}'],
    ['* beside an operation that sorts before it', '{"a":["!","*"]}'],
    ['an operation of 65 characters', `{"a":["${'o'.repeat(65)}"]}`],
    ['65 operations', `{"a":[${'"b",'.repeat(64)}"b"]}`],
    ['text after the end', '{"a":["b"]}}'],
    ['text that ends early', '{"a":["b"'],
    ['a nested list', '{"a":[["b"]]}'],
    ['65 resources', `{${Array.from({ length: 65 }, (_, i) => `"${i}":["b"]`).join()}}`],
  ])('leaves %s to the general reader', (_, text) => {
    expect(canonicalOfCompact(text)).toBeUndefined();
  });
});
