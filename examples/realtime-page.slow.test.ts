import { existsSync } from 'node:fs';
import { createSandbox } from '@ably-auth/sandbox';
import { listen, type ListeningService } from '@ably-auth/server/node';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startExample, type Example } from './start-example.testing.js';

const KEY = 'appId.keyId:s3cret-of-the-key';
const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const SOON = { timeout: 30_000 };

const noBrowser = !existsSync(CHROMIUM);

let sandbox: ListeningService;
let server: Example;
beforeAll(async () => {
  sandbox = await listen(createSandbox({ keys: [{ key: KEY }] }), { port: 0 });
  server = await startExample('realtime-page', { ABLY_API_KEY: KEY, ABLY_URL: sandbox.url });
});
afterAll(async () => {
  await server.stop();
  await sandbox.close({ graceMs: 0 });
});

it('serves a bundle that does not carry the key', async () => {
  const bundle = await (await fetch(`${server.url}/page.js`)).text();
  expect(bundle).toContain('/auth/jwt');
  expect(bundle).not.toContain('s3cret');
});

describe.skipIf(noBrowser)(`realtime-page in Chromium${noBrowser ? `: NOT RUN, there is no ${CHROMIUM}` : ''}`, () => {
  let browser: Browser;
  let page: Page;
  /** How often the page asked for a token, and what went wrong in it. */
  let asked = 0;
  const unexpected: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
    page = await browser.newPage();
    page.on('pageerror', (error) => unexpected.push(String(error)));
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (pathname === '/auth/jwt') asked++;
      if (origin !== server.url && origin !== sandbox.url) unexpected.push(request.url());
    });
    await page.goto(server.url);
    await page.waitForSelector('#state:text-is("connected")');
  });
  afterAll(() => browser.close());
  afterEach(() => expect(unexpected).toEqual([]));

  const lines = () => page.locator('#log li').allTextContents();

  /** What a test does to the page's connection. */
  async function act(action: string): Promise<void> {
    const connections = (await (await fetch(`${sandbox.url}/sandbox/connections`)).json()) as {
      connectionId: string;
    }[];
    const response = await fetch(`${sandbox.url}/sandbox/connections/${connections[0]?.connectionId}/${action}`, {
      method: 'POST',
    });
    expect(response.status).toBe(200);
  }

  it('connects as the user that the auth server knows', async () => {
    expect(await page.textContent('#clientId')).toBe('alice');
    expect(asked).toBe(1);
  });

  it('renews its token on the live connection', async () => {
    await act('prompt');
    await expect.poll(lines, SOON).toContain('update');
    expect(asked).toBe(2);
    expect((await lines()).filter((line) => line.startsWith('disconnected'))).toEqual([]);
  });

  it('comes back with another token after its own was revoked', async () => {
    // Two JWTs of one second are the same text, and so revoked together.
    const second = () => Math.floor(Date.now() / 1000);
    const renewed = second();
    await expect.poll(second, SOON).toBeGreaterThan(renewed);
    await act('revoke');
    await expect.poll(lines, SOON).toContain('disconnected: 40141');
    await expect.poll(async () => (await lines()).filter((line) => line === 'connected').length, SOON).toBe(2);
    expect(asked).toBe(3);
  });

  it('goes on sending and receiving', async () => {
    await page.fill('[name=text]', 'hello');
    await page.click('button');
    await expect.poll(lines, SOON).toContain('alice says hello');
  });
});
