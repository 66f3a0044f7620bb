import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Findings } from '../explain/findings.js';
import { NOW, runWithKey, run, SECRET } from '../program.testing.js';

const sign = (text: string) => createHmac('sha256', SECRET).update(text).digest('base64');
const REQUEST = {
  keyName: 'appId.keyId',
  capability: '{"news":["subscribe"]}',
  timestamp: NOW,
  nonce: '0123456789abcdef',
};
const withMac = (signed: string, request: object = REQUEST) => JSON.stringify({ ...request, mac: sign(signed) });

const RIGHT = withMac(`appId.keyId\n\n{"news":["subscribe"]}\n\n${NOW}\n0123456789abcdef\n`);
const PYTHON = withMac(`appId.keyId\n\n{"news": ["subscribe"]}\n\n${NOW}\n0123456789abcdef\n`);
const UNKNOWN = withMac('something else');

const explain = (request: string, ...args: string[]) => runWithKey(['explain', ...args], request);
const findings = async (request: string, ...args: string[]) => {
  const { exitCode, stdout } = await explain(request, '--json', ...args);
  return { exitCode, ...(JSON.parse(stdout) as Findings & { ok: boolean }) };
};
const codes = ({ reasons }: Findings) => reasons.map(({ code, path }) => `${code} ${path}`);

describe('a MAC', () => {
  it('that is explained: cause, fix, who is known for it, and the octet', async () => {
    expect(await explain(PYTHON)).toEqual({
      exitCode: 1,
      stderr: '',
      stdout: `✗ 40101  The MAC does not match.

  cause     TokenRequest.capability: the capability was signed with a space
            after \`:\` and \`,\`; signed "{\\"news\\": [\\"subscribe\\"]}", sent
            "{\\"news\\":[\\"subscribe\\"]}"
  fix       Python's json.dumps does so by default; pass separators=(',', ':').
  seen in   Python json.dumps; ably-python
  id        capability.space-after-separators

  or        TokenRequest.capability: the capability was signed with a space
            after \`:\`; signed "{\\"news\\": [\\"subscribe\\"]}", sent
            "{\\"news\\":[\\"subscribe\\"]}" (the same MAC)

  to sign   appId.keyId␊␊{"news":["subscribe"]}␊␊17500000…
  signed    appId.keyId␊␊{"news": ["subscribe"]}␊␊1750000…
                                 ^ octet 21: expected 0x5b, got 0x20

Not checked: timestamp (--now), capability of the key (--key-capability), nonce
(--used-nonce), ttl limit of 1 hour (--revocable).
`,
    });
  });

  it('that is right', async () => {
    const { exitCode, stdout } = await explain(RIGHT);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^✓ The MAC matches, and nothing that was checked refuses this request\.\n\n {2}1\. {2}The timestamp is [^]*\n\nNot checked: timestamp/,
    );
    expect(await findings(RIGHT)).toMatchObject({ exitCode: 0, ok: true, reasons: [], mac: { matches: true } });
  });

  it('that nothing known gives: what to compare, the right MAC, the sign text octet by octet if asked', async () => {
    const { exitCode, stdout } = await explain(UNKNOWN, '--octets');
    expect(exitCode).toBe(1);
    const { mac } = JSON.parse(RIGHT) as { mac: string };
    expect(stdout).toContain(`
  keyName     appId.keyId␊
              61 70 70 49 64 2e 6b 65 79 49 64 0a
  ttl         ␊
              0a
  capability  {"news":["subscribe"]}␊
              7b 22 6e 65 77 73 22 3a 5b 22 73 75 62 73 63 72 69 62 65 22 5d 7d
              0a
`);
    expect(stdout).toContain(`  received    ${sign('something else')}\n  expected    ${mac}\n`);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `compute the MAC of the text "ably-auth". If it is not ${sign('ably-auth')}`,
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('of a long capability is not drowned in octets', async () => {
    const capability = JSON.stringify({ ['x'.repeat(5000)]: ['*'] });
    const { stdout } = await explain(withMac('something else', { ...REQUEST, capability }), '--octets');
    expect(stdout).toContain('and 4755 more (--json)');
  });

  it('is explained by what was intended, out of JSON and out of a file', async () => {
    const capability = '{"b":["subscribe","publish"],"a":["*"]}';
    const request = withMac(`appId.keyId\n\n${capability}\n\n${NOW}\n0123456789abcdef\n`, {
      ...REQUEST,
      capability: '{"a":["*"],"b":["publish","subscribe"]}',
    });
    const file = join(mkdtempSync(join(tmpdir(), 'ably-auth-cli-')), 'intended.json');
    const intended = JSON.stringify({ capability });
    writeFileSync(file, intended);
    for (const argument of [intended, file]) {
      const { mac } = await findings(request, '--intended', argument);
      expect(mac?.explanations[0]?.causes.map(({ id }) => id)).toContain('capability.verbatim');
    }
    expect((await explain(request, '--intended', '[]')).exitCode).toBe(2);
  });

  it('with several mistakes names each', async () => {
    const { stdout } = await explain(
      withMac(`appId.keyId\n60\n{"news": ["subscribe"]}\n\n${NOW}\n0123456789abcdef\n`, { ...REQUEST, ttl: 60_000 }),
    );
    expect(stdout).toMatch(/\n {2}cause {5}.*[^]*\n {2}and {7}/);
  });

  it('of an unknown form is told once', async () => {
    expect(codes(await findings(JSON.stringify({ ...REQUEST, mac: 'm' })))).toEqual(['40101 $.mac']);
  });

  it('of a capability that is sent as an object', async () => {
    const request = JSON.parse(RIGHT) as object;
    const sent = JSON.stringify({ ...request, capability: { news: ['subscribe'] } });
    const result = await findings(sent);
    expect(result.exitCode).toBe(1);
    expect(JSON.stringify(result.reasons)).toMatch(/capability: expected JSON text .*got an object/);
  });
});

describe('a refusal for another reason', () => {
  it('a stale timestamp, with the skew', async () => {
    const { exitCode, stdout } = await explain(RIGHT, '--now', String(NOW + 200_000));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^✗ 40104 {2}TokenRequest\.timestamp: expected at most 2 min from the clock of the\s+service, got 3 min 20 s behind\n/,
    );
    expect((await explain(RIGHT, '--now', 'now')).exitCode).toBe(0);
    expect((await explain(RIGHT, '--now', '2025-06-15T17:06:40+02:00')).exitCode).toBe(0);
  });

  it('a nonce that was used', async () => {
    expect(codes(await findings(RIGHT, '--used-nonce', 'x', '--used-nonce', '0123456789abcdef'))).toEqual([
      '40105 $.nonce',
    ]);
    expect(codes(await findings(RIGHT, '--used-nonce', 'x'))).toEqual([]);
  });

  it('a capability that the key has nothing of', async () => {
    expect(codes(await findings(RIGHT, '--key-capability', '{"chat":["*"]}'))).toEqual(['40160 $.capability']);
    expect((await explain(RIGHT, '--key-capability', '{"chat":[]}')).stderr).toContain('--key-capability: ');
    expect((await explain(RIGHT, '--key-capability', '[')).stderr).toContain('got its end at line 1, column 2');
  });

  it('a ttl over the limit of a key with revocable tokens', async () => {
    const text = `appId.keyId\n7200000\n{"news":["subscribe"]}\n\n${NOW}\n0123456789abcdef\n`;
    const request = withMac(text, { ...REQUEST, ttl: 7_200_000 });
    expect(codes(await findings(request))).toEqual([]);
    expect(codes(await findings(request, '--revocable'))).toEqual(['40003 $.ttl']);
  });

  it('the key of another', async () => {
    const { stdout } = await run(['explain'], { stdin: RIGHT, environment: { ABLY_KEY: 'other.key:another-secret' } });
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /^✗ 40400 TokenRequest\.keyName: expected "other\.key", the name of the given key, got "appId\.keyId" fix/,
    );
  });

  it('several, in the order of the service', async () => {
    const request = PYTHON.replace('0123456789abcdef', 'short');
    expect(codes(await findings(request, '--now', '1', '--used-nonce', 'short'))).toEqual([
      '40003 $.nonce',
      '40101 $.mac',
      '40104 $.timestamp',
      '40105 $.nonce',
    ]);
  });

  it('an unknown form', async () => {
    expect(codes(await findings('{}'))).toEqual([
      '40001 $.keyName',
      '40003 $.timestamp',
      '40003 $.nonce',
      '40101 $.mac',
    ]);
    expect(codes(await findings('no JSON'))).toEqual(['40001 $']);
    expect(codes(await findings('[]'))).toEqual(['40001 $']);
    expect(codes(await findings(JSON.stringify(REQUEST)))).toEqual(['40101 $.mac']);
    expect(codes(await findings('{"ttl":1,"ttl":2}'))).toEqual(['40001 $.ttl']);
    expect(codes(await findings(RIGHT.replace(String(NOW), '"soon"')))).toContain('40003 $.timestamp');
    expect((await explain('{}')).stdout).toContain('  at   $.keyName\n');
  });
});

it('checks what it can without a key', async () => {
  const { exitCode, stdout } = await run(['explain', '--now', String(NOW + 200_000)], { stdin: PYTHON });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ 40104/);
  expect(stdout).toContain('Not checked: MAC (--key-file)');
  const noMac = await run(['explain'], { stdin: JSON.stringify(REQUEST) });
  expect(noMac).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('$.mac') as string });
});

it('asks for a key where it could not check the MAC, and nothing else refuses the request', async () => {
  for (const request of [PYTHON, RIGHT]) {
    for (const now of [[], ['--now', String(NOW)]]) {
      expect(await run(['explain', ...now], { stdin: request })).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'error: no key: set ABLY_KEY, or give --key-file <file>\n',
      });
    }
    const json = await run(['explain', '--json'], { stdin: request });
    expect(json).toMatchObject({ exitCode: 2, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({
      error: { message: 'no key: set ABLY_KEY, or give --key-file <file>' },
    });
  }
});

it('has colour on a terminal alone, and none with NO_COLOR', async () => {
  const onTerminal = (environment: Record<string, string>) =>
    run(['explain', PYTHON], { isTTY: true, environment: { ABLY_KEY: `appId.keyId:${SECRET}`, ...environment } });
  expect((await onTerminal({})).stdout).toContain('\u001b[31m');
  expect((await onTerminal({ NO_COLOR: '' })).stdout).toContain('\u001b[31m');
  expect((await onTerminal({ NO_COLOR: '1' })).stdout).not.toContain('\u001b');
  expect((await onTerminal({ TERM: 'dumb' })).stdout).not.toContain('\u001b');
});

it('takes a log line, and tells when the secret was sent', async () => {
  const { stdout } = await explain(`refused: ${RIGHT}`);
  expect(stdout).toContain('Taken off or read leniently: text around the request.');
  const sent = await explain(RIGHT.replace('"nonce"', `"debug":${JSON.stringify(SECRET)},"nonce"`));
  expect(sent.exitCode).toBe(1);
  expect(sent.stdout).toMatch(
    /^! {2}TokenRequest\.debug: expected nothing secret, got the secret of the key\n {2}fix {2}Revoke/,
  );
  expect(sent.stdout).not.toContain(SECRET);
});

it('explains the MAC of a sign text, and compares two requests', async () => {
  const text = `appId.keyId\n\n\n\n${NOW}\n0123456789abcdef\n`;
  const trimmed = await runWithKey(['explain', '--text', '-', '--mac', sign(text.trimEnd())], text);
  expect(trimmed).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('no line feed after the last field') as string,
  });
  expect((await runWithKey(['explain', '--text', '-', '--mac', sign(text)], text)).exitCode).toBe(0);
  expect((await runWithKey(['explain', '--text', '-'], text)).exitCode).toBe(2);
  const compared = await explain(RIGHT, '--compare', PYTHON);
  expect(compared).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('✗  TokenRequest.mac: expected') as string,
  });
  expect((await explain(RIGHT, '--compare', RIGHT)).exitCode).toBe(0);
});
