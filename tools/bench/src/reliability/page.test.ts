import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { page } from './page.js';

it('docs/reliability.md promises what the generator writes', () => {
  const promises = (text: string) => text.slice(text.indexOf('## Requests of a fuzzer'));
  const committed = readFileSync(new URL('../../../../docs/reliability.md', import.meta.url), 'utf8');
  expect(promises(committed).trim()).toBe(promises(page([], '')).trim());
});
