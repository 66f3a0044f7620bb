import { expect, it } from 'vitest';
import { tableOf, withTable } from './page.js';

const MARKS = ['<!-- runtimes: written by `npm run runtimes -- --write` -->', '<!-- /runtimes -->'] as const;

it('shows runtime, version, and how many vectors and unit tests passed, failed ones counted', () => {
  const table = tableOf([
    { runtime: 'Node 24', version: '24.1.0', passed: 10, failed: 0, unit: { passed: 5, failed: 0 } },
    { runtime: 'workerd', version: '4.0.0', passed: 8, failed: 2, unit: { passed: 3, failed: 1 } },
  ]);
  expect(table.split('\n')).toEqual([
    '| runtime | version | vectors passed | unit tests passed |',
    '| ------- | ------- | -------------- | ----------------- |',
    '| Node    | 24.1.0  | 10 of 10       | 5 of 5            |',
    '| workerd | 4.0.0   | 8 of 10        | 3 of 4            |',
  ]);
});

it('puts the table between its marks, and leaves the rest of the page as it is', () => {
  const page = `before\n${MARKS[0]}\nold\n${MARKS[1]}\nafter`;
  const written = withTable(page, 'new');
  expect(written).toBe(`before\n${MARKS[0]}\n\nnew\n\n${MARKS[1]}\nafter`);
  expect(withTable(written, 'new')).toBe(written);
});

it('refuses a page without marks', () => {
  expect(() => withTable('a page', 'new')).toThrow('the page has no');
});
