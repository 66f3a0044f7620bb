import { exec, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTokenRequest } from '@ably-auth/core/sync';
import { describe, expect, it } from 'vitest';
import { runProgram, startCommand, temporaryFile } from '../running-command.testing.js';

const SECRET = 'k3yS3cret-of-the-test==';
const KEY = `appId.keyId:${SECRET}`;
const CONFIG = temporaryFile({ keys: [{ key: KEY }] });
const HAS_CURL = spawnSync('curl', ['--version']).status === 0;

const requestToken = (url: string, request: { keyName: string; mac?: string } = createTokenRequest({}, { key: KEY })) =>
  fetch(`${url}/keys/${request.keyName}/requestToken`, { method: 'POST', body: JSON.stringify(request) });

describe('without a key', () => {
  it.skipIf(!HAS_CURL)(
    `prints one, and a line that obtains a token${HAS_CURL ? '' : ' (not run: no curl)'}`,
    async () => {
      const { exitCode, stdout } = await runProgram(['--port', '0', '--log', 'json'], {
        async whileRunning(_, started) {
          const [, line = ''] = /^ {2}curl (-u 'local.*)$/m.exec(started) ?? [];
          const { stdout: answer } = await promisify(exec)(`curl -s ${line}`);
          expect(JSON.parse(answer)).toMatchObject({ capability: '{"*":["*"]}', token: expect.any(String) });
        },
      });
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^ {2}local\.\w{8}:\w{32}$/m)]);
    },
  );

  it('prints one as JSON with --json', async () => {
    const { stdout } = await runProgram(['--port', '0', '--json']);
    const { key, keys } = JSON.parse(stdout) as { key: string; keys: string[] };
    expect(key).toMatch(new RegExp(`^${keys[0]}:\\w{32}$`));
  });
});

describe('the keys', () => {
  const names = async (args: string[], environment: Record<string, string> = {}) => {
    const { exitCode, stdout, stderr } = await runProgram(['--port', '0', '--json', ...args], { environment });
    expect(exitCode).toBe(0);
    return { ...(JSON.parse(stdout) as { keys: string[]; key?: string }), stderr };
  };

  it('come from --key and --config, and from ABLY_KEY only where there are none', async () => {
    const config = temporaryFile({ keys: [{ key: KEY, revocableTokens: true }] });
    const environment = { ABLY_KEY: 'env.key:secret' };
    expect((await names(['--config', config, '--key', 'a.b:c'], environment)).keys).toEqual(['appId.keyId', 'a.b']);
    expect((await names([], environment)).keys).toEqual(['env.key']);
  });

  it('come from a config file with a byte order mark as well', async () => {
    const config = temporaryFile(`\ufeff${JSON.stringify({ keys: [{ key: KEY }] })}`);
    expect((await names(['--config', config])).keys).toEqual(['appId.keyId']);
  });

  it('come with a warning where others see them', async () => {
    expect((await names(['--key', KEY])).stderr).toContain('on the command line');
    expect((await names([], { ABLY_KEY: KEY })).stderr).toContain('ABLY_KEY');
    const { stderr } = await names(['--config', temporaryFile({ keys: [{ key: KEY }] })]);
    expect(stderr).not.toMatch(/command line|ABLY_KEY/);
    expect(stderr).toContain('stores in memory');
  });

  it('have a capability behind the last ={, and secrets that end in =', async () => {
    await runProgram(['--port', '0', '--key', `${KEY}={"chat:*":["subscribe"]}`], {
      async whileRunning(url) {
        const response = await requestToken(url);
        expect([response.status, (await response.json()) as object]).toMatchObject([
          201,
          { capability: '{"chat:*":["subscribe"]}' },
        ]);
      },
    });
  });
});

describe('exit code 3', () => {
  it('the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const { exitCode, stderr } = await runProgram(['--key', KEY, '--port', String(port)]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`cannot listen on 127.0.0.1:${port}`)]);
    expect(stderr).toContain('EADDRINUSE');
    taken.close();
  });

  it('Redis is away, and its password is not printed', async () => {
    const args = ['--key', KEY, '--port', '0', '--redis', 'redis://user:k3y-password@127.0.0.1:1'];
    const { exitCode, stdout, stderr } = await runProgram(args);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain('error: Redis at 127.0.0.1:1: ');
    expect(stderr).toContain('ECONNREFUSED 127.0.0.1:1\n');
    expect(stderr).not.toContain('k3y');
  });

  it('the host is a key, and its secret is not printed', async () => {
    const { exitCode, stdout, stderr } = await runProgram(['--config', CONFIG, '--host', KEY], { name: 'sandbox' });
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain('error: cannot listen on appId.keyId:[secret]: ');
    expect(stderr).not.toContain('k3y');
  });
});

describe('exit code 0', () => {
  it('--help', async () => {
    const { exitCode, stdout } = await runProgram(['--help']);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('exit code 130 or 143')]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s: what runs is finished, what comes is refused', async (signal) => {
    const command = await startCommand(['--key', KEY]);
    const slow = await openConnection(command.started.port);
    const body = JSON.stringify(createTokenRequest({}, { key: KEY }));
    slow.send(`${head(body.length)}${body.slice(0, 10)}`);
    // The server has answered since, so that it has read the head of the slow request too.
    expect((await requestToken(command.url)).status).toBe(201);
    command.child.kill(signal);
    await command.logged('shutting down');
    await expect(openConnection(command.started.port)).rejects.toThrow('ECONNREFUSED');
    slow.send(body.slice(10));
    await slow.received('HTTP/1.1 201');
    await slow.received('connection: close');
    expect(await command.ended).toBe(0);
  });
});

it('a second signal ends it at once', async () => {
  const command = await startCommand(['--key', KEY]);
  const slow = await openConnection(command.started.port);
  slow.send(`${head(100)}{`);
  await requestToken(command.url);
  command.child.kill('SIGINT');
  await command.logged('shutting down');
  expect(await command.end('SIGINT')).toBe(130);
});

describe('the log', () => {
  it('is one JSON object for each request, without secrets and tokens', async () => {
    const command = await startCommand(['--key', KEY], { name: 'sandbox' });
    const request = createTokenRequest({ clientId: 'alice' }, { key: KEY });
    const { token } = (await (await requestToken(command.url, request)).json()) as { token: string };
    await requestToken(command.url, request);
    await requestToken(command.url, { ...request, mac: 'bWFj' });
    await fetch(`${command.url}/keys/${KEY}/requestToken`, { method: 'POST', body: KEY });
    await fetch(`${command.url}/channels/a/messages`, { headers: { authorization: `Bearer ${token}` } });
    await fetch(`${command.url}/channels/a/messages`, { headers: { authorization: `Bearer ${token}x` } });
    await fetch(`${command.url}/channels/a/messages?key=${KEY}`, { headers: { authorization: `Basic ${btoa(KEY)}` } });
    const twice = `{"${KEY}":1,"${KEY}":2}`;
    await fetch(`${command.url}/keys/appId.keyId/requestToken`, { method: 'POST', body: twice });
    await fetch(`${command.url}/last`);
    const lines = (await command.logged('no such route'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 40, route: 'requestToken', status: 401, code: 40105, keyName: 'appId.keyId' }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ level: 30, route: 'requestToken', status: 201 }));
    for (const secret of [SECRET, token, request.mac, request.nonce, btoa(KEY)]) {
      expect(command.stdout + command.stderr).not.toContain(secret);
    }
    expect(JSON.parse(command.stdout)).toMatchObject({ keys: ['appId.keyId'], stores: 'memory' });
  });

  it('is readable text with --log pretty', async () => {
    const { stderr } = await runProgram(['--port', '0', '--key', KEY, '--log', 'pretty'], {
      whileRunning: async (url) => void (await requestToken(url)),
    });
    expect(stderr).toMatch(/INFO: answered \{.*"route":"requestToken"/);
    expect(stderr).not.toContain(SECRET);
  });
});

describe('options', () => {
  it('--metrics counts only by names of the service', async () => {
    await runProgram(['--port', '0', '--key', KEY, '--metrics'], {
      async whileRunning(url) {
        await requestToken(url);
        await requestToken(url, { keyName: 'some.key' });
        await fetch(`${url}/some/path`);
        const metrics = await (await fetch(`${url}/metrics`)).text();
        expect(metrics).toContain('ably_auth_requests_total{route="requestToken",status="201",code="0"} 1');
        expect(metrics).toContain('ably_auth_requests_total{route="none",status="404",code="40400"} 1');
        expect(metrics).toContain('ably_auth_request_duration_seconds_count{route="requestToken"} 2');
        expect(metrics).toContain('nodejs_eventloop_lag_seconds');
        expect(metrics).not.toMatch(/some|appId/);
      },
    });
  });

  it('without --metrics there are none', async () => {
    await runProgram(['--port', '0', '--key', KEY], {
      whileRunning: async (url) => expect((await fetch(`${url}/metrics`)).status).toBe(404),
    });
  });

  it('--rate-limit refuses what is too much for an address or a key', async () => {
    await runProgram(['--port', '0', '--key', KEY, '--rate-limit', '2/600', '--trust-proxy'], {
      async whileRunning(url) {
        const from = async (address: string, path = '/time') => {
          const response = await fetch(url + path, { headers: { 'x-forwarded-for': `forged, ${address}` } });
          return response.status;
        };
        expect([await from('a'), await from('a'), await from('a'), await from('b')]).toEqual([200, 200, 429, 200]);
        const keyed = '/keys/appId.keyId/none';
        expect([await from('c', keyed), await from('d', keyed)]).toEqual([404, 404]);
        const asked = await Promise.all([requestToken(url), requestToken(url), requestToken(url)]);
        expect(asked.filter(({ status }) => status === 201)).toHaveLength(2);
        expect(asked.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
      },
    });
  });

  it('the sandbox serves channels, with a warning where others can reach it', async () => {
    const { stderr } = await runProgram(['--port', '0', '--key', KEY, '--host', '0.0.0.0'], {
      name: 'sandbox',
      async whileRunning(url) {
        const headers = { authorization: `Basic ${btoa(KEY)}`, 'content-type': 'application/json' };
        const channel = `${url}/channels/chat/messages`;
        expect((await fetch(channel, { method: 'POST', headers, body: '{"name":"a","data":"b"}' })).status).toBe(201);
        expect(await (await fetch(channel, { headers })).json()).toMatchObject([{ name: 'a', data: 'b' }]);
      },
    });
    expect(stderr).toContain('anyone who reaches 0.0.0.0 can make apps and keys');
  });
});

it('loads what is heavy only where it is used', () => {
  const program = fileURLToPath(new URL('../../dist/program.js', import.meta.url));
  const loaded = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { createRequire } from 'node:module';
         import { program } from ${JSON.stringify(program)};
         const sink = { write() {} };
         await program(['serve', ...process.argv.slice(1)], { stdout: sink, stderr: sink, environment: {}, signal: AbortSignal.abort() });
         console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'));`,
        '--',
        '--port',
        '0',
        ...args,
      ],
      { encoding: 'utf8' },
    );
  const heavy = /node_modules\/(ioredis|pino-pretty|prom-client|rate-limiter-flexible)\//;
  expect(loaded('--log', 'json')).not.toMatch(heavy);
  expect(loaded('--log', 'pretty', '--metrics', '--rate-limit', '1/1')).toMatch(heavy);
});

const head = (length: number) =>
  `POST /keys/appId.keyId/requestToken HTTP/1.1\r\nhost: service.test\r\ncontent-length: ${length}\r\n\r\n`;

/** A connection that stays open, byte by byte. */
async function openConnection(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const connection = {
    text: '',
    send: (text: string) => socket.write(text),
    async received(text: string) {
      while (!connection.text.includes(text)) {
        if (socket.destroyed) throw new Error(`closed after ${connection.text}`);
        await new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
      }
    },
  };
  socket.setEncoding('utf8').on('data', (text: string) => (connection.text += text));
  socket.on('error', () => undefined);
  return connection;
}
