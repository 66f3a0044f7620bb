import { expect, it } from 'vitest';
import { createMemoryNonceStore } from './memory-stores.js';

const NOW = 1_750_000_000_000;
const KEEP_MS = 720_000;

it('refuses nonces past its bound, and forgets none that it holds', async () => {
  let time = 0;
  const most = 10_000;
  const store = createMemoryNonceStore({ maxEntries: most, clock: () => time });
  const counts = { spent: 0, replayed: 0, refused: 0 };
  const codes = new Set<unknown>();
  for (let i = 0; i < 100_000; i++) {
    time += 1; // all of them within 100 s
    try {
      counts[(await store.spend('a.b', NOW, `nonce-${i}`, KEEP_MS)) ? 'spent' : 'replayed']++;
    } catch (error) {
      counts.refused++;
      codes.add((error as { code?: unknown }).code);
    }
  }
  expect([counts, codes]).toEqual([{ spent: most, replayed: 0, refused: 90_000 }, new Set([50003])]);
  for (let i = 0; i < most; i++)
    if (await store.spend('a.b', NOW, `nonce-${i}`, KEEP_MS)) throw new Error(`forgot ${i}`);

  time += KEEP_MS + 20_000;
  for (let i = 0; i < most; i++)
    if (!(await store.spend('a.b', NOW, `nonce-${i}`, KEEP_MS))) throw new Error(`kept ${i}`);
});

it('takes nonces without end where they come no faster than they leave', async () => {
  let time = 0;
  const store = createMemoryNonceStore({ maxEntries: 10_000, clock: () => time });
  for (let i = 0; i < 300_000; i++) {
    time += 80; // 9 000 within the time of one, and what leaves by slots
    if (!(await store.spend('a.b', NOW, `nonce-${i}`, KEEP_MS))) throw new Error(`refused ${i}`);
    if (i % 1000 === 999) expect(await store.spend('a.b', NOW, `nonce-${i - 900}`, KEEP_MS)).toBe(false);
  }
});

it('keeps the nonces of different keys apart', async () => {
  const store = createMemoryNonceStore();
  expect(await store.spend('a.b', NOW, 'nonce', KEEP_MS)).toBe(true);
  expect(await store.spend('a.c', NOW, 'nonce', KEEP_MS)).toBe(true);
  expect(await store.spend('a.b', NOW, 'nonce', KEEP_MS)).toBe(false);
});

it('keeps a nonce of two timestamps apart, whatever the nonce begins with', async () => {
  const store = createMemoryNonceStore();
  for (const [timestamp, nonce] of [
    [1, '2:n'],
    [1, '3:n'],
    [12, 'n'],
    [2, 'n'],
    [1, ':2:n'],
  ] as const) {
    expect(await store.spend('a.b', timestamp, nonce, KEEP_MS)).toBe(true);
    expect(await store.spend('a.b', timestamp, nonce, KEEP_MS)).toBe(false);
  }
});
