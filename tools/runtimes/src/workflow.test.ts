import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runtimes } from './runtimes.js';

it('the workflow of a public CI names every runtime', () => {
  const file = fileURLToPath(new URL('../../../.github/workflows/ci.yml', import.meta.url));
  const [, list = ''] = /runtime: \[(.*)\]/.exec(readFileSync(file, 'utf8')) ?? [];
  expect(list.split(', ')).toEqual(runtimes.map(({ name }) => name));
});
