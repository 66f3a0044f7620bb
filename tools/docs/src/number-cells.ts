import type { MarkdownRenderer } from 'vitepress';

/** A cell that reads as one figure: `3 084 750 ns/op`, `122 of 166`, `2026-11-21`, `28 / 7 / 0`. */
const FIGURE = /^[~≈<>≤≥±+–-]?\s*\d[\d\s.,:/×%–-]*(\s?[a-zµ%]{1,6}(\/[a-z]{1,3})?)?$/i;
const SHARE = /^(\d+) of (\d+)$/;

/** Marks table cells: a figure stays on one line, and `122 of 166` is drawn as a bar as well. */
export function markNumbers(md: MarkdownRenderer): void {
  md.core.ruler.push('number-cells', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      const text = tokens[index + 1]?.content ?? '';
      if (token.type !== 'td_open') continue;
      const [, part, whole] = SHARE.exec(text) ?? [];
      if (part !== undefined && Number(whole) > 0) {
        const share = Math.round((100 * Number(part)) / Number(whole));
        token.attrJoin('class', 'share');
        token.attrSet('style', `--share: ${share}%`);
      } else if (FIGURE.test(text)) token.attrJoin('class', 'figure');
    }
  });
}
