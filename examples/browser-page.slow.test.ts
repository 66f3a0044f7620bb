import { existsSync } from 'node:fs';
import { verifyTokenRequest } from '@ably-auth/core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStub } from './service-stub.testing.js';
import { startExample, type Example } from './start-example.testing.js';

const KEY = 'appId.keyId:s3cret-of-the-key';
const SERVICE = 'https://main.realtime.ably.net';
const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const noBrowser = !existsSync(CHROMIUM);

let service: ServiceStub;
let server: Example;
beforeAll(async () => {
  service = await ServiceStub.start(KEY);
  server = await startExample('browser-page', { ABLY_API_KEY: KEY, ABLY_URL: service.url });
});
afterAll(async () => {
  await server.stop();
  await service.stop();
});

describe('the server of browser-page', () => {
  it('serves the page, and a bundle that carries neither a key nor a session', async () => {
    expect(await (await fetch(server.url)).text()).toContain('<script type="module" src="/page.js"></script>');
    const bundle = await fetch(`${server.url}/page.js`);
    expect(bundle.headers.get('content-type')).toMatch(/^text\/javascript(;|$)/);
    const text = await bundle.text();
    expect(text).toContain('/auth/');
    expect(text).not.toMatch(/s3cret|demo-session/);
  });

  it.each(['/server.js', '/users.js', '/ably.js', '/package.json'])('does not serve %s', async (path) => {
    expect((await fetch(server.url + path)).status).toBe(404);
  });
});

describe.skipIf(noBrowser)(`browser-page in Chromium${noBrowser ? `: NOT RUN, there is no ${CHROMIUM}` : ''}`, () => {
  let browser: Browser;
  let page: Page;
  /** Requests that the page sent to the service. */
  const exchanged: string[] = [];
  /** Where else the page asked, and what went wrong in it. */
  const unexpected: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
    page = await browser.newPage();
    page.on('pageerror', (error) => unexpected.push(String(error)));
    await page.route('**/*', async (route) => {
      const request = route.request();
      const { origin, pathname } = new URL(request.url());
      if (origin === server.url) return route.continue();
      if (origin !== SERVICE) {
        unexpected.push(request.url());
        return route.abort();
      }
      exchanged.push(request.postData() ?? '');
      const response = await route.fetch({ url: service.url + pathname });
      return route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
    });
    await page.goto(server.url);
  });
  afterAll(() => browser.close());
  afterEach(() => expect(unexpected).toEqual([]));

  /** What the page shows once a token was asked for. */
  async function ask(session: string, route: string): Promise<Record<string, string | null>> {
    await page.selectOption('[name=session]', { label: session });
    await page.selectOption('[name=route]', { label: route });
    await page.click('button');
    await page.waitForSelector('form:not([inert])');
    const shown: Record<string, string | null> = {};
    for (const id of ['status', 'clientId', 'expires', 'capability']) shown[id] = await page.textContent(`#${id}`);
    return shown;
  }

  /** What it shows of the token that the service issued last. */
  const newestToken = () => {
    const { clientId, expires = 0, capability } = service.issued.at(-1) ?? {};
    return { status: 'token obtained', clientId, expires: new Date(expires).toISOString(), capability };
  };

  it('exchanges the TokenRequest of the auth server itself', async () => {
    const shown = await ask('alice', 'a TokenRequest');
    expect(shown).toEqual(newestToken());
    expect(shown['clientId']).toBe('alice');
    expect(exchanged).toHaveLength(1);
    const { request } = await verifyTokenRequest(exchanged[0], { key: KEY });
    expect(request.clientId).toBe('alice');
  });

  it('shows the token that the auth server got', async () => {
    const shown = await ask('bob', 'a token');
    expect(shown).toEqual(newestToken());
    expect(shown['capability']).toBe('{"chat:lobby":["presence","publish","subscribe"]}');
    expect(exchanged).toHaveLength(1);
  });

  it('takes a JWT, of which it knows no more', async () => {
    const nothing = { clientId: '–', expires: '–', capability: '–' };
    expect(await ask('bob', 'a JWT')).toEqual({ status: 'token obtained', ...nothing });
  });

  it('shows why there is no token', async () => {
    const nothing = { clientId: '–', expires: '–', capability: '–' };
    const refused = await ask('carol, who has no access', 'a TokenRequest');
    expect(refused).toEqual({ status: 'AblyAuthError: authUrl: answered 403', ...nothing });
    const unknown = await ask('nobody', 'a JWT');
    expect(unknown).toEqual({ status: 'AblyAuthError: authUrl: answered 401', ...nothing });
  });
});
