import { escapeHtml } from './markdown.js';
import type { Sequence, Step } from './sequence.js';

// A phone shows 360 units across, so that its text is as large as the text around it.
const WIDTH = 360;
const LINE_HEIGHT = 15;
const HEAD = 34;
/** Of a wide font at that size: text may be narrower, never wider. */
const CHARACTER = 7;

/** Draws a sequence in the colours of the page around it; its title and its steps in words are for screen readers. */
export function sequenceSvg({ title, participants, steps }: Sequence): string {
  const column = WIDTH / participants.length;
  const at = (name: string) => Math.round(column * (participants.indexOf(name) + 0.5));
  let y = HEAD + 6;
  const arrows = steps.map((step, index) => {
    const [from, to] = [at(step.from), at(step.to)];
    const lines = wrap(
      `${index + 1}. ${step.text}`,
      from === to ? column * 1.5 : Math.max(Math.abs(to - from), column * 1.3),
    );
    const top = y;
    y += lines.length * LINE_HEIGHT + 22;
    return from === to ? ownStep(lines, from, top) : arrow(step, lines, from, to, top);
  });
  // Unique on the page: so are the titles.
  const id = `sequence-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const description = steps.map(({ from, to, text }, index) => `${index + 1}. ${from} to ${to}: ${text}.`).join(' ');
  return [
    `<figure class="sequence" v-pre>`,
    `<svg viewBox="0 0 ${WIDTH} ${y + 4}" role="img" aria-labelledby="${id}-title ${id}-steps">`,
    `<title id="${id}-title">${escapeHtml(title)}</title>`,
    `<desc id="${id}-steps">${escapeHtml(description)}</desc>`,
    ...participants.map((name) => lifeline(name, at(name), column, y)),
    ...arrows,
    `</svg>`,
    `<figcaption>${escapeHtml(title)}</figcaption>`,
    `</figure>`,
  ].join('\n');
}

function lifeline(name: string, x: number, column: number, bottom: number): string {
  const width = Math.min(column - 8, 116);
  return (
    `<path class="life" d="M${x} ${HEAD - 6}V${bottom}"/>` +
    `<rect class="who" x="${x - width / 2}" y="1" width="${width}" height="${HEAD - 8}" rx="5"/>` +
    `<text class="name" x="${x}" y="18">${escapeHtml(name)}</text>`
  );
}

function arrow({ isAnswer }: Step, lines: readonly string[], from: number, to: number, top: number): string {
  const y = top + lines.length * LINE_HEIGHT + 6;
  const tip = to > from ? -7 : 7;
  return (
    label(lines, (from + to) / 2, top) +
    `<path class="${isAnswer ? 'line answer' : 'line'}" d="M${from} ${y}H${to}"/>` +
    `<path class="tip" d="M${to} ${y}l${tip} -4v8z"/>`
  );
}

/** What a participant does by itself. */
function ownStep(lines: readonly string[], x: number, top: number): string {
  const height = lines.length * LINE_HEIGHT + 4;
  return `<circle class="tip" cx="${x}" cy="${top + height + 4}" r="3.5"/>` + label(lines, x, top);
}

function label(lines: readonly string[], x: number, top: number): string {
  const longest = Math.max(...lines.map((line) => line.length)) * CHARACTER;
  // Kept inside the picture at either side.
  const middle = Math.round(Math.min(Math.max(x, longest / 2 + 2), WIDTH - longest / 2 - 2));
  const back = `<rect class="back" x="${middle - longest / 2 - 2}" y="${top}" width="${longest + 4}" height="${lines.length * LINE_HEIGHT + 1}"/>`;
  const spans = lines.map(
    (line, index) =>
      `<text class="text" x="${middle}" y="${top + 11 + index * LINE_HEIGHT}">${escapeHtml(line)}</text>`,
  );
  return back + spans.join('');
}

/** Breaks text into lines of about that width. */
export function wrap(text: string, width: number): string[] {
  const most = Math.floor(width / CHARACTER);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
