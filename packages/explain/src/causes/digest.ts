import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, type CHash } from '@noble/hashes/utils.js';
import { cause, type Cause } from '../cause.js';
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

const HASHES: readonly { readonly hash: CHash; readonly cause?: Cause }[] = [
  { hash: sha256 },
  { hash: sha1, cause: digest.sha1 },
  { hash: sha224, cause: digest.sha224 },
  { hash: sha384, cause: digest.sha384 },
  { hash: sha512, cause: digest.sha512 },
  { hash: md5, cause: digest.md5 },
];

/** How a MAC of so many octets was made, most likely; undefined where no digest has that size. */
export function digestOfSize(octets: number): { hash: CHash; digest: Digest; causes: Cause[] } | undefined {
  const known = HASHES.find(({ hash }) => hash.outputLen === octets);
  if (known === undefined) return undefined;
  const { hash, cause: why } = known;
  return {
    hash,
    digest: hash === sha256 ? HMAC_SHA_256 : (text, secret) => hmac(hash, secret, text),
    causes: why === undefined ? [] : [why],
  };
}

/** How else a MAC of so many octets may have been made. */
export function digestCandidates(octets: number): CandidateGroup {
  const usual = digestOfSize(octets);
  if (usual === undefined) return { common: [] };
  const { hash, digest: own } = usual;
  const plain = (...parts: readonly ('text' | 'secret' | ':')[]): readonly [Digest, Cause] => [
    (text, secret) =>
      hash(concatBytes(...parts.map((part) => (part === 'text' ? text : part === 'secret' ? secret : utf8(part))))),
    digest.plain,
  ];
  const after =
    (first: Digest, second: Digest): Digest =>
    (text, secret) =>
      second(first(text, secret), secret);
  const hexed: Digest = (text) => utf8(bytesToHex(hash(text)));
  const ways: readonly (readonly [Digest, Cause])[] = [
    [(text, secret) => hmac(hash, text, secret), digest.swapped],
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
  return {
    isWhole: true,
    common: ways.map(([way, why]) => ({ causes: [why], apply: (signing) => ({ ...signing, digest: way }) })),
  };
}
