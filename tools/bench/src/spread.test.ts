import { expect, it } from 'vitest';
import { spread } from './spread.js';

it('gives the median and the quartiles, in any order', () => {
  expect(spread([5, 1, 3, 2, 4])).toEqual({ low: 2, median: 3, high: 4 });
  expect(spread([4, 1])).toEqual({ low: 1.75, median: 2.5, high: 3.25 });
  expect(spread([7])).toEqual({ low: 7, median: 7, high: 7 });
});

it('is not moved by one pause of the machine', () => {
  expect(spread([1, 1, 1, 1, 1e9]).median).toBe(1);
});
