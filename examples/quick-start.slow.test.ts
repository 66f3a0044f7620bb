import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Realtime, type InboundMessage } from 'ably';
import { verifyAblyJwt } from '@ably-auth/jwt';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET } from './next-react/app/api/ably/route.js';
import { stubRealtime } from './realtime-stub.testing.js';
import { endOfExample, startExample, type Example } from './start-example.testing.js';

const KEY = 'appId.keyId:s3cret-of-the-key';
const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const noBrowser = !existsSync(CHROMIUM);
const CHAT = '{"chat:*":["presence","publish","subscribe"]}';

let server: Example;
beforeAll(async () => {
  process.env['ABLY_API_KEY'] = KEY;
  server = await startExample('quick-start', { ABLY_API_KEY: KEY });
});
afterAll(async () => {
  delete process.env['ABLY_API_KEY'];
  await server.stop();
});

/** Logs in as the form of the page does, and returns the cookie. */
async function logIn(name: string): Promise<string> {
  const response = await fetch(`${server.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name }),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('the server of quick-start', () => {
  it('answers a user with a JWT that no cache keeps', async () => {
    const response = await fetch(`${server.url}/auth?clientId=mallory`, { headers: { cookie: await logIn('alice') } });
    expect(response.headers.get('content-type')).toMatch(/^application\/jwt(;|$)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { clientId, capability, expires, issued } = await verifyAblyJwt(await response.text(), { key: KEY });
    expect([clientId, JSON.stringify(capability), expires - issued]).toEqual(['alice', CHAT, 3_600_000]);
  });

  it.each(['', 'session=', 'session=unknown'])('answers the cookie %j with 401', async (cookie) => {
    const response = await fetch(`${server.url}/auth`, { headers: { cookie } });
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: { code: 40100, statusCode: 401, message: 'not logged in' } },
    ]);
  });

  it('does not serve its own source', async () => {
    for (const path of ['/server.js', '/package.json', '/../server.js', '/ably/../server.js']) {
      expect((await fetch(server.url + path)).status).toBe(404);
    }
  });

  it('does not start without a key', async () => {
    const { exitCode, output } = await endOfExample('quick-start', {});
    expect(exitCode).toBe(1);
    expect(output).toContain('ABLY_API_KEY: expected the API key of your app, got nothing');
  });
});

describe('the quick start without an account', () => {
  let sandbox: ChildProcess;
  let url = '';
  beforeAll(async () => {
    const cli = fileURLToPath(new URL('../packages/cli/dist/cli.js', import.meta.url));
    sandbox = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--json', '--key', KEY], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    for await (const chunk of sandbox.stdout as Readable) {
      printed += String(chunk);
      url = /"(http:[^"]+)"/.exec(printed)?.[1] ?? '';
      if (url !== '') break;
    }
  });
  afterAll(() => sandbox.kill());

  it('publishes in the sandbox with the JWT of the server, as curl does and as the SDK does', async () => {
    const cookie = await logIn('alice');
    const jwt = await (await fetch(`${server.url}/auth`, { headers: { cookie } })).text();
    const response = await fetch(`${url}/channels/chat:lobby/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' },
      body: '{"name":"greeting","data":"hello"}',
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ channel: 'chat:lobby' });

    const { hostname, port } = new URL(url);
    const sdk = new Realtime({
      authUrl: `${server.url}/auth`,
      authHeaders: { cookie },
      endpoint: hostname,
      port: Number(port),
      tls: false,
      logLevel: 0,
    });
    const channel = sdk.channels.get('chat:lobby');
    const received = new Promise<InboundMessage>((resolve) => void channel.subscribe(resolve));
    await channel.attach();
    await channel.publish('greeting', 'hello');
    expect(await received).toMatchObject({ name: 'greeting', data: 'hello', clientId: 'alice' });
    await expect(sdk.channels.get('other').publish('greeting', 'hello')).rejects.toMatchObject({ code: 40160 });
    sdk.close();
  });
});

// Next.js calls a route handler with a standard Request and sends the Response: it is not needed to run one.
describe('the route handler of next-react', () => {
  const get = (cookie: string) => GET(new Request('http://localhost/api/ably', { headers: { cookie } }));

  it('answers a user with a JWT that no cache keeps', async () => {
    const response = await get('demo-user=bob');
    expect(response.headers.get('content-type')).toBe('application/jwt');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { clientId, capability } = await verifyAblyJwt(await response.text(), { key: KEY });
    expect([clientId, JSON.stringify(capability)]).toEqual(['bob', CHAT]);
  });

  it('answers anyone else with 401, and everyone in production', async () => {
    expect((await get('other=bob')).status).toBe(401);
    process.env['NODE_ENV'] = 'production';
    try {
      expect((await get('demo-user=bob')).status).toBe(401);
    } finally {
      process.env['NODE_ENV'] = 'test';
    }
  });
});

describe.skipIf(noBrowser)(`in Chromium${noBrowser ? `: NOT RUN, there is no ${CHROMIUM}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
  });
  afterAll(() => browser.close());

  const statusIs = (page: Page, text: RegExp) =>
    expect.poll(() => page.textContent('[role=status]'), { timeout: 60_000 }).toMatch(text);

  it('the page of quick-start connects as the user who logged in, and shows what the JWT says', async () => {
    const page = await browser.newPage();
    const connected = await stubRealtime(page, KEY);
    await page.goto(server.url);
    await statusIs(page, /not logged in/);
    await page.fill('[name=name]', 'alice');
    await page.click('button');
    await statusIs(page, /^connected$/);
    expect(connected).toEqual(['alice']);
    expect(await page.textContent('#clientId')).toBe('alice');
    expect(await page.textContent('#capability')).toBe(CHAT);
    expect(await page.textContent('#expires')).toMatch(/^20\d\d-.*Z$/);
    await page.close();
  });

  /** Sends what a route handler gives, as Next.js does. */
  async function answer(given: Promise<Response>, response: ServerResponse) {
    const one = await given;
    response.writeHead(one.status, Object.fromEntries(one.headers)).end(await one.text());
  }

  describe('the React page', () => {
    let app: Server;
    const url = () => `http://localhost:${(app.address() as AddressInfo).port}`;
    beforeAll(async () => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { createRoot } from 'react-dom/client';
import Page from './next-react/app/page.jsx';
createRoot(document.body).render(<Page />);`,
          loader: 'jsx',
          resolveDir: fileURLToPath(new URL('.', import.meta.url)),
        },
        bundle: true,
        write: false,
        format: 'esm',
        jsx: 'automatic',
        define: { 'process.env.NODE_ENV': '"production"' },
      });
      const script = outputFiles[0]?.text ?? '';
      app = createServer((request, response) => {
        if (request.url?.startsWith('/api/ably')) {
          const { cookie = '' } = request.headers;
          void answer(GET(new Request(url() + request.url, { headers: { cookie } })), response);
        } else if (request.url === '/page.js') {
          response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
        } else {
          response
            .writeHead(200, { 'content-type': 'text/html' })
            .end('<!doctype html><body></body><script type="module" src="/page.js"></script>');
        }
      });
      await new Promise<void>((resolve) => app.listen(0, 'localhost', resolve));
    });
    afterAll(() => app.close());

    it('connects as the user of the route handler', async () => {
      const context = await browser.newContext();
      await context.addCookies([{ name: 'demo-user', value: 'bob', url: url() }]);
      const page = await context.newPage();
      const connected = await stubRealtime(page, KEY);
      await page.goto(url());
      await statusIs(page, /^connected as bob$/);
      expect(connected).toEqual(['bob']);
      await context.close();
    });

    it('shows why there is no connection', async () => {
      const page = await browser.newPage();
      await page.goto(url());
      await statusIs(page, /not logged in/);
      await page.close();
    });
  });
});
