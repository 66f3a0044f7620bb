import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite, type BuiltSite } from './built-site.testing.js';
import { brokenLinks } from './check-links.js';
import { languageTabsTests } from './language-tabs.testing.js';
import { playgroundTests } from './playground/playground.testing.js';
import { types } from './registry.js';
import { namesIn, readJson, readText } from './repository.js';

const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';
/** Of a test that opens every page: two minutes on a machine of its own, and more on one that is shared. */
const EVERY_PAGE_MS = 1_200_000;
const noBrowser = !existsSync(CHROMIUM);

const inPage = (name: string) => readFileSync(new URL(`${name}.browser.js`, import.meta.url), 'utf8');
const PAGE_PROBLEMS = inPage('page-problems');
const CONTRAST = inPage('contrast');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site: BuiltSite;
beforeAll(async () => {
  site = await buildSite();
}, EVERY_PAGE_MS);
afterAll(() => site?.stop());

describe('the built site', () => {
  const html = (page: string) => readFileSync(join(site.folder, page), 'utf8');
  const NAMES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  /** What a page says, without markup. */
  const words = (page: string) =>
    html(page)
      .replace(/<style.*?<\/style>|<script.*?<\/script>|<[^>]+>/gs, '')
      .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => NAMES[name] ?? '')
      .replace(/\s+/g, ' ');
  /** Those of the texts that are not in it: a whole page in a failure helps nobody. */
  const missing = (page: string, texts: readonly string[]) => texts.filter((text) => !page.includes(text));

  it('has no broken links', () => {
    expect(brokenLinks(site.folder, '/')).toEqual([]);
    expect(site.pages.length).toBeGreaterThan(60);
  });

  /** The pages, with their anchors, that are one click from the front page on any screen: its menu is not counted. */
  const oneClick = () => {
    const [, main = ''] = /class="vp-doc container"(.*?)<footer/s.exec(html('index.html')) ?? [];
    return Array.from(main.matchAll(/<a href="\/([^"]+)"[^>]*>(.*?)<\/a>/g), ([, to = '', text = '']) => ({
      to,
      text,
    }));
  };

  it('says the unit of any field one click from the front page', () => {
    const reached = oneClick().map(({ to }) => to);
    for (const { name } of types) {
      expect(reached).toContain(`types/${name}.html`);
      const { properties = {} } = readJson(`schemas/json/${name}.json`) as { properties?: object };
      const page = html(`types/${name}.html`);
      const rows = Object.keys(properties).filter(
        (field) => !page.includes(`<td><a href="#${field.toLowerCase()}"><code>${field}</code></a></td><td`),
      );
      expect(rows, name).toEqual([]);
    }
  });

  it('says what any error code means one click from the front page', () => {
    const page = 'reference/error-codes.html';
    const reached = new Set(oneClick().map(({ to }) => to));
    for (const [, code = '', meaning = ''] of readText('docs/reference/error-codes.md').matchAll(
      /^## Error (\d+)\n\n(.+)$/gm,
    )) {
      expect(reached.has(`${page}#error-${code}`) || (!code.startsWith('401') && reached.has(page)), code).toBe(true);
      expect(missing(words(page), [meaning.replaceAll('`', '')])).toEqual([]);
    }
  });

  it.each(['Python', 'Go', 'Java, Kotlin', 'PHP', 'Ruby', 'C#'])(
    'signs in %s one click from the front page',
    (name) => {
      const { to = '' } = oneClick().find(({ text }) => text === name) ?? {};
      const [page = '', anchor = ''] = to.split('#');
      const section = html(page).slice(html(page).indexOf(anchor === '' ? '<h1' : ` id="${anchor}"`));
      const [code = ''] = /<div class="language-.*?<\/div>/s.exec(section) ?? [];
      expect(code).toMatch(/jwt/i);
    },
  );

  it('shows every page of the reference as it is in the repository', () => {
    for (const file of namesIn('docs/reference').filter((name) => name.endsWith('.md'))) {
      const cells = [...readText(`docs/reference/${file}`).matchAll(/^(?:- \*\*Unit\*\*: |#{2,3} )([^`[\n]+)$/gm)];
      const page =
        file === 'README.md'
          ? 'types/index'
          : `${/^[A-Z]/.test(file) ? 'types' : 'reference'}/${file.replace('.md', '')}`;
      const texts = cells.map(([, text = '']) => text.replace(/\s+/g, ' '));
      expect(missing(words(`${page}.html`), texts), file).toEqual([]);
    }
  });

  it('links an invalid example to its error code', () => {
    const page = 'types/TokenRequest.html';
    expect(missing(words(page), ['Refused with 40003, status 400: $.nonce, by the rule pattern.'])).toEqual([]);
    expect(missing(html(page), ['href="/reference/error-codes.html#error-40003"'])).toEqual([]);
  });

  it('draws the flows, and a sign text octet by octet', () => {
    expect(html('guide/flows.html').match(/<figure class="sequence"/g)).toHaveLength(6);
    const [, first] = /class="spoken"[^>]*>([^<]+)</.exec(html('guide/sign-text.html')) ?? [];
    expect(first).toBe('keyName: appId.keyId, then a line feed; 12 octets');
  });

  it('says what the sources say, to the character', () => {
    expect(html('guide/decisions.html').includes('<p><strong>Order is by UTF-16 code units.</strong> The')).toBe(true);
    expect(missing(words('conformance/compatibility.html'), ["pass separators=(',', ':')"])).toEqual([]);
    expect(missing(words('api/core.html'), ['TypeError if text or secret is not a string'])).toEqual([]);
  });

  it('offers every page as Markdown, and lists of them', () => {
    const text = (file: string) => readFileSync(join(site.folder, file), 'utf8');
    const listed = Array.from(text('llms.txt').matchAll(/^- \[.+\]\((\S+\.md)\)$/gm), ([, path = '']) => path);
    expect(listed).toContain('guide/quick-start.md');
    for (const path of listed) expect(text(path), path).toMatch(/^# /m);
    expect(text('guide/flows.md')).toContain('```sequence');
    expect(missing(text('llms-full.txt'), ['# Quick start', '# TokenRequest', '# Error codes'])).toEqual([]);
  });

  it('forbids every page to connect', () => {
    expect(
      site.pages.filter((page) => missing(html(page), ["connect-src 'none'", 'img-src data:;']).length > 0),
    ).toEqual([]);
  });
});

describe.skipIf(noBrowser)(`the site in Chromium${noBrowser ? `: NOT RUN, there is no ${CHROMIUM}` : ''}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(120_000);
  });
  afterAll(() => browser.close());

  /** What goes wrong in a page, and where it asks beyond the site. */
  function watch(page: Page): string[] {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${site.url}/`) && !request.url().startsWith('data:')) wrong.push(request.url());
    });
    return wrong;
  }

  /** Opens a page and waits until its scripts have taken over: before that some buttons have no name. */
  async function show(page: Page, path: string): Promise<void> {
    await page.goto(`${site.url}/${path}`);
    await page.waitForSelector('.VPSwitchAppearance:not([title=""])', { state: 'attached' });
  }

  type Violation = {
    readonly id: string;
    readonly nodes: readonly { readonly target: string[]; readonly html: string }[];
  };
  /** By VitePress 1.6.4, with the issue that reports it: what to leave out of the rule. */
  const OF_VITEPRESS: Readonly<Record<string, string>> = {
    // https://github.com/vuejs/vitepress/issues/5401: the name of the search button leaves out its key.
    'label-content-name-mismatch': '.DocSearch',
  };
  const WCAG = "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }";
  /** The rules of axe that look at colours: the others say the same of both themes. */
  const COLOURS = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

  /** What axe finds in a page that is ours. */
  async function violations(page: Page, rules: string): Promise<string[]> {
    const found = await page.evaluate<Violation[]>(
      `axe.run(document, { runOnly: ${rules}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
    );
    return found.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => !(id in OF_VITEPRESS && target.join(' ').includes(OF_VITEPRESS[id] ?? '')))
        .slice(0, 3)
        .map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
    );
  }

  /** What axe finds in both themes, and what it does not look at: pictures. */
  async function inBothThemes(page: Page): Promise<string[]> {
    const found = [...(await violations(page, WCAG)), ...(await page.evaluate<string[]>(CONTRAST))];
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('html.dark', { state: 'attached' });
    const dark = [...(await violations(page, COLOURS)), ...(await page.evaluate<string[]>(CONTRAST))];
    found.push(...dark.map((one) => `dark: ${one}`));
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForSelector('html:not(.dark)', { state: 'attached' });
    return found;
  }

  it(
    'opens every page without an error, at desktop and phone size, and by WCAG 2.2 AA in light and dark',
    { timeout: EVERY_PAGE_MS },
    async () => {
      const waiting = [...site.pages];
      const problems: string[] = [];
      const openAll = async () => {
        const page = await context.newPage();
        const wrong = watch(page);
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          await page.setViewportSize({ width: 1280, height: 800 });
          await show(page, path);
          await page.evaluate(AXE);
          const found = [...(await page.evaluate<string[]>(PAGE_PROBLEMS)), ...(await inBothThemes(page))];
          if (/^playground\/(?!index)/.test(path)) {
            await page.click('text=Fill in an example');
            if ((await page.locator('[type=submit]').count()) > 0) await page.click('[type=submit]');
            await page.waitForSelector('.tool-result h2');
            found.push(...(await inBothThemes(page)).map((one) => `filled in: ${one}`));
          }
          await page.setViewportSize({ width: 390, height: 844 });
          found.push(...(await page.evaluate<string[]>(PAGE_PROBLEMS)));
          problems.push(...new Set([...found, ...wrong.splice(0)].map((problem) => `${path}: ${problem}`)));
        }
        await page.close();
      };
      await Promise.all([openAll(), openAll(), openAll()]);
      expect(problems).toEqual([]);
    },
  );

  it.each([
    ['ttl', /types\/TokenParams\.html#ttl|types\/TokenRequest\.html#ttl/],
    ['token expired', /error-codes\.html#error-40142/],
    ['how to revoke', /guide\/flows\.html#revocation/],
    ['mac does not match', /playground\/explain/],
    ['40160', /error-codes\.html#error-40160/],
    ['sign in php', /languages\/php|guide\/languages/],
    ['JWT vs token request', /guide\/(choosing|quick-start)/],
  ])('finds for "%s" what answers it', async (query, wanted) => {
    const page = await context.newPage();
    await show(page, '');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#localsearch-input:focus');
    await page.keyboard.type(query);
    await page.waitForSelector('#localsearch-list .result');
    const links = () =>
      page.evaluate<string[]>(
        "[...document.querySelectorAll('#localsearch-list .result')].slice(0, 5).map(({ href }) => href)",
      );
    await expect.poll(async () => (await links()).some((href) => wanted.test(href))).toBe(true);
    await page.close();
  });

  it('finds a field by its name, with the keyboard and without a network', async () => {
    const page = await context.newPage();
    const wrong = watch(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await show(page, '');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#localsearch-input:focus');
    await page.keyboard.type('allowReauthMargin');
    await page.waitForSelector('#localsearch-list .result');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/types/TokenRevocationRequest.html#allowreauthmargin');
    expect(await page.textContent('h1')).toContain('TokenRevocationRequest');
    expect(wrong).toEqual([]);
    await page.close();
  });

  languageTabsTests(() => ({ browser, context, url: site.url, watch, show }));
  playgroundTests(() => ({ context, url: `${site.url}/playground`, watch }));
});
