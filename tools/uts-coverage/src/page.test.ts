import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { readCatalogue } from './cases.js';
import { renderPage } from './page.js';
import { readTests } from './tests.js';

const catalogue = readCatalogue(ROOT);
const text = renderPage(catalogue, readTests(ROOT));

it('has a row for every case', () => {
  const ids = catalogue.pages.flatMap(({ cases }) => cases.map(({ id }) => id));
  expect(Array.from(text.matchAll(/^\| `(\S+)` /gm), ([, id]) => id)).toEqual(ids);
});

it('is what is committed, and as the formatter has it', async () => {
  expect(readFileSync(join(ROOT, 'docs/uts-coverage.md'), 'utf8')).toBe(text);
  expect(await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' })).toBe(text);
});

it('shows the test, how it differs, or why it has none', () => {
  const page = {
    page: 'p.md',
    notApplicable: 'Realtime only.',
    cases: [
      { id: 'rest/unit/RSA9c/a-0', about: 'A.' },
      { id: 'rest/unit/RSA9c/b-1', about: 'B.', differs: 'Other | so.' },
      { id: 'rest/unit/RSA9c/c-2', about: 'C.' },
    ],
  };
  const tests = [{ path: 'packages/a/src/a.test.ts', text: `'rest/unit/RSA9c/a-0' 'rest/unit/RSA9c/b-1'` }];
  const rows = renderPage({ source: 's', commit: 'c', date: 'd', pages: [page] }, tests)
    .split('\n')
    .slice(-4);
  expect(rows.map((row) => row.replaceAll(/ +/g, ' '))).toEqual([
    '| `rest/unit/RSA9c/a-0` | RSA9c | A. | [a.test.ts](../packages/a/src/a.test.ts) |',
    '| `rest/unit/RSA9c/b-1` | RSA9c | B. | [a.test.ts](../packages/a/src/a.test.ts). Differs: Other \\| so. |',
    '| `rest/unit/RSA9c/c-2` | RSA9c | C. | — Realtime only. |',
    '',
  ]);
});
