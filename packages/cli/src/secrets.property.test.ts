import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canHide } from '@ably-auth/validation/internal';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOW, run } from './program.testing.js';

// For every command, and every failure of it, the secret of the key is in nothing that is printed.

const keyFile = join(mkdtempSync(join(tmpdir(), 'ably-auth-cli-')), 'key');

/** Long enough to stand in nothing by chance; any character that a key may hold. */
const secret = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 12, maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes))
  .filter(canHide);
const name = fc.constantFrom('appId.keyId', 'a.b');

/** The key as it is, and broken in the ways in which people break it. */
const broken = fc.constantFrom<(key: string) => string>(
  (key) => key,
  (key) => `${key}\n`,
  (key) => ` ${key}`,
  (key) => key.replace('.', ''),
  (key) => key.replace(':', ''),
  (key) => key.replace(':', ' : '),
  (key) => `${key}é`,
  (key) => `"${key}"`,
);

/** Inputs that carry the key where none belongs. */
const inputs = (key: string, hidden: string): string[] => [
  '{}',
  'no JSON',
  key,
  JSON.stringify(key),
  JSON.stringify({ keyName: key.split(':')[0], timestamp: NOW, nonce: hidden, mac: hidden, clientId: key }),
  JSON.stringify({
    keyName: key,
    timestamp: NOW,
    nonce: '0123456789abcdef',
    mac: 'm',
    capability: JSON.stringify({ [hidden]: [hidden] }),
  }),
  JSON.stringify({ keyName: 'appId.keyId', timestamp: NOW, nonce: '0123456789abcdef', mac: 'm', [hidden]: hidden }),
  JSON.stringify({ token: hidden, keyName: key, clientId: hidden }),
  JSON.stringify({ clientId: hidden }),
  JSON.stringify({ ttl: key }),
];

const commands = [
  ['inspect'],
  ['verify'],
  ['explain', '--now', 'now', '--used-nonce', 'x'],
  ['explain', '--intended', '{"ttl":1}'],
  ['sign', '-'],
  ['sign', '--capability', '-'],
] as const;

const given = fc.constantFrom('ABLY_KEY', 'ABLY_API_KEY', '--key', '--key-file');

it('a key in its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      name,
      secret,
      broken,
      fc.constantFrom(...commands),
      fc.nat(9),
      given,
      fc.boolean(),
      async (keyName, hidden, breakIt, command, input, from, isJson) => {
        const key = breakIt(`${keyName}:${hidden}`);
        writeFileSync(keyFile, key);
        const options = from.startsWith('-') ? [from, from === '--key' ? key : keyFile] : [];
        const { exitCode, stdout, stderr } = await run([...command, ...options, ...(isJson ? ['--json'] : [])], {
          stdin: inputs(`${keyName}:${hidden}`, hidden)[input] ?? '',
          environment: from.startsWith('-') ? {} : { [from]: key },
        });
        expect(exitCode).not.toBe(70);
        expectHidden(stdout + stderr, hidden);
      },
    ),
    { numRuns: 400 },
  );
});

it('a key where no key belongs', async () => {
  await fc.assert(
    fc.asyncProperty(
      secret.filter((text) => !text.startsWith('-')),
      fc.constantFrom<(key: string) => string[]>(
        (key) => [key],
        (key) => [`--kye=${key}`],
        (key) => ['sign', '--kye', key],
        (key) => ['sign', `--ttl=${key}`],
        (key) => ['sign', '--key', key, key],
        (key) => ['canonicalize', key],
        (key) => ['validate', key, '{}'],
        (key) => ['validate', 'TokenParams', key],
        (key) => ['validate', 'ApiKey', JSON.stringify(key)],
        (key) => ['verify', '--key-file', key],
        (key) => ['inspect', key],
        (key) => ['inspect', '--now', key],
        (key) => ['completion', key],
        (key) => ['help', key],
      ),
      fc.boolean(),
      async (hidden, argsOf, isJson) => {
        const args = argsOf(`appId.keyId:${hidden}`);
        const { stdout, stderr } = await run([...args, ...(isJson ? ['--json'] : [])], { stdin: '{}' });
        expectHidden(stdout + stderr, hidden);
      },
    ),
    { numRuns: 300 },
  );
});

function expectHidden(text: string, hidden: string): void {
  for (const form of [hidden, JSON.stringify(hidden).slice(1, -1), encodeURIComponent(hidden)]) {
    expect(text).not.toContain(form);
  }
}
