import { unknownOperations } from '@ably-auth/capability';
import {
  either,
  entriesOf,
  escapeUnits,
  mapStrings,
  mutating,
  refuse,
  textOf,
  type Entries,
  type Mutant,
} from './mutant.testing.js';

type Input = { readonly text?: string; readonly capability?: unknown };
type Given = readonly [string, unknown][];

const canonicalizing = mutating<Input, { text: string }>('canonicalize-capability');
const parsing = mutating<{ readonly text: string }, { capability: object }>('parse-capability');

const valueOf = ({ text, capability }: Input): unknown => (text === undefined ? capability : JSON.parse(text));
const givenOf = (input: Input): Given => Object.entries(valueOf(input) as object);
const listOf = (given: Given, name: string) => given.find(([one]) => one === name)?.[1] as string[];

/** Writes the entries otherwise. */
const writing = (name: string, change: (entries: Entries, given: Given) => Entries) =>
  canonicalizing(name, async (input, right) => ({
    text: textOf(change(entriesOf((await right(input)).text), givenOf(input))),
  }));

const ordering = (name: string, compare: (a: string, b: string) => number) =>
  writing(name, (entries) =>
    entries
      .map(([resource, operations]) => [resource, operations.toSorted(compare)] as const)
      .toSorted(([a], [b]) => compare(a, b)),
  );

const listing = (name: string, change: (operations: string[]) => string[]) =>
  writing(name, (entries, given) => entries.map(([resource]) => [resource, change(listOf(given, resource))]));

/** Changes the text that is written. */
const rewriting = (name: string, change: (text: string) => string) =>
  canonicalizing(name, async (input, right) => ({ text: change((await right(input)).text) }));

const quoting = (name: string, change: (quoted: string) => string) =>
  rewriting(name, (text) => mapStrings(text, change));

/** Accepts what becomes valid by a change of the value, or of the text. */
const repairing = (name: string, change: (value: unknown) => unknown) =>
  canonicalizing(name, (input, right) =>
    either(
      () => right(input),
      () => right({ capability: change(valueOf(input)) }),
    ),
  );

const entries = (change: (entry: [string, unknown]) => [string, unknown][]) => (value: unknown) =>
  Array.isArray(value) ? value : Object.fromEntries(Object.entries(value as object).flatMap(change));

const leniently = (name: string, change: (text: string) => string) =>
  canonicalizing(name, (input, right) =>
    either(
      () => right(input),
      () => (input.text === undefined ? refuse() : right({ text: change(input.text) })),
    ),
  );

/** Accepts and refuses by another limit. */
const accepting = (name: string, accepts: (given: Given) => boolean) =>
  canonicalizing(name, (input, right) =>
    either(
      () => right(input),
      () => (accepts(givenOf(input)) ? { text: JSON.stringify(valueOf(input)) } : refuse()),
    ),
  );

const refusing = (name: string, refuses: (given: Given) => boolean) =>
  canonicalizing(name, (input, right) => (refuses(givenOf(input)) ? refuse() : right(input)));

const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

function compareCodePoints(a: string, b: string): number {
  const [p, q] = [codePoints(a), codePoints(b)];
  const at = p.findIndex((point, index) => point !== q[index]);
  return at < 0 ? p.length - q.length : (p[at] ?? -1) - (q[at] ?? -1);
}

const compareUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
const length = (text: string) => Array.from(text).length;
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const operationsOf = (given: Given) => given.flatMap(([, list]) => list as string[]);

/** How serializers and readers of capabilities go wrong. */
export const capabilityMutants: readonly Mutant[] = [
  // Order
  rewriting('lists integer-like names first, as a JavaScript object does', (text) => JSON.stringify(JSON.parse(text))),
  writing("orders numeric names as numbers, as PHP's ksort does", (all) =>
    all.toSorted(([a], [b]) => numberOf(a) - numberOf(b) || compareUnits(a, b)),
  ),
  ordering('orders names by code points or UTF-8 bytes', compareCodePoints),
  ordering("orders names by a culture's collation", (a, b) => a.localeCompare(b, 'en')),
  ordering('orders names without regard to case', (a, b) => compareUnits(a.toLowerCase(), b.toLowerCase())),
  ordering('orders names backwards', (a, b) => compareUnits(b, a)),
  ordering('orders names by length first', (a, b) => a.length - b.length || compareUnits(a, b)),
  writing('does not order resources', (all, given) => {
    const place = (name: string) => given.findIndex(([one]) => one === name);
    return all.toSorted(([a], [b]) => place(a) - place(b));
  }),
  listing('does not order operations', (operations) => [...new Set(operations)]),
  listing('keeps duplicate operations', (operations) => operations.toSorted()),
  listing('drops only duplicates that stand together', (operations) =>
    operations.filter((operation, index) => operation !== operations[index - 1]).toSorted(),
  ),
  canonicalizing('signs capability text as the caller wrote it', async (input, right) => {
    const { text } = await right(input);
    return { text: input.text ?? text };
  }),
  // White space and escapes
  rewriting("separates as Python's json.dumps does", (text) => textOf(entriesOf(text), [', ', ': '])),
  rewriting('puts a space after colons', (text) => textOf(entriesOf(text), [',', ': '])),
  rewriting('puts a space after commas', (text) => textOf(entriesOf(text), [', ', ':'])),
  rewriting('strips white space inside names', (text) => text.replace(/\s/g, '')),
  quoting('trims names', (quoted) => `"${quoted.slice(1, -1).trim()}"`),
  quoting('writes characters outside ASCII as \\uXXXX', (quoted) => escapeUnits(quoted, /[^\0-\x7f]/g)),
  quoting('writes / as \\/', (quoted) => quoted.replaceAll('/', '\\/')),
  quoting('writes characters of HTML as \\uXXXX', (quoted) => escapeUnits(quoted, /[<>&='\u2028\u2029]/g)),
  quoting('writes < > & as \\uXXXX', (quoted) => escapeUnits(quoted, /[<>&]/g)),
  quoting('writes U+2028 and U+2029 as escapes', (quoted) => escapeUnits(quoted, /[\u2028\u2029]/g)),
  quoting('writes U+007F as an escape', (quoted) => escapeUnits(quoted, /\u007f/g)),
  quoting('writes C1 controls as escapes', (quoted) => escapeUnits(quoted, /[\u0080-\u009f]/g)),
  quoting('writes line feeds as \\u000a', (quoted) => quoted.replaceAll('\\n', '\\u000a')),
  quoting('writes backspaces as \\u0008', (quoted) => quoted.replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c')),
  quoting('writes escapes in capitals', (quoted) =>
    quoted.replace(/\\u[\da-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
  ),
  quoting('does not escape backslashes', (quoted) => quoted.replaceAll('\\\\', '\\')),
  quoting('brings names into Unicode form C', (quoted) => quoted.normalize('NFC')),
  // Shape
  repairing(
    'takes a lone operation for a list',
    entries(([name, list]) => [[name, typeof list === 'string' ? [list] : list]]),
  ),
  repairing('takes a JSON list for a capability', (value) =>
    isList(value) ? Object.fromEntries(value.entries()) : value,
  ),
  rewriting('writes names 0 to n as a JSON list', (text) =>
    entriesOf(text).every(([name], index) => name === String(index))
      ? JSON.stringify(entriesOf(text).map(([, operations]) => operations))
      : text,
  ),
  repairing(
    'drops resources without operations',
    entries(([name, list]) => (isList(list) && list.length === 0 ? [] : [[name, list]])),
  ),
  repairing(
    'drops empty operations',
    entries(([name, list]) => {
      const kept = isList(list) ? list.filter((operation) => operation !== '') : list;
      return isList(kept) && kept.length === 0 ? [] : [[name, kept]];
    }),
  ),
  accepting('takes an empty resource name', (given) => given.some(([name]) => name === '')),
  repairing(
    'lets * swallow the operations beside it',
    entries(([name, list]) => [[name, isList(list) && list.includes('*') ? ['*'] : list]]),
  ),
  accepting('keeps * beside other operations', (given) =>
    given.some(([, list]) => isList(list) && list.includes('*') && list.length > 1),
  ),
  refusing(
    'refuses operations that it does not know',
    (given) => unknownOperations(Object.fromEntries(given) as Record<string, string[]>).length > 0,
  ),
  writing('loses __proto__', (all) => all.filter(([name]) => name !== '__proto__')),
  // JSON
  leniently('takes a member that is named twice', (text) => JSON.stringify(JSON.parse(text))),
  canonicalizing('takes lone surrogates', (input, right) =>
    either(
      () => right(input),
      () => {
        const text = JSON.stringify(valueOf(input));
        return /\\ud[89a-f]/.test(text) ? { text } : refuse();
      },
    ),
  ),
  leniently('takes single quotes', (text) => text.replaceAll("'", '"')),
  leniently('takes bare names', (text) => text.replace(/([{,[])(\w+|\*)(?=[:\],])/g, '$1"$2"')),
  leniently('takes trailing commas', (text) => text.replace(/,(?=[}\]])/g, '')),
  leniently('takes comments', (text) => text.replace(/\/\/.*$/m, '')),
  leniently('takes a byte order mark', (text) => text.replace(/^\ufeff/, '')),
  leniently('takes raw control characters in strings', (text) => text.replace(/\n/g, '\\n')),
  leniently('takes text after the object', (text) => text.slice(0, text.indexOf('}') + 1)),
  misreadingEscapes(),
  // Limits
  accepting('has no limit of resources', (given) => given.length > 5000),
  parsing('has a limit of resources that is one too low', (input, right) =>
    givenOf(input).length > 4999 ? refuse() : right(input),
  ),
  accepting('has no limit of operations', (given) => given.some(([, list]) => isList(list) && list.length > 64)),
  refusing('has a limit of operations that is one too low', (given) =>
    given.some(([, list]) => isList(list) && list.length > 63),
  ),
  accepting("has no limit of a resource's length", (given) => given.some(([name]) => length(name) > 8192)),
  refusing("has a limit of a resource's length that is one too low", (given) =>
    given.some(([name]) => length(name) > 8191),
  ),
  accepting("has no limit of an operation's length", (given) => operationsOf(given).some((one) => length(one) > 64)),
  refusing('counts UTF-16 code units', (given) => operationsOf(given).some((one) => one.length > 64)),
  refusing('counts bytes', (given) => operationsOf(given).some((one) => Buffer.byteLength(one) > 64)),
];

/** As V8's JSON.parse: of a name with an escape, the characters as they stand, if they are a name that was seen. */
function misreadingEscapes(): Mutant {
  const seen = new Set<string>();
  return canonicalizing('takes a name with an escape for a similar one that it saw', async (input, right) => {
    const names = mapStrings(input.text ?? '{}', (quoted) => {
      const name = JSON.parse(quoted) as string;
      const start = quoted.slice(1, 1 + name.length);
      const misread = quoted.includes('\\') && start !== name && seen.has(start);
      seen.add(name);
      return misread ? JSON.stringify(start) : quoted;
    });
    return right(input.text === undefined ? input : { text: names });
  });
}
