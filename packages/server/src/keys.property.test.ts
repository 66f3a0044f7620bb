import fc from 'fast-check';
import { expect, it } from 'vitest';
import { constantTimeEqual } from './keys.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '', 'é', '\u{1f600}', '\0'), maxLength: 6 });

it('constantTimeEqual is equality of texts', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(constantTimeEqual(a, b)).toBe(a === b);
      expect(constantTimeEqual(a, a)).toBe(true);
      expect(constantTimeEqual(a, a + b)).toBe(b === '');
      expect(constantTimeEqual(a + b, a)).toBe(b === '');
    }),
    { numRuns: 5000 },
  );
});

it('finds every single character that differs, and texts that repeat the right one', () => {
  const right = 'a-secret-of-some-length';
  for (let i = 0; i < right.length; i++) {
    expect(constantTimeEqual(`${right.slice(0, i)}!${right.slice(i + 1)}`, right)).toBe(false);
  }
  expect(constantTimeEqual(right + right, right)).toBe(false);
  expect(constantTimeEqual('', right)).toBe(false);
});
