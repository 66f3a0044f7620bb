import { expect, it } from 'vitest';
import { outsideFences, rewriteLinks } from './links.js';

const rewritten = (markdown: string, from = 'docs/guide/flows.md') => rewriteLinks(markdown, from).text;

it('leads to pages of the site', () => {
  expect(rewritten('[a](../reference/TokenRequest.md)')).toBe('[a](/types/TokenRequest.md)');
  expect(rewritten('[a](../reference/README.md)')).toBe('[a](/types/index.md)');
  expect(rewritten('[a](decisions.md#limits) and [`b`](../../packages/core)')).toBe(
    '[a](/guide/decisions.md#limits) and [`b`](/packages/core.md)',
  );
  expect(rewritten('[a](../../vectors/README.md)')).toBe('[a](/conformance/vectors.md)');
});

it('serves data that is linked to', () => {
  expect(rewriteLinks('[a](./compatibility.json)', 'docs/compatibility.md')).toEqual({
    text: '[a](/files/docs/compatibility.json)',
    files: ['docs/compatibility.json'],
  });
});

it('names the place of what the site does not have', () => {
  const text = rewritten('[the tool](../../tools/codegen/src)');
  expect(text).toContain('tools/codegen/src');
  expect(text).not.toContain('.invalid');
});

it('leaves other links, code and pictures alone', () => {
  const text = '[a](https://example.com/x) [b](#here) ![c](d.png)\n\n```md\n[a](nowhere.md)\n```\n';
  expect(rewritten(text)).toBe(text);
});

it('refuses a link that leads nowhere', () => {
  expect(() => rewritten('[a](nowhere.md)')).toThrow('docs/guide/flows.md: links to nowhere.md, which does not exist');
});

it('changes prose and no code', () => {
  const upper = outsideFences('a\n\n```ts\nb\n```\n\nc\n\n````md\n```\nd\n```\n````\ne', (text) => text.toUpperCase());
  expect(upper).toBe('A\n\n```ts\nb\n```\n\nC\n\n````md\n```\nd\n```\n````\nE');
});
