import { expect, it } from 'vitest';
import { canonicalText, known } from './canonical-text.js';

it('remembers at most 256 texts', () => {
  for (let i = 0; i < 1000; i++) {
    expect(canonicalText(` {"c${i}":["*"]}`)).toBe(`{"c${i}":["*"]}`);
    expect(known.size).toBeLessThanOrEqual(256);
  }
});

it('remembers a text by its content, and neither a long one nor an object nor a refused one', () => {
  known.clear();
  canonicalText('{"short":["*"]}');
  canonicalText(`{"${'x'.repeat(1024)}":["*"]}`);
  canonicalText({ object: ['*'] });
  expect(() => canonicalText('{}')).toThrow(expect.objectContaining({ code: 40000 }));
  expect(() => canonicalText('{"a":[]}')).toThrow(expect.objectContaining({ code: 40000 }));
  expect([...known]).toEqual([['{"short":["*"]}', '{"short":["*"]}']]);
});
