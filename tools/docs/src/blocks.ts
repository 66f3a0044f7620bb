import { signText } from '@ably-auth/core';
import { fenced } from './markdown.js';
import { intersectionsTable, matchesTable } from './matches.js';
import { parseSequence } from './sequence.js';
import { sequenceSvg } from './sequence-svg.js';

/** What the site shows in the place of a block that reads as plain text elsewhere. */
const DRAWN: Readonly<Record<string, (source: string) => string>> = {
  sequence: (source) => sequenceSvg(parseSequence(source)),
  'json sign-text': (source) => `${fenced('json', source)}\n\n${picture(source)}`,
  matches: matchesTable,
  intersections: intersectionsTable,
};

const BLOCK = /^```([a-z -]+)\n(.*?)^```$/gms;

/** Draws the blocks of a guide: sequences, sign texts, tables of matches. */
export function drawBlocks(markdown: string): string {
  return markdown.replace(
    BLOCK,
    (block: string, language: string, source: string) => DRAWN[language]?.(source) ?? block,
  );
}

/** The sign text of the request in the block. */
function picture(source: string): string {
  const text = encodeURIComponent(signText(JSON.parse(source) as object));
  return `<SignTextPicture encoded="${text}" />`;
}
