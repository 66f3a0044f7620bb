import { canonicalizeCapability, intersect, parseCapability, permits } from '@ably-auth/capability';
import { createTokenRequest, signText } from '@ably-auth/core';
import { explain } from '@ably-auth/explain';
import { sentenceOf, signTextOctets } from '@ably-auth/explain/internal';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXPLAIN_SAMPLE } from './playground/samples.js';

const SECRET = 'kEyOfNobody-s3cret';
const KEY = `appId.keyId:${SECRET}`;

type Place = { readonly context: BrowserContext; readonly url: string; readonly watch: (page: Page) => string[] };

/** What the playground promises: the library's answers, no request, nothing kept, every control by keyboard. */
export function playgroundTests(place: () => Place): void {
  let page: Page;
  let wrong: string[];
  const requests: string[] = [];

  beforeEach(async () => {
    const { context, url, watch } = place();
    page = await context.newPage();
    wrong = watch(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(url, { waitUntil: 'networkidle' });
    requests.length = 0;
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
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

  it('says why a capability is none', async () => {
    await page.fill('#capability-one', '{"a":["*","publish"]}');
    const { message } = refusal(() => parseCapability('{"a":["*","publish"]}'));
    await expect
      .poll(() => page.innerText('[data-tool=capability] .tool-error'))
      .toContain(message.replaceAll('`', ''));
  });

  it('signs as the library does, and shows each octet', async () => {
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
    await page.fill('#sign-key', KEY);
    await page.fill('#sign-ttl', '0');
    await page.click('[data-tool=sign] [type=submit]');
    const error = await createTokenRequest({ ttl: 0 }, { key: KEY }).catch((reason: Error) => reason);
    await expect.poll(() => page.innerText('[data-tool=sign] .tool-error')).toContain((error as Error).message);
  });

  it('explains a request as the library does', async () => {
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
    await page.fill('#sign-key', KEY);
    await page.click('[data-tool=sign] [type=submit]');
    await page.waitForSelector('[data-tool=sign] [data-answer=mac]');
    await page.fill('#explain-request', await answer('sign', 'request'));
    await page.fill('#explain-key', KEY);
    await page.click('[data-tool=explain] [type=submit]');
    await page.waitForSelector('[data-tool=explain] [data-answer=reasons]');
    const kept = await page.evaluate<string>(
      `indexedDB.databases().then((databases) => JSON.stringify([
        { ...localStorage }, { ...sessionStorage }, document.cookie, databases, history.state, location.href, window.name,
        document.querySelector('#VPContent').innerText,
      ]))`,
    );
    expect(kept).not.toContain(SECRET);
    expect(await page.context().cookies()).toEqual([]);

    // Were there a request, the test would see it: here is one, and the browser stops it.
    expect(await page.evaluate("fetch('/?').catch(({ name }) => name)")).toBe('TypeError');
    expect(wrong.splice(0).join()).toContain('Content Security Policy');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.inputValue('#sign-key')).toBe('');
    expect(await page.inputValue('#explain-key')).toBe('');
    expect(requests.splice(0).join()).not.toContain(SECRET);
  });

  it('is used by keyboard alone: each control in order, and one sees where one is', async () => {
    const controls = await page.locator('.tool :is(input, textarea, button)').count();
    await page.locator('.tool a, .tool button').first().focus();
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
  });
}

function refusal(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not refused');
}
