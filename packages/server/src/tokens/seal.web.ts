import { base64url, CompactEncrypt, compactDecrypt } from 'jose';
import type { CreateSeal } from './sealing-key.js';

const utf8 = new TextEncoder();

export const createSeal: CreateSeal = (keys) => {
  const [first] = keys;
  if (first === undefined) throw new TypeError('sealingKeys: expected one or more');
  const byId = new Map(keys.map(({ kid, bytes }) => [kid, bytes]));
  return {
    close: (text) =>
      new CompactEncrypt(utf8.encode(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.kid })
        .encrypt(first.bytes),
    async open(jwe) {
      try {
        // One text for each token: other texts decode to the same bytes (RFC 4648 §3.5).
        if (jwe.split('.').some((part) => base64url.encode(base64url.decode(part)) !== part)) return undefined;
        const { plaintext } = await compactDecrypt(
          jwe,
          ({ kid }) => {
            const key = byId.get(kid ?? '');
            if (key === undefined) throw new Error('unknown sealing key');
            return key;
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        );
        return new TextDecoder('utf-8', { ignoreBOM: true }).decode(plaintext);
      } catch {
        return undefined;
      }
    },
  };
};
