import type { Random } from '../random.testing.js';
import { rightPlan, type Plan } from './plan.testing.js';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const NAME = LETTERS + DIGITS;

const CLIENT_IDS = [
  'bob',
  'Alice',
  'user-42',
  'user_7@example.com',
  'bob+test@example.com',
  'Zoë Müller',
  'Łukasz',
  '田中',
  'ana & ben',
  '<guest>',
  "O'Brien",
  'DOMAIN\\carol',
  'a/b/c',
  '007',
  'team:red',
  '*',
  '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
  '😀cat',
];
const RESOURCES =
  "* chat news:* orders/2026 Room room é über:* x<y> it's q&a=1 10 9 2 foo-bar foo_bar [meta]log 日本 𝒳 c++ ﬁle"
    .split(' ')
    .concat('private:user:42', 'a b', 'tab\there', 'line\u2028sep');
const OPERATIONS = ['subscribe', 'publish', 'presence', 'history', 'stats', 'channel-metadata', 'push-subscribe'];
const TTLS = [60_000, 3_600_000, 7_200_000, 86_400_000, 1_800_000, 90_000, 1_234_567, 43_200_000, 600_000];

/** A random right request and its plan. */
export function randomPlan(random: Random): Plan {
  const secret = random.chance(0.6)
    ? random.text(`${NAME}-_`, random.pick([22, 43]))
    : random.pick([
        random.text(NAME, 16),
        `${random.text(NAME, 10)}-${random.text(NAME, 6)}_${random.text(NAME, 5)}`,
        `${random.text(NAME, 8)}:${random.text(NAME, 8)}`,
        `${random.text(NAME, 12)}+${random.text(NAME, 9)}/=`,
        random.text('0123456789abcdef', 32),
      ]);
  const keyName = `${random.text(NAME, 6)}.${random.text(NAME, 6)}`;
  const wire: Record<string, unknown> = { keyName };
  if (random.chance(0.6)) wire['ttl'] = random.pick(TTLS);
  if (random.chance(0.75)) wire['capability'] = capabilityText(randomCapability(random));
  if (random.chance(0.65)) wire['clientId'] = random.pick(CLIENT_IDS);
  const second = 1_735_700_000 + random.below(50_000_000);
  wire['timestamp'] = second * 1000 + (random.chance(0.8) ? random.below(1000) : 0);
  wire['nonce'] = random.pick([
    () => random.text(DIGITS, 16),
    () => random.text('0123456789abcdef', 32),
    () => random.text(`${NAME}-_`, 22),
    () => `${random.text(`${NAME}+/`, 22)}==`,
    () => [8, 4, 4, 4, 12].map((length) => random.text('0123456789abcdef', length)).join('-'),
  ])();
  return rightPlan(`${keyName}:${secret}`, wire);
}

export type Entries = readonly (readonly [resource: string, operations: readonly string[]])[];

/** Entries in canonical order: by UTF-16 code units. */
function randomCapability(random: Random): Entries {
  const names = new Set(Array.from({ length: 1 + random.below(4) }, () => random.pick(RESOURCES)));
  return [...names].sort(byCodeUnits).map((name) => {
    const operations = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(OPERATIONS)));
    return [name, random.chance(0.12) ? ['*'] : [...operations].sort(byCodeUnits)] as const;
  });
}

export const byCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** JSON text in the order of the entries, which a JavaScript object would not keep. */
export const capabilityText = (entries: Entries, colon = ':', comma = ',', string = quoted) =>
  `{${entries.map(([name, list]) => string(name) + colon + listText(list, comma, string)).join(comma)}}`;
const listText = (list: readonly string[], comma: string, string: (text: string) => string) =>
  `[${list.map(string).join(comma)}]`;
const quoted = (text: string) => JSON.stringify(text);

/** The entries of a canonical text, in its order. */
export const entriesOf = (text: string): Entries =>
  Object.entries(JSON.parse(text) as Record<string, string[]>).sort(([a], [b]) => byCodeUnits(a, b));
