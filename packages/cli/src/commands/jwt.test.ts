import { verifyAblyJwt } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { KEY, NOW, run, runWithKey, SECRET } from '../program.testing.js';

const now = () => NOW;
const OPTIONS = ['--ttl', '15m', '--client-id', 'alice', '--capability', '{"b":["subscribe","publish"]}'];

describe('jwt', () => {
  it('prints an Ably JWT that verifies', async () => {
    const { exitCode, stdout, stderr } = await runWithKey(['jwt', ...OPTIONS, '--revocation-key', 'group-7']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(await verifyAblyJwt(stdout.trim(), { key: KEY, now })).toMatchObject({
      clientId: 'alice',
      capability: { b: ['publish', 'subscribe'] },
      revocationKey: 'group-7',
      issued: NOW,
      expires: NOW + 900_000,
    });
  });

  it('takes params as JSON, with claims by channel', async () => {
    const params = JSON.stringify({ channelClaims: { 'chat:lobby': 'admin' }, claims: { iss: 'app' } });
    const { stdout } = await runWithKey(['jwt', '-', '--json'], params);
    const { token, issued, expires } = JSON.parse(stdout) as { token: string; issued: number; expires: number };
    expect([issued, expires]).toEqual([NOW, NOW + 3_600_000]);
    const { channelClaims, claims } = await verifyAblyJwt(token, { key: KEY, now });
    expect([channelClaims, claims['iss']]).toEqual([{ 'chat:lobby': 'admin' }, 'app']);
  });

  it('is what verify and inspect take, in a header of HTTP as well', async () => {
    const { stdout: token } = await runWithKey(['jwt', ...OPTIONS]);
    for (const text of [token, `Bearer ${token}`, `Authorization: bearer ${btoa(token.trim())}`]) {
      expect((await runWithKey(['verify'], text)).stdout).toMatch(/^✓ verified\nAbly JWT of key appId\.keyId\n/);
    }
  });

  it('warns of a ttl that looks like seconds, and of operations that the service does not know', async () => {
    const { stderr } = await runWithKey(['jwt', '--ttl', '3000', '--capability', '{"a":["dance"]}']);
    expect(stderr.replaceAll(/\s+/g, ' ')).toBe(
      'warning: the service refuses operations that it does not know: "dance" warning: The ttl of 3000 ms is 3 seconds: was it given in seconds in place of ms? ',
    );
  });

  it.each([
    ['both JSON and options', ['{}', '--ttl', '1h'], 2],
    ['a ttl without meaning', ['--ttl', '1 fortnight'], 2],
    ['a ttl over a day', ['--ttl', '25h'], 1],
    ['the secret in a parameter', ['--client-id', `a${SECRET}`], 2],
    ['the secret in a claim', [JSON.stringify({ claims: { a: { b: SECRET } } })], 2],
  ])('refuses %s', async (_, args, exitCode) => {
    const result = await runWithKey(['jwt', ...args]);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).not.toContain(SECRET);
  });

  it('needs a key', async () => {
    expect((await run(['jwt'])).exitCode).toBe(2);
  });
});
