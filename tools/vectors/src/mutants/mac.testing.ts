import { createHmac } from 'node:crypto';
import { mutating, type Mutant } from './mutant.testing.js';

const computing = mutating<{ readonly text: string; readonly secret: string }, { mac: string }>('mac');

/** Computes the MAC of other bytes, or with the bytes of another key. */
const hashing = (
  name: string,
  bytesOf: (text: string) => Buffer,
  keyOf = (secret: string): Buffer => Buffer.from(secret),
) =>
  computing(name, ({ text, secret }) => ({
    mac: createHmac('sha256', keyOf(secret)).update(bytesOf(text)).digest('base64'),
  }));

const keying = (name: string, keyOf: (secret: string) => Buffer) => hashing(name, (text) => Buffer.from(text), keyOf);

const writing = (name: string, change: (mac: string) => string) =>
  computing(name, async (input, right) => ({ mac: change((await right(input)).mac) }));

/** How computing and writing a MAC goes wrong. */
export const macMutants: readonly Mutant[] = [
  hashing('signs Latin-1', (text) => Buffer.from(text, 'latin1')),
  hashing('signs UTF-16', (text) => Buffer.from(text, 'utf16le')),
  hashing('signs surrogates as three bytes each', (text) =>
    Buffer.concat(
      text
        .split('')
        .map((unit) =>
          /\p{Surrogate}/u.test(unit) ? Buffer.from([0xed, 0xa0, unit.charCodeAt(0) & 0x3f]) : Buffer.from(unit),
        ),
    ),
  ),
  hashing('ends text at U+0000', (text) => Buffer.from(text.replace(/\0.*/s, ''))),
  keying('decodes a secret from Base64', (secret) => Buffer.from(secret, 'base64')),
  keying('decodes a secret that looks like hex', (secret) =>
    /^(?:[\da-f]{2})+$/.test(secret) ? Buffer.from(secret, 'hex') : Buffer.from(secret),
  ),
  keying('cuts a secret to 64 bytes', (secret) => Buffer.from(secret.slice(0, 64))),
  writing('writes the MAC in the alphabet for URLs', (mac) => mac.replaceAll('+', '-').replaceAll('/', '_')),
  writing('writes the MAC without padding', (mac) => mac.slice(0, 43)),
  writing('writes the MAC in hex', (mac) => Buffer.from(mac, 'base64').toString('hex')),
  writing('writes the MAC with a line end', (mac) => `${mac}\n`),
];
