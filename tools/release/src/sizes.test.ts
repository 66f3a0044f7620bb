import { expect, it } from 'vitest';
import { sizeFindings } from './sizes.js';

const recorded = (notes: Record<string, string> = {}) => ({ sizes: { 'core bundle': 1000 }, notes });

it.each([1000, 500, 1030])('takes %d bytes where 1000 are recorded', (size) => {
  expect(sizeFindings(recorded(), { 'core bundle': size })).toEqual([]);
});

it('finds what grew by more than three percent', () => {
  expect(sizeFindings(recorded(), { 'core bundle': 1031 })).toEqual(['core bundle: 1031 bytes, 3.1 % more than 1000']);
});

it('takes what grew with a note that says why', () => {
  expect(sizeFindings(recorded({ 'core bundle': 'verifies JWTs' }), { 'core bundle': 9000 })).toEqual([]);
});

it('finds what is new and what went', () => {
  expect(sizeFindings(recorded(), { 'jwt bundle': 1 })).toEqual([
    'core bundle: is recorded, and does not exist',
    'jwt bundle: has no recorded size',
  ]);
});
