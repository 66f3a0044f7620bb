import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';

const SEVEN_LANGUAGES = ['TypeScript', 'JSON Schema', 'Python', 'Go', 'Java', 'PHP', 'Ruby'];

type Place = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly url: string;
  readonly watch: (page: Page) => string[];
  readonly show: (page: Page, path: string) => Promise<void>;
};

/** Tabs of languages: by keyboard, remembered, and a list without scripts. */
export function languageTabsTests(place: () => Place): void {
  it('shows each type in seven languages, chosen by the keyboard and remembered on other pages', async () => {
    const { context, watch, show } = place();
    const page = await context.newPage();
    const wrong = watch(page);
    const selected = () => page.locator('[role=tab][aria-selected=true]').allTextContents();
    await show(page, 'types/TokenParams.html');
    expect(await page.locator('[role=tab]').allTextContents()).toEqual(SEVEN_LANGUAGES);
    await page.locator('[role=tab][aria-selected=true]').focus();
    for (const key of ['End', 'ArrowRight', 'ArrowLeft', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    expect(await selected()).toEqual(['Go']);
    expect(await page.locator('[role=tabpanel]:visible').allTextContents()).toEqual([
      expect.stringContaining('type TokenParams struct'),
    ]);
    await show(page, 'guide/quick-start.html');
    expect(await selected()).toEqual(['Go']);
    expect(wrong).toEqual([]);
    await page.evaluate('localStorage.clear()');
    await page.close();
  });

  it('lists the languages of a type where scripts do not run', async () => {
    const { browser, url } = place();
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${url}/types/TokenRequest.html`);
    expect(await page.locator('.heading-of-language').allTextContents()).toEqual(SEVEN_LANGUAGES);
    expect(await page.locator('.in-languages pre:visible').count()).toBe(SEVEN_LANGUAGES.length);
    await plain.close();
  });
}
