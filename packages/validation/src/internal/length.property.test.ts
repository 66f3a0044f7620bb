import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLonger, isShorter } from './length.js';

const unit = fc.constantFrom('a', '\u2028', '😀', '\ud83d', '\ude00');
const text = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''));

it('counts code points, half a surrogate pair as one', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: -1, max: 42 }), (value, limit) => {
      const count = Array.from(value).length;
      expect(isLonger(value, limit)).toBe(count > limit);
      expect(isShorter(value, limit)).toBe(count < limit);
    }),
    { numRuns: 5000 },
  );
});
