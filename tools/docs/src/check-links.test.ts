import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { brokenLinks } from './check-links.js';

const folder = mkdtempSync(join(tmpdir(), 'ably-auth-links-'));
mkdirSync(join(folder, 'sub'));

function write(links: readonly string[]): void {
  writeFileSync(join(folder, 'index.html'), links.map((href) => `<a class="x" href="${href}">x</a>`).join('\n'));
}

it('finds links to nothing, and anchors that no page has', () => {
  writeFileSync(
    join(folder, 'sub/page.html'),
    '<h2 id="here">x</h2><a href="../index.html">up</a><a href="#here">x</a>',
  );
  write(['/base/sub/page.html#here', '/base/sub/page', 'https://example.com/#x', '/base/', '#']);
  expect(brokenLinks(folder, '/base/')).toEqual([]);
  write(['/base/sub/page.html#there', '/base/none.html', '/sub/page.html', '#none']);
  expect(brokenLinks(folder, '/base/')).toEqual([
    'index.html: /base/sub/page.html#there: the page has no such anchor',
    'index.html: /base/none.html: there is no such page',
    'index.html: /sub/page.html: is outside of /base/',
    'index.html: #none: the page has no such anchor',
  ]);
});
