import { expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.js';
import type { Store } from './store.js';

const NOW = 1_750_000_000_000;
/** How long a nonce of now is kept. */
const KEEP_MS = 720_000;

/** Spends a nonce in the store, whose time stands still. */
const spend = async (store: Store, nonce: string, { keyName = 'a.b', timestamp = NOW } = {}) =>
  (await store.admit(keyName, timestamp, nonce)).outcome === 'admitted';

it('refuses nonces past its bound, and forgets none that it holds', async () => {
  let time = 0;
  const most = 10_000;
  const store = createMemoryStore({ maxNonces: most, clock: () => time, now: () => NOW });
  const counts = { spent: 0, replayed: 0, refused: 0 };
  const codes = new Set<unknown>();
  for (let i = 0; i < 100_000; i++) {
    time += 1; // all of them within 100 s
    try {
      counts[(await spend(store, `nonce-${i}`)) ? 'spent' : 'replayed']++;
    } catch (error) {
      counts.refused++;
      codes.add((error as { code?: unknown }).code);
    }
  }
  expect([counts, codes]).toEqual([{ spent: most, replayed: 0, refused: 90_000 }, new Set([50003])]);
  for (let i = 0; i < most; i++) if (await spend(store, `nonce-${i}`)) throw new Error(`forgot ${i}`);

  time += KEEP_MS + 20_000;
  for (let i = 0; i < most; i++) if (!(await spend(store, `nonce-${i}`))) throw new Error(`kept ${i}`);
});

it('takes nonces without end if they come no faster than they expire', async () => {
  let time = 0;
  const store = createMemoryStore({ maxNonces: 10_000, clock: () => time, now: () => NOW });
  for (let i = 0; i < 300_000; i++) {
    time += 80; // 9 000 within the time of one, and what leaves by slots
    if (!(await spend(store, `nonce-${i}`))) throw new Error(`refused ${i}`);
    if (i % 1000 === 999) expect(await spend(store, `nonce-${i - 900}`)).toBe(false);
  }
});

it('keeps the nonces of different keys apart', async () => {
  const store = createMemoryStore({ now: () => NOW });
  expect(await spend(store, 'nonce')).toBe(true);
  expect(await spend(store, 'nonce', { keyName: 'a.c' })).toBe(true);
  expect(await spend(store, 'nonce')).toBe(false);
});

it('keeps a nonce of two timestamps apart, for any beginning of the nonce', async () => {
  const store = createMemoryStore({ now: () => NOW });
  for (const [timestamp, nonce] of [
    [1, '2:n'],
    [1, '3:n'],
    [12, 'n'],
    [2, 'n'],
    [1, ':2:n'],
  ] as const) {
    expect(await spend(store, nonce, { timestamp: NOW + timestamp })).toBe(true);
    expect(await spend(store, nonce, { timestamp: NOW + timestamp })).toBe(false);
  }
});
