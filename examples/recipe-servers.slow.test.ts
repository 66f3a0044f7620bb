import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { verifyAblyJwt } from '@ably-auth/jwt';
import { freePort } from '@ably-auth/redis-process';
import { Rest } from 'ably';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi, type TestContext } from 'vitest';
import { stubRealtime } from './realtime-stub.testing.js';
import { ServiceStub } from './service-stub.testing.js';

const RECIPES = fileURLToPath(new URL('recipes/', import.meta.url));
const KEY = 'appId.keyId:s3cret:of-the-key';
const CHROMIUM = '/usr/bin/chromium';
const COOKIE = 'session=demo-session-of-alice';
const PYTHON_PACKAGES = ['fastapi==0.165.0', 'uvicorn==0.54.0', 'Django==5.2.19'];

/** What is installed and compiled for the recipes. */
const installed = mkdtempSync(join(tmpdir(), 'ably-auth-recipes-'));
const venv = join(installed, 'venv');
const python = join(venv, 'bin/python');

const run = promisify(execFile);
const answers = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Puts the frameworks into an environment of their own; false where there is no Python or no registry. */
async function installPython(): Promise<boolean> {
  try {
    await run('python3', ['-m', 'venv', venv]);
    await run(python, ['-m', 'pip', 'install', '--quiet', ...PYTHON_PACKAGES], { timeout: 240_000 });
    return true;
  } catch {
    return false;
  }
}
let hasFrameworks: Promise<boolean> | undefined;
const needsPython = () => (hasFrameworks ??= installPython());

const POM = `<project>
  <modelVersion>4.0.0</modelVersion><groupId>recipe</groupId><artifactId>recipe</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId><version>4.0.6</version>
  </dependency></dependencies>
</project>`;
const CLASSPATH_GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath';

/** Compiles the recipe with Spring Boot and returns the class path; empty where there is no Maven, JDK or registry. */
async function buildSpring(): Promise<string> {
  const cwd = join(installed, 'spring');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'pom.xml'), POM);
  try {
    await run('mvn', ['-q', '-B', CLASSPATH_GOAL, '-Dmdep.outputFile=classpath'], { cwd, timeout: 240_000 });
  } catch {
    return '';
  }
  const classpath = `${cwd}:${readFileSync(join(cwd, 'classpath'), 'utf8')}`;
  const sources = ['AuthServer.java', 'AblyTokens.java'].map((file) => join(RECIPES, file));
  await run('javac', ['-encoding', 'UTF-8', '-parameters', '-cp', classpath, '-d', cwd, ...sources]);
  return classpath;
}
let classpath = '';

type Recipe = { readonly isReady: () => boolean | Promise<boolean>; readonly start: (port: string) => string[] };
const SERVERS: Readonly<Record<string, Recipe>> = {
  'fastapi_app.py': {
    isReady: needsPython,
    start: (port) => [python, '-m', 'uvicorn', 'fastapi_app:app', '--port', port],
  },
  'django_app.py': {
    isReady: needsPython,
    start: (port) => [python, 'django_app.py', 'runserver', port, '--noreload'],
  },
  'AuthServer.java': {
    isReady: async () => answers('javac', '-version') && (classpath = await buildSpring()) !== '',
    start: (port) => ['java', '-cp', classpath, 'AuthServer', `--server.port=${port}`, '--server.address=127.0.0.1'],
  },
  'auth.php': {
    isReady: () => answers('php', '--version'),
    start: (port) => ['php', '-S', `127.0.0.1:${port}`, 'auth.php'],
  },
  'auth_server.go': {
    isReady: () => answers('go', 'version'),
    start: () => ['go', 'run', 'ably_tokens.go', 'auth_server.go'],
  },
  'config.ru': {
    isReady: () => answers('ruby', '--version'),
    // A Rack app is a function; this calls it for each request, as a server does.
    start: (port) => [
      'ruby',
      '-rsocket',
      '-e',
      `def run(app) = $app = app
load './config.ru'
server = TCPServer.new('127.0.0.1', ${port})
loop do
  client = server.accept
  lines = client.each_line("\\r\\n", chomp: true).take_while { |line| !line.empty? }
  cookie = lines.grep(/\\Acookie: /i).first.to_s.split(': ', 2)[1].to_s
  status, headers, body = $app.call({ 'HTTP_COOKIE' => cookie })
  client.write("HTTP/1.1 #{status} -\\r\\n", headers.map { |h| h.join(': ') + "\\r\\n" }.join, "connection: close\\r\\n\\r\\n", *body)
  client.close
end`,
    ],
  },
};

describe.each(Object.entries(SERVERS))('the auth server %s', (file, { isReady, start }) => {
  let url: string | undefined;
  let stop = async () => {};
  beforeAll(async () => {
    if (!(await isReady())) return;
    const port = String(await freePort());
    const [command = '', ...args] = start(port);
    const child = spawn(command, args, {
      cwd: RECIPES,
      env: { ...process.env, ABLY_API_KEY: KEY, PORT: port, GO111MODULE: 'off', PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(child, 'close');
    stop = async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    };
    const address = `http://127.0.0.1:${port}`;
    await vi.waitFor(
      () => {
        if (child.exitCode !== null) throw new Error(output);
        return fetch(address);
      },
      { timeout: 120_000, interval: 200 },
    );
    url = address;
  });
  afterAll(() => stop());

  const running = ({ skip }: TestContext): string => url ?? skip(`NOT RUN: what ${file} needs is not installed`);

  it('answers a user with a JWT that no cache keeps', async (context) => {
    const response = await fetch(`${running(context)}/auth?clientId=mallory`, { headers: { cookie: COOKIE } });
    expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'application/jwt']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { clientId, capability, expires, issued } = await verifyAblyJwt(await response.text(), { key: KEY });
    expect([clientId, expires - issued]).toEqual(['alice', 3_600_000]);
    expect(capability).toEqual({ 'chat:*': ['presence', 'publish', 'subscribe'] });
  });

  it('answers anyone else with 401 and the reason', async (context) => {
    for (const cookie of ['', 'session=unknown']) {
      const response = await fetch(`${running(context)}/auth`, { headers: { cookie } });
      expect([response.status, await response.json()]).toEqual([
        401,
        { error: { code: 40100, statusCode: 401, message: 'not logged in' } },
      ]);
    }
  });

  const itWithPage = file === 'fastapi_app.py' ? it : undefined;
  itWithPage?.('serves a page that connects as the user', async (context) => {
    if (!existsSync(CHROMIUM)) context.skip(`NOT RUN: there is no ${CHROMIUM}`);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage();
    const connected = await stubRealtime(page, KEY);
    const sdk = fileURLToPath(new URL('ably.min.js', import.meta.resolve('ably')));
    await page.route('https://cdn.ably.com/lib/ably.min-2.js', (route) => route.fulfill({ path: sdk }));
    await page.goto(running(context));
    await expect.poll(() => page.textContent('#status'), { timeout: 60_000 }).toBe('connected as alice');
    expect(connected).toEqual(['alice']);
    await browser.close();
  });

  it('serves the ably SDK as authUrl', async (context) => {
    const service = await ServiceStub.start(KEY);
    const sdk = new Rest({
      authUrl: `${running(context)}/auth`,
      authHeaders: { cookie: COOKIE },
      endpoint: '127.0.0.1',
      port: service.port,
      tls: false,
      useBinaryProtocol: false,
      logLevel: 0,
    });
    await sdk.channels.get('chat:lobby').history();
    const token = Buffer.from(service.bearers.at(-1) ?? '', 'base64').toString(); // RSA3b
    expect((await verifyAblyJwt(token, { key: KEY })).clientId).toBe('alice');
    await service.stop();
  });
});
