import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt, base64url } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSeal as createNodeSeal } from './seal.node.js';
import { createSeal as createWebSeal } from './seal.web.js';
import { createSealingKey, readSealingKey } from './sealing-key.js';

const key = createSealingKey();
const other = createSealingKey();
const [secret, otherSecret] = [readSealingKey(key), readSealingKey(other)];
const seals = { node: createNodeSeal([secret]), web: createWebSeal([secret]) };
const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const bytesOfKey = base64url.decode(key.k);

const CHARACTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= +/\né');

describe.each(['node', 'web'] as const)('the seal of %s', (name) => {
  const seal = seals[name];

  it('makes a JWE that jose opens, and opens what jose made', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (claims) => {
        const sealed = await seal.close(claims);
        const opened = await compactDecrypt(sealed, bytesOfKey);
        expect(new TextDecoder().decode(opened.plaintext)).toBe(claims);
        expect(opened.protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid: key.kid });

        const ofJose = await new CompactEncrypt(new TextEncoder().encode(claims))
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
          .encrypt(bytesOfKey);
        expect(await seal.open(ofJose)).toBe(claims);
      }),
      { numRuns: 200 },
    );
  });

  it('opens what the other one sealed', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (claims) => {
        for (const from of Object.values(seals)) expect(await seal.open(await from.close(claims))).toBe(claims);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses every text of which one character was changed, added or left out', async () => {
    const sealed = await seal.close('{"keyName":"appId.keyId"}');
    expect(await seal.open(sealed)).toBeDefined();
    for (let i = 0; i < sealed.length; i++) {
      const [before, at, after] = [sealed.slice(0, i), sealed[i], sealed.slice(i + 1)];
      for (const character of CHARACTERS) {
        if (character !== at) expect(await seal.open(before + character + after)).toBeUndefined();
      }
      expect(await seal.open(before + after)).toBeUndefined();
      expect(await seal.open(before + at + at + after)).toBeUndefined();
    }
  });

  it('refuses any other text', async () => {
    const sealed = await seal.close('{}');
    const parts = sealed.split('.');
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(fc.constantFrom(...parts, ''), fc.string()), { maxLength: 7 }).map((some) => some.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (jwe) => {
        if (jwe !== sealed) expect(await seal.open(jwe)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('opens with every key that it was given, and seals with the first', async () => {
    const create = name === 'node' ? createNodeSeal : createWebSeal;
    const [before, rotated, after] = [create([secret]), create([otherSecret, secret]), create([otherSecret])];
    const old = await before.close('old');
    expect(await rotated.open(old)).toBe('old');
    expect(await after.open(old)).toBeUndefined();
    const fresh = await rotated.close('new');
    expect(await after.open(fresh)).toBe('new');
    expect(await before.open(fresh)).toBeUndefined();
  });

  it('refuses another algorithm, another header, and a key under the id of another', async () => {
    const payload = new TextEncoder().encode('{}');
    const make = (header: object, bytes = bytesOfKey) =>
      new CompactEncrypt(payload).setProtectedHeader(header as { alg: string; enc: string }).encrypt(bytes);
    expect(await seal.open(await make({ alg: 'dir', enc: 'A256GCM', kid: key.kid }))).toBe('{}');
    for (const jwe of [
      await make({ alg: 'dir', enc: 'A256GCM' }),
      await make({ alg: 'dir', enc: 'A256GCM', kid: other.kid }),
      await make({ alg: 'dir', enc: 'A256GCM', kid: key.kid }, base64url.decode(other.k)),
      await make({ alg: 'dir', enc: 'A128CBC-HS256', kid: key.kid }),
      await make({ alg: 'A256KW', enc: 'A256GCM', kid: key.kid }),
    ]) {
      expect(await seal.open(jwe)).toBeUndefined();
    }
  });

  it('never seals with an initialisation vector twice', async () => {
    const sealed = await Promise.all(Array.from({ length: 5000 }, async () => seal.close('{}')));
    expect(new Set(sealed.map((jwe) => jwe.split('.')[2])).size).toBe(5000);
  });

  it('needs a key', () => {
    expect(() => (name === 'node' ? createNodeSeal : createWebSeal)([])).toThrow(TypeError);
  });
});
