import { cause, type Cause } from '../cause.js';
import { toHex } from '../internal/base64.js';
import { digest as hashOf, HASHES, hmac, type Hash } from '../internal/digest.js';
import { hmacSha256 } from '../internal/hmac-sha-256.js';
import { utf8, type CandidateGroup, type Digest } from '../internal/signing.js';

// The digest: HMAC-SHA-256, the secret as its key (RSA9g).

const HMAC = 'Compute HMAC-SHA-256 over the sign text, with the secret as its key.';

const digest = {
  sha1: cause('digest.sha-1', 'HMAC-SHA-1 was used instead of HMAC-SHA-256', HMAC),
  sha224: cause('digest.sha-224', 'HMAC-SHA-224 was used instead of HMAC-SHA-256', HMAC),
  sha384: cause('digest.sha-384', 'HMAC-SHA-384 was used instead of HMAC-SHA-256', HMAC),
  sha512: cause('digest.sha-512', 'HMAC-SHA-512 was used instead of HMAC-SHA-256', HMAC),
  md5: cause('digest.md5', 'HMAC-MD5 was used instead of HMAC-SHA-256', HMAC),
  plain: cause('digest.plain-hash', 'a plain hash (SHA-256 or the like) was used instead of an HMAC', HMAC, [
    'PHP hash(), where hash_hmac() is meant',
    'Python hashlib, where hmac is meant',
  ]),
  swapped: cause(
    'digest.arguments-swapped',
    'secret and text were swapped: the text was used as the key of the HMAC',
    HMAC,
    ['Python hmac.new', 'PHP hash_hmac', 'C libraries'],
  ),
  hashedText: cause('digest.text-hashed-first', 'the sign text was hashed (SHA-256) before the HMAC', HMAC, [
    'signing APIs that want a digest',
  ]),
  hashedMac: cause('digest.hashed-again', 'the HMAC was hashed again (SHA-256)', HMAC),
  twice: cause('digest.twice', 'the HMAC was computed twice, the second time over the first', HMAC),
} as const;

export const DIGEST_CAUSES: readonly Cause[] = Object.values(digest);

export const HMAC_SHA_256: Digest = (text, secret) => hmacSha256(secret, text);

type Size = { readonly octets: number; readonly hash: Hash; readonly cause?: Cause };

const SIZES: readonly Size[] = [
  { octets: 32, hash: 'SHA-256' },
  { octets: 20, hash: 'SHA-1', cause: digest.sha1 },
  { octets: 28, hash: 'SHA-224', cause: digest.sha224 },
  { octets: 48, hash: 'SHA-384', cause: digest.sha384 },
  { octets: 64, hash: 'SHA-512', cause: digest.sha512 },
  { octets: 16, hash: 'MD5', cause: digest.md5 },
];

/** How a MAC of so many octets was made, most likely; undefined where no digest of that size is known here. */
export function digestOfSize(octets: number): { digest: Digest; causes: Cause[] } | undefined {
  const size = SIZES.find((candidate) => candidate.octets === octets && HASHES.includes(candidate.hash));
  if (size === undefined) return undefined;
  return {
    digest: size.octets === 32 ? HMAC_SHA_256 : (text, secret) => hmac(size.hash, secret, text),
    causes: size.cause === undefined ? [] : [size.cause],
  };
}

/** How else a MAC of so many octets may have been made. */
export function digestCandidates(octets: number): CandidateGroup {
  const size = SIZES.find((candidate) => candidate.octets === octets && HASHES.includes(candidate.hash));
  if (size === undefined) return { common: [] };
  const plain = (...parts: readonly ('text' | 'secret' | ':')[]): readonly [Digest, Cause] => [
    (text, secret) =>
      hashOf(
        size.hash,
        joined(parts.map((part) => (part === 'text' ? text : part === 'secret' ? secret : utf8(part)))),
      ),
    digest.plain,
  ];
  const own = digestOfSize(octets)?.digest ?? HMAC_SHA_256;
  const after =
    (first: Digest, second: Digest): Digest =>
    async (text, secret) =>
      second(await first(text, secret), secret);
  const hash: Digest = (text) => hashOf(size.hash, text);
  const hexed: Digest = async (text) => utf8(toHex(await hashOf(size.hash, text)));
  const ways: readonly (readonly [Digest, Cause])[] = [
    [(text, secret) => hmac(size.hash, text, secret), digest.swapped],
    plain('text'),
    plain('secret', 'text'),
    plain('text', 'secret'),
    plain('secret', ':', 'text'),
    plain('text', ':', 'secret'),
    [after(hash, own), digest.hashedText],
    [after(hexed, own), digest.hashedText],
    [after(own, hash), digest.hashedMac],
    [after(own, own), digest.twice],
  ];
  return { common: ways.map(([way, why]) => ({ causes: [why], apply: (signing) => ({ ...signing, digest: way }) })) };
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
