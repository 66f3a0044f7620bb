import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as arbitrary from '../arbitraries.testing.js';
import { signText } from '../sign-text.js';
import * as node from './mac.node.js';
import * as web from './mac.web.js';

// mac.openssl.json holds what `openssl dgst` printed; the comparison with it needs no openssl.
type Recorded = { secret: string; text: string; mac: string };
const recorded = JSON.parse(readFileSync(new URL('mac.openssl.json', import.meta.url), 'utf8')) as Recorded[];

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
console.info(
  `MAC oracle: ${hasOpenssl ? 'openssl, run now' : 'recorded outputs of openssl (openssl is not installed)'}`,
);

function opensslMac(text: string, secret: string): string {
  // As hex: a secret may hold a colon, a comma, an equals sign.
  const hexKey = `hexkey:${Buffer.from(secret).toString('hex')}`;
  const { stdout } = spawnSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', hexKey, '-binary'], {
    input: text,
  });
  return stdout.toString('base64');
}

const nodeMac = (text: string, secret: string) => node.createMac(text, node.importMacKey(secret));
const webMac = async (text: string, secret: string) => web.createMac(text, await web.importMacKey(secret));

describe('the MAC', () => {
  it('has the known answer of the public test', async () => {
    // From the tests of a public SDK: key, nonce and MAC stand there.
    const text = signText({ keyName: 'a_key_name', ttl: 1000, clientId: 'a_id', timestamp: 1000, nonce: 'abcde100' });
    const mac = 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=';
    expect(nodeMac(text, 'a_secret')).toBe(mac);
    expect(await webMac(text, 'a_secret')).toBe(mac);
  });

  it.each(recorded)('is what openssl gave for $secret', async ({ secret, text, mac }) => {
    expect(nodeMac(text, secret)).toBe(mac);
    expect(await webMac(text, secret)).toBe(mac);
  });

  it.runIf(hasOpenssl)('is what openssl gives for any request and secret', () => {
    fc.assert(
      fc.property(
        arbitrary.params,
        arbitrary.keyName,
        arbitrary.secret,
        ({ capability, ...params }, keyName, secret) => {
          const text = signText({ ...params, keyName, capability: JSON.stringify(capability) });
          expect(nodeMac(text, secret)).toBe(opensslMac(text, secret));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is the same in Node and in Web Crypto, and each verifies that of the other', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.text({ minLength: 0, maxLength: 200 }), arbitrary.secret, async (text, secret) => {
        const mac = nodeMac(text, secret);
        expect(await webMac(text, secret)).toBe(mac);
        expect(node.verifyMac(text, mac, node.importMacKey(secret))).toBe(true);
        expect(await web.verifyMac(text, mac, await web.importMacKey(secret))).toBe(true);
      }),
    );
  });

  it('is refused with any one bit changed', async () => {
    const [nodeKey, webKey] = [node.importMacKey('s3cret'), await web.importMacKey('s3cret')];
    const bytes = Buffer.from(nodeMac('text', 's3cret'), 'base64');
    for (let bit = 0; bit < 256; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const mac = changed.toString('base64');
      expect(node.verifyMac('text', mac, nodeKey)).toBe(false);
      expect(await web.verifyMac('text', mac, webKey)).toBe(false);
    }
  });

  it('cannot give its secret back where Web Crypto has it', async () => {
    const key = await web.importMacKey('s3cret');
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
