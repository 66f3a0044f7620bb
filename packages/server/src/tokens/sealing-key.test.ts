import { expect, it } from 'vitest';
import { createSealingKey, readSealingKey, type SealingKey } from './sealing-key.js';

it('reads what it makes, as the bytes that Node reads', () => {
  for (let i = 0; i < 100; i++) {
    const key = createSealingKey();
    const { kid, bytes } = readSealingKey(key);
    expect([kid, Buffer.from(bytes)]).toEqual([key.kid, Buffer.from(key.k, 'base64url')]);
    expect(bytes).toHaveLength(32);
  }
});

it('refuses what is not a sealing key, and does not quote it', () => {
  const { k, kid } = createSealingKey();
  for (const wrong of [
    undefined,
    null,
    k,
    {},
    { kty: 'RSA', kid, k },
    { kty: 'oct', kid, k: `${k}=` },
    { kty: 'oct', kid, k: k.slice(1) },
    { kty: 'oct', kid, k: `${k.slice(0, 42)}B` },
    { kty: 'oct', kid: '', k },
    { kty: 'oct', kid: 'a b', k },
    { kty: 'oct', kid: 'k'.repeat(65), k },
    { kty: 'oct', k },
  ]) {
    const read = () => readSealingKey(wrong as SealingKey);
    expect(read).toThrow(TypeError);
    expect(read).not.toThrow(k.slice(1, 42));
  }
});
