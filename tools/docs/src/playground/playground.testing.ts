import { canonicalizeCapability, intersect, parseCapability, permits } from '@ably-auth/capability';
import { createTokenRequest, signText } from '@ably-auth/core';
import { explain } from '@ably-auth/explain';
import { sentenceOf, signTextOctets } from '@ably-auth/explain/internal';
import { createAblyJwt, verifyAblyJwt } from '@ably-auth/jwt';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TOOLS } from '../pages/playground-pages.js';
import { EXPLAIN_SAMPLE } from './samples.js';

const SECRET = 'kEyOfNobody-s3cret';
const KEY = `appId.keyId:${SECRET}`;

/** Everything that a page can keep. */
const KEPT = `indexedDB.databases().then((databases) => JSON.stringify([
        { ...localStorage }, { ...sessionStorage }, document.cookie, databases, history.state, location.href, window.name,
        document.querySelector('#VPContent').innerText,
      ]))`;

type Place = { readonly context: BrowserContext; readonly url: string; readonly watch: (page: Page) => string[] };

/** What the playground promises: the library's answers, no request, nothing kept, every control by keyboard. */
export function playgroundTests(place: () => Place): void {
  let page: Page;
  let wrong: string[];
  const requests: string[] = [];
  const note = (request: Request) => requests.push(request.url());
  let open: (tool: string, hash?: string) => Promise<void>;

  beforeEach(async () => {
    const { context, url, watch } = place();
    page = await context.newPage();
    wrong = watch(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    page.on('websocket', (socket) => requests.push(socket.url()));
    open = async (tool: string, hash = '') => {
      page.off('request', note);
      await page.goto(`${url}/${tool}.html${hash}`, { waitUntil: 'networkidle' });
      await page.waitForSelector(`[data-tool=${tool}]`);
      requests.length = 0;
      page.on('request', note);
    };
  });
  afterEach(async () => {
    expect(requests).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  const answer = async (tool: string, name: string) =>
    (await page.locator(`[data-tool=${tool}] [data-answer=${name}]`).innerText()).trim();

  it.each([
    ['{"chat:*": ["subscribe", "publish"]}', '{"*:lobby": ["*"], "news": ["publish"]}'],
    ['{"9":["*"],"10":["*"],"__proto__":["publish"]}', '{"[*]*":["publish","subscribe"]}'],
    ['{"a<b>é\u2028":["new-operation"]}', '{"b":["publish"]}'],
  ])('reads the capability %s as the library does', async (one, other) => {
    await open('capability');
    await page.fill('#capability-one', one);
    await page.fill('#capability-other', other);
    await page.fill('#capability-resource', 'chat:lobby');
    await page.fill('#capability-operation', 'publish');
    expect(await answer('capability', 'canonical')).toBe(canonicalizeCapability(one));
    const common = intersect(parseCapability(one), parseCapability(other));
    expect(await answer('capability', 'intersection')).toBe(canonicalizeCapability(common));
    const permitted = permits(parseCapability(one), 'chat:lobby', 'publish') ? 'permitted' : 'not permitted';
    expect(await answer('capability', 'permission')).toBe(`publish on chat:lobby: ${permitted}`);
  });

  it('says why a capability is not valid', async () => {
    await open('capability');
    await page.fill('#capability-one', '{"a":["*","publish"]}');
    const { message } = refusal(() => parseCapability('{"a":["*","publish"]}'));
    await expect
      .poll(() => page.innerText('[data-tool=capability] .tool-error'))
      .toContain(message.replaceAll('`', ''));
  });

  it('signs as the library does, and shows each octet', async () => {
    await open('sign');
    const params = { ttl: 60_000, capability: '{"b":["*"],"a":["*"]}', clientId: 'zoë', timestamp: 1_750_000_000_000 };
    const nonce = 'n'.repeat(16);
    for (const [name, value] of Object.entries({ key: KEY, ...params, nonce }))
      await page.fill(`#sign-${name}`, `${value}`);
    await page.click('[data-tool=sign] [type=submit]');
    const request = await createTokenRequest({ ...params, nonce }, { key: KEY });
    expect(await answer('sign', 'mac')).toBe(request.mac);
    expect(JSON.parse(await answer('sign', 'request'))).toEqual(request);
    const drawn = await page.locator('[data-tool=sign] .octet i').allInnerTexts();
    expect(drawn.join(' ')).toBe(
      signTextOctets(signText(request))
        .map(({ octets }) => octets)
        .join(' '),
    );
  });

  it('says why it does not sign', async () => {
    await open('sign');
    await page.fill('#sign-key', KEY);
    await page.fill('#sign-ttl', '0');
    await page.click('[data-tool=sign] [type=submit]');
    const error = await createTokenRequest({ ttl: 0 }, { key: KEY }).catch((reason: Error) => reason);
    await expect.poll(() => page.innerText('[data-tool=sign] .tool-error')).toContain((error as Error).message);
  });

  it('explains a request as the library does', async () => {
    await open('explain');
    await page.fill('#explain-request', EXPLAIN_SAMPLE.request);
    await page.fill('#explain-key', EXPLAIN_SAMPLE.key);
    await page.click('[data-tool=explain] [type=submit]');
    const { request, key } = EXPLAIN_SAMPLE;
    const { mac, reasons } = await explain(request, { key });
    const [reason] = reasons;
    expect(await answer('explain', 'expected-mac')).toBe(mac?.expectedMac);
    const all = mac?.explanations.flatMap(({ causes, or }) => [causes, ...or]) ?? [];
    const sentences = [...new Set(all.map((causes) => sentenceOf(causes)?.replaceAll('`', '')))];
    expect(await page.locator('[data-answer=causes] li').allInnerTexts()).toEqual(sentences);
    expect(sentences.length).toBeGreaterThan(0);
    expect(await answer('explain', 'reasons')).toContain(`${reason?.code} at ${reason?.path}`);
  });

  it('keeps the key nowhere, and cannot send it', async () => {
    await open('sign');
    await page.fill('#sign-key', KEY);
    await page.click('[data-tool=sign] [type=submit]');
    await page.waitForSelector('[data-tool=sign] [data-answer=mac]');
    const request = await answer('sign', 'request');
    await page.click('text=Share');
    expect(await page.getAttribute('[data-answer=link]', 'href')).not.toContain(SECRET);
    const keptBySign = await page.evaluate<string>(KEPT);
    await open('explain');
    await page.fill('#explain-request', request);
    await page.fill('#explain-key', KEY);
    await page.click('[data-tool=explain] [type=submit]');
    await page.waitForSelector('[data-tool=explain] [data-answer=reasons]');
    const kept = keptBySign + (await page.evaluate<string>(KEPT));
    expect(kept).not.toContain(SECRET);
    expect(await page.context().cookies()).toEqual([]);

    // Were there a request, the test would see it: here is one, and the browser stops it.
    expect(await page.evaluate("fetch('/?').catch(({ name }) => name)")).toBe('TypeError');
    expect(wrong.splice(0).join()).toContain('Content Security Policy');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.inputValue('#explain-key')).toBe('');
    await open('sign');
    expect(await page.inputValue('#sign-key')).toBe('');
    expect(requests.splice(0).join()).not.toContain(SECRET);
  });

  it('creates a JWT as the library does, says how long it lives, and shows the code', async () => {
    await open('jwt');
    const params = { clientId: 'zoë', capability: '{"b":["*"],"a":["publish"]}', ttl: 60_000 };
    for (const [name, value] of Object.entries({ key: KEY, ...params })) await page.fill(`#jwt-${name}`, `${value}`);
    expect(await page.innerText('#jwt-ttl-note')).toBe('60 seconds.');
    await page.click('[type=submit]');
    const { clientId, capability, expires, issued } = await verifyAblyJwt(await answer('jwt', 'jwt'), { key: KEY });
    expect([clientId, capability, expires - issued]).toEqual(['zoë', { a: ['publish'], b: ['*'] }, 60_000]);
    expect(JSON.parse(await answer('jwt', 'claims'))).toMatchObject({ 'x-ably-clientId': 'zoë' });
    await page.check('text=PHP');
    expect(await answer('jwt', 'code')).toContain("ably_jwt(['clientId' => 'zoë'");
    await page.fill('#jwt-ttl', '3600');
    expect(await page.innerText('#jwt-ttl-note')).toContain('Was it meant in seconds?');
  });

  it('tells what a token is, and verifies it with the key', async () => {
    await open('token');
    const { token } = await createAblyJwt({ clientId: 'alice', capability: { a: ['publish'] } }, { key: KEY });
    await page.fill('#token-token', `Bearer ${token}`);
    await page.click('[type=submit]');
    expect(await answer('token', 'verified')).toBe('Not verified: no key was given.');
    expect(await answer('token', 'fields')).toContain('alice');
    await page.fill('#token-key', KEY);
    await page.click('[type=submit]');
    await expect.poll(() => answer('token', 'verified')).toBe('Verified: signed with this key, and current.');
    await page.fill('#token-key', 'appId.keyId:another-secret');
    await page.click('[type=submit]');
    await expect.poll(() => answer('token', 'verified')).toContain('Refused with 40144');
  });

  it('fills a form from a link, but never the key', async () => {
    await open('sign', '#clientId=alice&ttl=60000&key=appId.keyId:guess&other=1');
    expect(await page.inputValue('#sign-clientId')).toBe('alice');
    expect(await page.inputValue('#sign-ttl')).toBe('60000');
    expect(await page.inputValue('#sign-key')).toBe('');
    await page.click('text=Share');
    expect(await page.getAttribute('[data-answer=link]', 'href')).toMatch(/#ttl=60000&clientId=alice$/);
    await page.click('text=Clear');
    expect(await page.inputValue('#sign-clientId')).toBe('');
  });

  it('marks the field that is refused', async () => {
    await open('sign');
    await page.fill('#sign-key', KEY);
    await page.fill('#sign-ttl', '1e3');
    await page.click('[type=submit]');
    await page.waitForSelector('#sign-ttl[aria-invalid=true]');
    expect(await page.locator('[aria-invalid]').count()).toBe(1);
  });

  it.each(TOOLS.map(({ name }) => name))(
    '%s is opened by its link on the overview, and shown from its top',
    async (tool) => {
      page.off('request', note);
      await page.goto(`${place().url}/`, { waitUntil: 'networkidle' });
      await page.click(`.vp-doc a[href$="/playground/${tool}.html"]`);
      await page.waitForSelector(`[data-tool=${tool}]`);
      expect(await page.evaluate('scrollY')).toBe(0);
      requests.length = 0;
    },
  );

  it.each(TOOLS.map(({ name }) => name))(
    '%s is used by keyboard alone: each control in order, with a visible focus',
    async (tool) => {
      await open(tool);
      const controls = await page.locator('.tool :is(input, textarea, button)').count();
      await page.locator('.tool button').first().focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      const reached: number[] = [];
      // Between the controls there are links.
      for (let step = 0; step < 2 * controls && reached.length < controls; step++) {
        const at = await page.evaluate<{ place: number; outline: string }>(
          `({
          place: [...document.querySelectorAll('.tool :is(input, textarea, button)')].indexOf(document.activeElement),
          outline: getComputedStyle(document.activeElement).outlineStyle,
        })`,
        );
        expect(at.outline).not.toBe('none');
        if (at.place >= 0) reached.push(at.place);
        await page.keyboard.press('Tab');
      }
      expect(reached).toEqual(Array.from({ length: controls }, (_, index) => index));
    },
  );
}

function refusal(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not refused');
}
