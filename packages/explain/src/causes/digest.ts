import { cause, type Cause } from '../cause.js';
import { utf8, type Digest, type Dimension } from '../internal/attempt.js';
import { digest as hashOf, HASHES, hmac, type Hash } from '../internal/digest.js';

// The digest: HMAC-SHA-256, the secret as its key (RSA9g).

const HMAC = 'Compute HMAC-SHA-256 over the sign text, with the secret as its key.';

const digest = {
  sha1: cause('digest.sha-1', 'HMAC-SHA-1 in the place of HMAC-SHA-256', HMAC),
  sha384: cause('digest.sha-384', 'HMAC-SHA-384 in the place of HMAC-SHA-256', HMAC),
  sha512: cause('digest.sha-512', 'HMAC-SHA-512 in the place of HMAC-SHA-256', HMAC),
  md5: cause('digest.md5', 'HMAC-MD5 in the place of HMAC-SHA-256', HMAC),
  plain: cause('digest.plain-hash', 'a plain hash in the place of an HMAC', HMAC, [
    'PHP hash(), where hash_hmac() is meant',
    'Python hashlib, where hmac is meant',
  ]),
  swapped: cause('digest.arguments-swapped', 'secret and text swapped: the text used as the key of the HMAC', HMAC, [
    'Python hmac.new',
    'PHP hash_hmac',
    'C libraries',
  ]),
} as const;

export const DIGEST_CAUSES: readonly Cause[] = Object.values(digest);

export const HMAC_SHA_256: Digest = (text, secret) => hmac('SHA-256', secret, text);

type Size = { readonly octets: number; readonly hash: Hash; readonly cause?: Cause };

const SIZES: readonly Size[] = [
  { octets: 32, hash: 'SHA-256' },
  { octets: 20, hash: 'SHA-1', cause: digest.sha1 },
  { octets: 48, hash: 'SHA-384', cause: digest.sha384 },
  { octets: 64, hash: 'SHA-512', cause: digest.sha512 },
  { octets: 16, hash: 'MD5', cause: digest.md5 },
];

/** How a MAC of so many octets was made, most likely; undefined where no digest of that size is known here. */
export function digestOfSize(octets: number): { digest: Digest; causes: Cause[] } | undefined {
  const size = SIZES.find((candidate) => candidate.octets === octets && HASHES.includes(candidate.hash));
  if (size === undefined) return undefined;
  return {
    digest: (text, secret) => hmac(size.hash, secret, text),
    causes: size.cause === undefined ? [] : [size.cause],
  };
}

/** How else a MAC of so many octets may have been made. */
export function digestDimension(octets: number): Dimension {
  const size = SIZES.find((candidate) => candidate.octets === octets && HASHES.includes(candidate.hash));
  if (size === undefined) return [];
  const plain = (...parts: readonly ('text' | 'secret' | ':')[]): readonly [Digest, Cause] => [
    (text, secret) =>
      hashOf(
        size.hash,
        joined(parts.map((part) => (part === 'text' ? text : part === 'secret' ? secret : utf8(part)))),
      ),
    digest.plain,
  ];
  const ways: readonly (readonly [Digest, Cause])[] = [
    [(text, secret) => hmac(size.hash, text, secret), digest.swapped],
    plain('text'),
    plain('secret', 'text'),
    plain('text', 'secret'),
    plain('secret', ':', 'text'),
    plain('text', ':', 'secret'),
  ];
  return ways.map(([way, why]) => ({ causes: [why], apply: (attempt) => ({ ...attempt, digest: way }) }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
