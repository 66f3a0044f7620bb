import { truth, undecided, type Verdict } from './claim.testing.js';
import { base64, hmac, inLines, secretOf, textOf, utf8, type Sent } from './plan.testing.js';
import { linesOf } from './proof.testing.js';

type Decide = (match: RegExpExecArray, value: unknown, sample: Sent) => boolean;

const codePoint = (value: unknown, name: string, index: string) =>
  `U+${(textOf(value).codePointAt(Number(index)) ?? -1).toString(16).toUpperCase().padStart(4, '0')}` === name;
const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  nothing: (value) => value === undefined || value === null,
  null: (value) => value === null,
  'a string': (value) => typeof value === 'string',
  'a string of another form': (value) => typeof value === 'string',
  'an object': (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'a list': Array.isArray,
  'an array': Array.isArray,
  'a number': (value) => typeof value === 'number',
  'an empty string': (value) => value === '',
  'other text': (value) => typeof value === 'string' && !isJson(value),
  'another one': () => true,
};

/** What a refusal says that it got, by the words of the message. */
const GOT: readonly (readonly [got: RegExp, decide: Decide])[] = [
  [/, got (U\+[0-9A-F]{4,6}) at index (\d+)$/, ([, name = '', index = ''], value) => codePoint(value, name, index)],
  [
    /, got (\d+) characters?$/,
    ([, count], value) => [textOf(value).length, Array.from(textOf(value)).length].includes(Number(count)),
  ],
  [
    / expected the MAC of the sign text with the given key, got another one/,
    (_match, value, sample) => value !== rightMac(sample),
  ],
  [
    / expected "([^"]+)", the name of the given key, got (".*")$/,
    ([, name = '', got = ''], value, { key }) => key.startsWith(`${name}:`) && shownIs(got, value, key),
  ],
  [
    / expected 1 to 86400000 ms, got (\d+)(?: \((.*)\))?$/,
    ([, got, words], value) =>
      Number(value) === Number(got) && Number(got) > 86_400_000 && (words === undefined || inWords(words, Number(got))),
  ],
  [/, got ([a-z ]+)$/, ([, kind = ''], value) => kinds[kind]?.(value) ?? false],
  [/, got (".*")$/s, ([, got = ''], value, { key }) => shownIs(got, value, key)],
  [/, got (-?\d+(?:\.\d+)?)$/, ([, got], value) => Number(value) === Number(got)],
];

/** Whether a reason to refuse the request is true of it. The explanations that are appended to it are checked on their own. */
export function checkRefusal(sentence: string, path: string, sample: Sent, explanations: readonly string[]): Verdict {
  const shown = explanations.reduce((text, explanation) => text.replace(`. ${explanation}`, ''), sentence);
  const member = path.replace(/^\$\.?/, '');
  const value = member === '' ? sample.request : sample.request[member];
  for (const [pattern, decide] of GOT) {
    const match = pattern.exec(shown);
    if (match !== null) {
      if (match[1] !== undefined && kinds[match[1]] === undefined && pattern.source.includes('[a-z ]')) continue;
      return truth(shown, decide(match, value, sample), `the request has ${JSON.stringify(value)}`);
    }
  }
  return undecided(shown, 'a refusal of another form');
}

export const rightMac = ({ request, key }: Sent) =>
  base64(hmac('sha256', utf8(secretOf(key)), utf8(inLines(linesOf(request)))));

function shownIs(shown: string, value: unknown, key: string): boolean {
  const secret = secretOf(key);
  return (
    JSON.parse(shown) === (typeof value === 'string' ? value.replaceAll(secret, '[secret]') : value) ||
    shown.includes('…')
  );
}
function inWords(words: string, ms: number): boolean {
  const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 };
  const parts = [...words.matchAll(/(\d+) (d|h|min|s|ms)\b/g)];
  const sum = parts.reduce((total, [, count, unit = '']) => total + Number(count) * (units[unit] ?? NaN), 0);
  const least = units[parts.at(-1)?.[2] ?? ''] ?? NaN;
  return Math.abs(sum - ms) < least; // the words stop at the unit that matters
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
