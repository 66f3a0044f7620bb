import { describe, expect, it } from 'vitest';
import { NOW, run } from './program.testing.js';

const REQUEST = { keyName: 'appId.keyId', timestamp: NOW, nonce: '0123456789abcdef' };
/** A MAC that nothing known gives. */
const UNEXPLAINED = { ...REQUEST, mac: Buffer.alloc(32).toString('base64') };

const explain = async (secret: string, request: object, ...args: string[]) =>
  (
    await run(['explain', ...args], {
      stdin: JSON.stringify(request),
      environment: { ABLY_KEY: `appId.keyId:${secret}` },
    })
  ).stdout;
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

describe.each(['secret', 'wrong', 'code', 'capability', 'expectedMac', 'used-nonce'])('the secret %s', (secret) => {
  it('is not searched for in texts of the command itself', async () => {
    const text = await explain(secret, UNEXPLAINED);
    expect(flat(text)).toContain('combinations of known mistakes gives this MAC');
    expect(flat(text)).toContain('the secret or the digest differs');
    expect(text).toContain('(--used-nonce)');
    expect(text).not.toContain('[secret]');
  });

  it('renames no member of our JSON', async () => {
    const { reasons, mac, ...others } = JSON.parse(await explain(secret, UNEXPLAINED, '--json')) as {
      reasons: object[];
      mac: object;
    };
    expect(Object.keys(reasons[0] ?? {})).toContain('code');
    expect(Object.keys(mac)).toContain('expectedMac');
    expect(JSON.stringify({ reasons, mac, others })).not.toContain('[secret]');
  });
});

it('a secret that a request holds is replaced once', async () => {
  for (const args of [['--octets'], ['--json']]) {
    const text = await explain('s3cret', { ...UNEXPLAINED, clientId: 'is s3cret' }, ...args);
    expect(text).toContain('is [secret]');
    expect(text).not.toMatch(/\[\[|s3cret/);
  }
});

it('a secret that looks like our JSON leaves it whole', async () => {
  const text = await explain('"reasons":', UNEXPLAINED, '--json');
  expect(JSON.parse(text)).toHaveProperty('reasons');
});

it('a secret that is the name of a member leaves it', async () => {
  const { stdout } = await run(['inspect', '--json', JSON.stringify({ ...UNEXPLAINED, clientId: 'alice' })], {
    environment: { ABLY_KEY: 'appId.keyId:clientId' },
  });
  expect(JSON.parse(stdout)).toMatchObject({ fields: { clientId: 'alice' } });
});

it('hides the secret in a label that goes on with what somebody wrote', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = `${part({ kid: 'appId.keyId', alg: 'HS256' })}.${part({ 'ably.channel.s3cret': 'x' })}.c2ln`;
  const { stdout } = await run(['inspect', '--json', jwt], { environment: { ABLY_KEY: 'appId.keyId:s3cret' } });
  expect(JSON.parse(stdout)).toHaveProperty(['fields', 'user claim for [secret]'], 'x');
});
