import { expect, it } from 'vitest';
import { freshNonce } from './create-token-request.js';

it('makes nonces of 22 characters that never come twice', () => {
  const nonces = Array.from({ length: 20_000 }, freshNonce);
  expect(new Set(nonces).size).toBe(nonces.length);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

it('uses every character of the alphabet at every place of a nonce', () => {
  const seen = Array.from({ length: 22 }, () => new Set<string>());
  for (let i = 0; i < 4000; i++) {
    for (const [place, character] of Array.from(freshNonce()).entries()) seen[place]?.add(character);
  }
  // Misses one of 22 × 64 with a probability of 1408 × (63/64)^4000 < 1e-24.
  expect(seen.map(({ size }) => size)).toEqual(Array<number>(22).fill(64));
});
