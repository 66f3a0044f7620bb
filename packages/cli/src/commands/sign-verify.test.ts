import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAblyJwt, embedToken } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { KEY, KEY_NAME, NOW, run, runWithKey, SECRET } from '../program.testing.js';

const NONCE = '0123456789abcdef';
const folder = mkdtempSync(join(tmpdir(), 'ably-auth-cli-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

// The sign text written out a second time: nothing here takes it from the packages under test.
const macOf = (lines: readonly (string | number)[]) =>
  createHmac('sha256', SECRET)
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('base64');

describe('sign', () => {
  const capability = '{"b":["subscribe","publish"]}';
  const canonical = '{"b":["publish","subscribe"]}';
  const expected = {
    keyName: KEY_NAME,
    ttl: 60_000,
    capability: canonical,
    clientId: 'alice',
    timestamp: NOW,
    nonce: NONCE,
    mac: macOf([KEY_NAME, 60_000, canonical, 'alice', NOW, NONCE]),
  };
  const options = ['--ttl', '60000', '--client-id', 'alice', '--capability', capability, '--nonce', NONCE];

  it('takes params by options', async () => {
    const { exitCode, stdout, stderr } = await runWithKey(['sign', ...options]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(expected);
    expect((await runWithKey(['sign', ...options, '--json'])).stdout).toBe(stdout);
  });

  it('takes params as JSON: argument, file, stdin', async () => {
    const params = JSON.stringify({
      ttl: 60_000,
      clientId: 'alice',
      capability: { b: ['subscribe', 'publish'] },
      nonce: NONCE,
    });
    for (const [argument, stdin] of [[params], [file('params.json', `${params}\n`)], ['-', params]] as const) {
      expect(JSON.parse((await runWithKey(['sign', argument], stdin)).stdout)).toEqual(expected);
    }
  });

  it('takes a duration for the ttl, and warns of one that looks like seconds', async () => {
    const { stdout } = await runWithKey(['sign', '--ttl', '1h']);
    expect(JSON.parse(stdout)).toMatchObject({ ttl: 3_600_000 });
    const { exitCode, stderr } = await runWithKey(['sign', '--ttl', '3600']);
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      'warning: The ttl of 3600 ms is 3.6 seconds: was it given in seconds in place of ms? ',
    ]);
  });

  it('takes a capability out of a file, and a time in ISO 8601', async () => {
    const { stdout } = await runWithKey([
      'sign',
      '--capability',
      file('capability.json', capability),
      '--timestamp',
      '2025-06-15T15:06:40Z',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ capability: canonical, timestamp: NOW });
  });

  it('needs no params, and then does not read stdin', async () => {
    const { stdout } = await runWithKey(['sign'], '{"ttl":1}');
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual(['keyName', 'timestamp', 'nonce', 'mac']);
  });

  it.each([
    ['both JSON and options', ['{}', '--ttl', '1'], 2],
    ['a ttl that is not a duration', ['--ttl', 'soon'], 2],
    ['a text that is not a time', ['--timestamp', 'yesterday'], 2],
    ['a ttl out of range', ['--ttl', '0'], 1],
    ['an empty clientId', ['--client-id', ''], 1],
    ['params that are not an object', ['[]'], 1],
    ['the secret in a parameter', ['--client-id', SECRET], 2],
    ['an unknown member', ['{"TTL":1}'], 1],
  ])('refuses %s', async (_, args, exitCode) => {
    const { stdout, ...rest } = await runWithKey(['sign', ...args]);
    expect({ exitCode: rest.exitCode, stdout }).toEqual({ exitCode, stdout: '' });
    expect(rest.stderr).toMatch(/^error: /);
    const json = await runWithKey(['sign', ...args, '--json']);
    expect(json).toMatchObject({ exitCode, stderr: '' });
    expect(JSON.parse(json.stdout)).toHaveProperty('error.message');
  });

  it('warns of operations that no service knows', async () => {
    const { exitCode, stdout, stderr } = await runWithKey(['sign', '--capability', '{"a":["publich"]}']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ capability: '{"a":["publich"]}' });
    expect(stderr).toBe('warning: the service refuses operations that it does not know: "publich"\n');
  });

  it('warns of a ttl that looks like seconds', async () => {
    const { exitCode, stderr } = await runWithKey(['sign', '--ttl', '60']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('warning: The ttl of 60 ms is 0.06 seconds: was it given in seconds in place of ms?\n');
  });

  it('signs for a key whose secret is the name of a member', async () => {
    expect((await run(['sign'], { environment: { ABLY_KEY: 'appId.keyId:"nonce":"' } })).exitCode).toBe(0);
  });

  it('signs for a key whose secret is part of its name', async () => {
    const { stdout } = await run(['sign'], { environment: { ABLY_KEY: 'appId.keyId:keyId' } });
    expect(JSON.parse(stdout)).toMatchObject({ keyName: 'appId.keyId' });
  });
});

describe('the key', () => {
  const name = async (args: readonly string[], environment: Record<string, string>) => {
    const { stdout, stderr, exitCode } = await run(['sign', ...args], { environment });
    return { keyName: exitCode === 0 && (JSON.parse(stdout) as { keyName: string }).keyName, stderr, exitCode };
  };

  it('comes from ABLY_KEY before ABLY_API_KEY; an empty one counts as absent', async () => {
    expect((await name([], { ABLY_KEY: 'a.1:xxxx', ABLY_API_KEY: 'a.2:xxxx' })).keyName).toBe('a.1');
    expect((await name([], { ABLY_KEY: '', ABLY_API_KEY: 'a.2:xxxx' })).keyName).toBe('a.2');
  });

  it('comes from a file that ends in a line end, before the environment', async () => {
    expect(await name(['--key-file', file('key', 'a.3:xxxx\r\n')], { ABLY_KEY: 'a.1:xxxx' })).toMatchObject({
      keyName: 'a.3',
      stderr: '',
    });
  });

  it('comes from --key with a warning', async () => {
    const { keyName, stderr } = await name(['--key', 'a.4:xxxx'], { ABLY_KEY: 'a.1:xxxx' });
    expect(keyName).toBe('a.4');
    expect(stderr).toMatch(/^warning: a key on the command line is seen/);
  });

  it.each([
    ['none', [], 2, 'error: no key: set ABLY_KEY, or give --key-file <file>\n'],
    ['two', ['--key', 'a.4:xxxx', '--key-file', 'x'], 2, 'error: give --key or --key-file, not both\n'],
    ['a file that is not there', ['--key-file', '/no/such/file'], 3, 'error: --key-file: cannot be read (ENOENT)\n'],
    ['a folder in place of a file', ['--key-file', folder], 3, 'error: --key-file: cannot be read (EISDIR)\n'],
    [
      'a file that holds none',
      ['--key-file', file('not-key', 'secret')],
      3,
      'error: --key-file: key: expected a colon between key name and secret',
    ],
  ])('is refused: %s', async (_, args, exitCode, message) => {
    const { stderr, ...rest } = await name(args, {});
    expect(rest.exitCode).toBe(exitCode);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr).not.toMatch(/xxxx|'secret'/);
  });

  it.each([
    ['"a.1:xxxx"', 'Take the quotes off: they are not part of the key.'],
    ['ABLY_KEY=a.1:xxxx', 'Give what follows ABLY_KEY=, the key alone.'],
  ])('says what is around it: %s', async (key, remediation) => {
    const { exitCode, stderr } = await name([], { ABLY_KEY: key });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(remediation);
    expect(stderr).not.toContain('xxxx');
  });
});

describe('verify', () => {
  const signed = async (...args: string[]) => (await runWithKey(['sign', '--nonce', NONCE, ...args])).stdout;

  it('says what was verified, and what was not checked', async () => {
    const { exitCode, stdout } = await runWithKey(['verify'], await signed('--client-id', 'alice'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^✓ verified\nTokenRequest of key appId\.keyId\n {2}verified +form, key name, MAC, timestamp/,
    );
    expect(stdout).toMatch(/not checked +whether the nonce was used before/);
    const json = await runWithKey(['verify', '--json'], await signed());
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      kind: 'TokenRequest',
      verification: { status: 'verified' },
    });
  });

  it('refuses a wrong MAC, and names explain', async () => {
    const request = (await signed('--ttl', '60000')).replace('60000', '60');
    const { exitCode, stdout, stderr } = await runWithKey(['verify'], request);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: TokenRequest\.mac: expected the MAC of this request, got another one\n {2}code 40101\n/,
    );
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('`ably-auth explain` finds');
  });

  it('refuses a stale timestamp by the time that is given', async () => {
    const request = await signed();
    expect((await runWithKey(['verify', '--now', String(NOW + 120_000)], request)).exitCode).toBe(0);
    const stale = await runWithKey(['verify', '--json', '--now', String(NOW + 120_001)], request);
    expect(stale.exitCode).toBe(1);
    expect(JSON.parse(stale.stdout)).toMatchObject({ error: { code: 40104 } });
  });

  it('refuses a request of another key', async () => {
    const { exitCode, stderr } = await run(['verify'], {
      stdin: await signed(),
      environment: { ABLY_KEY: 'a.b:cdef' },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('it names the key "appId.keyId", and that of a.b was given\n  code 40400');
  });

  it('verifies an Ably JWT, alone or inside a JWT of an app', async () => {
    const { token } = await createAblyJwt({ clientId: 'alice' }, { key: KEY, now: () => NOW });
    const outer = await embedToken({ exp: NOW / 1000 + 60 }, token, { secret: 'of your app', place: 'claim' });
    for (const jwt of [token, outer, JSON.stringify({ token })]) {
      expect((await runWithKey(['verify', jwt])).exitCode).toBe(0);
      expect((await runWithKey(['verify', jwt, '--now', String(NOW + 3_600_000)])).stderr).toContain('code 40142');
    }
    expect((await runWithKey(['verify', `${token.slice(0, -8)}AAAAAAAA`])).stderr).toContain('code 40144');
  });

  it.each([
    ['an opaque token', 'appId.abcdef', 40001],
    ['an unsigned request', '{"keyName":"appId.keyId","timestamp":1}', 40001],
    ['TokenDetails of an opaque token', '{"token":"appId.abcdef"}', 40001],
    ['a request without nonce', '{"keyName":"appId.keyId","timestamp":1,"mac":"m"}', 40003],
  ])('has no verdict on %s', async (_, input, code) => {
    const { exitCode, stdout } = await runWithKey(['verify', '--json', input]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  });
});
