import { sha256 } from '@noble/hashes/sha2.js';

// HMAC-SHA-256 for the search alone: some two hundred thousand short texts with few secrets. It hashes the padded
// secret once and keeps the state after each block of the text before, with which the next one often begins. With
// @noble/hashes, a copied state for each text included, an unexplained request took 1.4 times as long (2.0 s of CPU time
// against 1.4 s on the same busy machine), and node:crypto is as slow. Nothing is signed or verified with it.

const K = Int32Array.from(
  '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2'
    .split(' ')
    .map((word) => Number.parseInt(word, 16) | 0),
);
const START = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const BLOCK = 64;
const LENGTH_OCTETS = 8;

const words = new Int32Array(64);

/** One round of SHA-256 over the 64 octets at `at` (FIPS 180-4, 6.2.2). */
function compress(into: Int32Array, octets: Uint8Array, at: number): void {
  const w = words;
  for (let i = 0, from = at; i < 16; i++, from += 4) {
    w[i] =
      ((octets[from] as number) << 24) |
      ((octets[from + 1] as number) << 16) |
      ((octets[from + 2] as number) << 8) |
      (octets[from + 3] as number);
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let a = into[0] as number;
  let b = into[1] as number;
  let c = into[2] as number;
  let d = into[3] as number;
  let e = into[4] as number;
  let f = into[5] as number;
  let g = into[6] as number;
  let h = into[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  into[0] = (into[0] as number) + a;
  into[1] = (into[1] as number) + b;
  into[2] = (into[2] as number) + c;
  into[3] = (into[3] as number) + d;
  into[4] = (into[4] as number) + e;
  into[5] = (into[5] as number) + f;
  into[6] = (into[6] as number) + g;
  into[7] = (into[7] as number) + h;
}

const last = new Uint8Array(2 * BLOCK);
const lengthOf = new DataView(last.buffer);
const state = new Int32Array(8);
const innerDigest = new Uint8Array(32);

/** Goes on from a state that has taken the padded secret and the octets before `from`: the rest, then the padding. */
function finish(into: Int32Array, octets: Uint8Array, from: number): void {
  let at = from;
  for (; at + BLOCK <= octets.length; at += BLOCK) compress(into, octets, at);
  const rest = octets.length - at;
  const end = rest + 1 + LENGTH_OCTETS <= BLOCK ? BLOCK : 2 * BLOCK;
  last.fill(0);
  last.set(octets.subarray(at));
  last[rest] = 0x80;
  lengthOf.setUint32(end - 4, (BLOCK + octets.length) * 8);
  for (let block = 0; block < end; block += BLOCK) compress(into, last, block);
}

function octetsOf(from: Int32Array, octets: Uint8Array): Uint8Array {
  for (let i = 0; i < 32; i++) octets[i] = (from[i >> 2] as number) >>> (24 - 8 * (i & 3));
  return octets;
}

type Key = { readonly inner: Int32Array; readonly outer: Int32Array };
const keys = new WeakMap<Uint8Array, Key>();

function keyOf(secret: Uint8Array): Key {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const padded = new Uint8Array(BLOCK);
  padded.set(secret.length > BLOCK ? sha256(secret) : secret);
  const stateAfter = (pad: number): Int32Array => {
    const started = START.slice();
    compress(
      started,
      padded.map((octet) => octet ^ pad),
      0,
    );
    return started;
  };
  const key = { inner: stateAfter(0x36), outer: stateAfter(0x5c) };
  keys.set(secret, key);
  return key;
}

/** The states after each block of the text that was hashed last: the next one often begins alike. */
const MOST_BLOCKS = 64;
const states = new Int32Array(8 * (MOST_BLOCKS + 1));
const previous = new Uint8Array(BLOCK * MOST_BLOCKS);
let previousBlocks = 0;
let previousSecret: Uint8Array | undefined;

/** Takes as many whole blocks as there are into `state`; those that the previous text began with are known. */
function takeBlocks(secret: Uint8Array, inner: Int32Array, octets: Uint8Array): number {
  const blocks = Math.min(Math.floor(octets.length / BLOCK), MOST_BLOCKS);
  const known = secret === previousSecret ? Math.min(blocks, previousBlocks) * BLOCK : 0;
  let same = 0;
  while (same < known && octets[same] === previous[same]) same++;
  let block = Math.floor(same / BLOCK);
  if (block === 0) states.set(inner);
  state.set(states.subarray(8 * block, 8 * block + 8));
  previous.set(octets.subarray(block * BLOCK, blocks * BLOCK), block * BLOCK);
  for (; block < blocks; block++) {
    compress(state, octets, block * BLOCK);
    states.set(state, 8 * (block + 1));
  }
  previousBlocks = blocks;
  previousSecret = secret;
  return blocks * BLOCK;
}

/** The HMAC-SHA-256 of the octets (RFC 2104). */
export function hmacSha256(secret: Uint8Array, octets: Uint8Array): Uint8Array {
  const { inner, outer } = keyOf(secret);
  finish(state, octets, takeBlocks(secret, inner, octets));
  octetsOf(state, innerDigest);
  state.set(outer);
  finish(state, innerDigest, 0);
  return octetsOf(state, new Uint8Array(32));
}
