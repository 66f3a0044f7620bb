import { createAblyJwt, embedToken } from '@ably-auth/jwt';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../inspect/inspection.js';
import { KEY, NOW, run, runWithKey, SECRET } from '../program.testing.js';

const inspect = async (input: string, ...args: string[]) => run(['inspect', ...args], { stdin: input });
const inspectAsJson = async (input: string, environment: Record<string, string> = {}) => {
  const { exitCode, stdout } = await run(['inspect', '--json'], { stdin: input, environment });
  return { exitCode, inspection: JSON.parse(stdout) as Inspection };
};

const REQUEST = {
  keyName: 'appId.keyId',
  ttl: '7200000',
  capability: '{"news": ["subscribe","dance"],"chat:*":["publish"]}',
  clientId: null,
  timestamp: NOW - 60_000,
  nonce: 'short',
  mac: 'm',
  extra: 1,
};

describe('a TokenRequest', () => {
  it('is shown to people, and nothing is verified without a key', async () => {
    expect(await inspect(JSON.stringify(REQUEST))).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `TokenRequest of key appId.keyId
  not checked   no key was given
  nonce         short
  ttl           2 hours (7200000 ms)
  timestamp     2025-06-15T15:05:40.000Z (60 seconds ago)
  usable until  2025-06-15T15:07:40.000Z (in 60 seconds)

  resource  operations
  chat:*    publish
  news      dance, subscribe

  $.nonce     expected 16 to 256 characters without control characters, got 5
              characters (40003)
  $.mac       expected the padded standard base64 of 32 bytes, got a string of
              another form (40101)
  $.extra     not a member of TokenRequest, dropped
  $.ttl       decimal text, read as a number
  $.clientId  null, read as absent

  ·  The text of the capability is not the canonical one.
  ·  The service refuses operations that it does not know: dance.
  ·  It names no clientId: the token is anonymous.
`,
    });
  });

  it('is shown as JSON', async () => {
    const { exitCode, inspection } = await inspectAsJson(JSON.stringify(REQUEST));
    expect(exitCode).toBe(0);
    expect(inspection).toMatchObject({
      kind: 'TokenRequest',
      keyName: 'appId.keyId',
      ttl: 7_200_000,
      times: { timestamp: { ms: NOW - 60_000, iso: '2025-06-15T15:05:40.000Z' } },
      capability: {
        entries: [
          { resource: 'chat:*', operations: ['publish'] },
          { resource: 'news', operations: ['dance', 'subscribe'] },
        ],
        isCanonical: false,
        unknownOperations: ['dance'],
      },
      verification: { status: 'not checked', because: 'no key was given' },
    });
    expect(inspection.leniencies.map(({ kind }) => kind)).toEqual(['unknown-member', 'decimal-string', 'null']);
  });

  it('is verified with its key', async () => {
    const { stdout: signed } = await runWithKey(['sign']);
    const right = await inspectAsJson(signed, { ABLY_KEY: KEY });
    expect(right).toMatchObject({ exitCode: 0, inspection: { verification: { status: 'verified' } } });
    const wrong = await inspectAsJson(signed, { ABLY_KEY: 'appId.keyId:another' });
    expect(wrong).toMatchObject({
      exitCode: 1,
      inspection: { verification: { status: 'refused', error: { code: 40101 } } },
    });
    const other = await inspectAsJson(signed, { ABLY_KEY: 'appId.other:another' });
    expect(other.exitCode).toBe(0);
    expect(other.inspection.verification).toEqual({
      status: 'not checked',
      because: 'it names the key "appId.keyId", and that of appId.other was given',
    });
  });

  it('may be unsigned', async () => {
    const { stdout } = await inspect('{"keyName":"appId.keyId","timestamp":1,"mac":null}');
    expect(stdout).toMatch(/^unsigned TokenRequest of key appId\.keyId\n {2}not checked +it has no MAC/);
  });

  it('shows a capability and times that are not valid', async () => {
    const { stdout } = await inspect(JSON.stringify({ ...REQUEST, capability: '{"a":[]}', timestamp: 2 ** 53 - 1 }));
    expect(stdout).toContain(
      '  capability  capability["a"]: expected a list of 1 to 64 operations, got an empty list\n',
    );
    expect(stdout).toContain('9007199254740991, which is not a time in ms');
  });
});

describe('a token', () => {
  let [jwt, outer] = ['', ''];
  beforeAll(async () => {
    const params = {
      clientId: 'ali\u001bce',
      capability: { 'chat:*': ['subscribe'] },
      ttl: 600_000,
      revocationKey: 'all',
      channelClaims: { 'chat:1': 'moderator' },
      publishRates: { 'chat:1': 5 },
    } as const;
    ({ token: jwt } = await createAblyJwt({ ...params, clientId: 'alice' }, { key: KEY, now: () => NOW }));
    outer = await embedToken({ exp: NOW / 1000 + 300 }, jwt, { secret: 'of your app', place: 'header' });
  });

  it('as Ably JWT', async () => {
    const { stdout } = await runWithKey(['inspect', jwt]);
    expect(stdout).toBe(`Ably JWT of key appId.keyId
  verified                form, key name, signature, claims, issued and not yet
                          expired
  not checked             whether it was revoked, what the key may do
  algorithm               HS256
  clientId                alice
  revocation key          all
  user claim for chat:1   moderator
  publish rate on chat:1  5
  issued                  2025-06-15T15:06:40.000Z (in 0 seconds)
  expires                 2025-06-15T15:16:40.000Z (in 10 minutes)

  resource  operations
  chat:*    subscribe
`);
  });

  it('in a JWT of an app, in TokenDetails, in a JSON string', async () => {
    const details = JSON.stringify(
      JSON.stringify({ token: outer, issued: NOW, expires: NOW + 300_000, clientId: '*' }),
    );
    const { exitCode, inspection } = await inspectAsJson(details, { ABLY_KEY: KEY });
    expect(exitCode).toBe(0);
    expect(inspection).toMatchObject({
      kind: 'TokenDetails',
      times: { issued: { ms: NOW }, expires: { ms: NOW + 300_000 } },
      notes: ['The bearer may assume any clientId.'],
      inner: {
        kind: 'JWT with an embedded token',
        fields: { 'carried in': 'header x-ably-token' },
        times: { expires: { ms: NOW + 300_000 } },
        verification: { status: 'not checked' },
        inner: { kind: 'Ably JWT', verification: { status: 'verified' } },
      },
    });
    const forged = await runWithKey(['inspect'], outer, { ABLY_KEY: 'appId.keyId:another' });
    expect(forged.exitCode).toBe(1);
    expect(forged.stdout).toContain('refused                 40144: JWT signature: expected that of the key');
    for (const { stdout } of [forged, await inspect(details)]) {
      for (const token of [jwt, outer]) expect(stdout).not.toContain(token);
    }
  });

  it('as JWT that has nothing to do with Ably, signed or encrypted', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = await inspectAsJson(`${part({ alg: 'RS256', kid: 'one' })}.${part({ sub: 'x' })}.c2ln`);
    expect(signed.inspection).toMatchObject({
      kind: 'JWT',
      issues: [],
      notes: ['It is neither an Ably JWT nor carries an Ably token.'],
    });
    const encrypted = await inspectAsJson(`${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.dGV4dA.dGFn`);
    expect(encrypted.inspection).toMatchObject({ kind: 'JWT', notes: [expect.stringContaining('in its header')] });
  });

  it('as Ably JWT with issues', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { inspection } = await inspectAsJson(
      `${part({ alg: 'HS512', kid: 'appId.keyId' })}.${part({ 'x-ably-clientId': 'a\u001b' })}.c2ln`,
    );
    expect(inspection.issues.map(({ path }) => path)).toEqual(expect.arrayContaining(['$.alg', '$.iat', '$.exp']));
  });

  it('as opaque Ably token', async () => {
    const { exitCode, stdout } = await inspect('appId.opaque-token\n');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^Ably token\n {2}not checked {2}only the service can read an opaque token\n {2}app {10}appId\n/,
    );
    expect(stdout).not.toContain('opaque-token');
  });
});

describe('an API key', () => {
  it('has its name shown', async () => {
    const { exitCode, stdout, stderr } = await inspect(`${KEY}\n`);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^API key appId\.keyId\n/);
    expect(stdout + stderr).not.toContain(SECRET);
  });

  it('as an argument gives a warning', async () => {
    const { stdout, stderr } = await run(['inspect', KEY, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'API key', keyName: 'appId.keyId' });
    expect(stderr).toMatch(/^warning: a key on the command line/);
  });
});

describe('anything else', () => {
  it.each([
    ['nothing', ''],
    ['words', 'what is this'],
    ['another JSON object', '{"ttl":1}'],
    ['a JSON list', '[]'],
    ['text beyond ASCII', 'é'],
  ])('is refused: %s', async (_, input) => {
    const { exitCode, stdout, stderr } = await inspect(input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^error: input: neither a TokenRequest, .*\n {2}code 40001\n/);
  });

  it('is refused with the code of its first issue', async () => {
    expect((await inspect('{"keyName":"a.b","mac":"m","timestamp":1}')).stderr).toContain('code 40003');
    expect((await inspect('{"token":1}')).stderr).toContain('code 40001');
    expect((await inspect('eyJ.a.b')).stderr).toContain('code 40144');
  });
});

it('shows what others wrote with control characters made visible', async () => {
  const evil = '\u001b[2J\u009b2J\u202e';
  const request = {
    ...REQUEST,
    clientId: evil,
    keyName: `a.b${evil}`,
    capability: JSON.stringify({ [evil]: [evil] }),
    [evil]: 1,
  };
  const { stdout } = await inspect(JSON.stringify(request));
  expect(stdout).not.toMatch(/[\u001b\u009b\u202e]/);
  expect(stdout).toContain('\\u{1b}[2J');
  const refused = await inspect(JSON.stringify({ ...request, token: 1, [evil]: 1 }).replace('"ttl"', '"extra"'));
  expect(refused.stderr).not.toMatch(/[\u001b\u009b\u202e]/);
});
