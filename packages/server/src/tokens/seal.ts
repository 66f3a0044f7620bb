import type { SealingSecret } from './sealing-key.js';

/** Seals texts as compact JWE (RFC 7516): `dir`, A256GCM; every instance with the same keys opens them. */
export type Seal = {
  /** Seals with the first key. */
  close(text: string): string | Promise<string>;
  /** Opens what one of the keys sealed; undefined for everything else. */
  open(jwe: string): string | undefined | Promise<string | undefined>;
};

/** Makes a seal of these keys; the first one seals. */
export type CreateSeal = (keys: readonly SealingSecret[]) => Seal;
