import { expect, it } from 'vitest';
import { visible } from './visible.js';

it.each([
  ['appId.keyId\n3600000\r\n', 'appId.keyId␊3600000␍␊'],
  ['\u001b[31m\u009b', String.raw`\u{1b}[31m\u{9b}`],
  ['a\u00a0b\u200b\u2028\ufeff', String.raw`a\u{a0}b\u{200b}\u{2028}\u{feff}`],
  ['\ud800', String.raw`\u{d800}`],
  ['é😀 "plain"', 'é😀 "plain"'],
])('shows %j as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
});
