import { expect, it } from 'vitest';
import { createMemoryNonceStore } from './memory-nonce-store.js';

const KEEP_MS = 720_000;

it('refuses a million nonces past its bound, and forgets none that it holds', async () => {
  let time = 0;
  const most = 100_000;
  const store = createMemoryNonceStore({ maxEntries: most, clock: () => time });
  const counts = { spent: 0, refused: 0 };
  for (let i = 0; i < 1_000_000; i++) {
    time += 0.1; // all of them within 100 s
    try {
      expect(await store.spend('a.b', `nonce-${i}`, KEEP_MS)).toBe(true);
      counts.spent++;
    } catch (error) {
      if (counts.refused++ === 0) expect(error).toMatchObject({ code: 50003, statusCode: 503 });
    }
  }
  expect(counts).toEqual({ spent: most, refused: 900_000 });
  for (let i = 0; i < most; i++) if (await store.spend('a.b', `nonce-${i}`, KEEP_MS)) throw new Error(`forgot ${i}`);

  time += KEEP_MS + 20_000;
  for (let i = 0; i < most; i++) if (!(await store.spend('a.b', `nonce-${i}`, KEEP_MS))) throw new Error(`kept ${i}`);
});

it('takes nonces without end where they come no faster than they leave', async () => {
  let time = 0;
  const store = createMemoryNonceStore({ maxEntries: 10_000, clock: () => time });
  for (let i = 0; i < 300_000; i++) {
    time += 80; // 9 000 within the time of one, and what leaves by slots
    if (!(await store.spend('a.b', `nonce-${i}`, KEEP_MS))) throw new Error(`refused ${i}`);
    if (i % 1000 === 999) expect(await store.spend('a.b', `nonce-${i - 900}`, KEEP_MS)).toBe(false);
  }
});

it('keeps the nonces of different keys apart', async () => {
  const store = createMemoryNonceStore();
  expect(await store.spend('a.b', 'nonce', KEEP_MS)).toBe(true);
  expect(await store.spend('a.c', 'nonce', KEEP_MS)).toBe(true);
  expect(await store.spend('a.b', 'nonce', KEEP_MS)).toBe(false);
});
