import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { page } from './page.js';

it('docs/reliability.md promises what the generator writes', () => {
  const promises = (text: string) => /^## Requests of a fuzzer\n[^]*/m.exec(text)?.[0].trim();
  const generated = promises(page([], ''));
  expect(generated).toBeDefined();
  expect(promises(readFileSync(new URL('../../../../docs/reliability.md', import.meta.url), 'utf8'))).toBe(generated);
});
