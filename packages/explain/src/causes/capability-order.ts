import { distinct } from '../internal/capability-style.js';
import { quirkOf, signedWith, type SerializerQuirk } from '../internal/serializer-quirks.js';
import * as orders from '../internal/orders.js';

// Orders of resources and operations. The canonical one is by UTF-16 code units.

const SORT = 'Sort resources and operations by UTF-16 code units (plain string comparison in JavaScript and Java).';

export const RESOURCES_UNSORTED = signedWith(
  'capability.resources-unsorted',
  'its resources not sorted: the order of the resources differs',
  SORT,
  [
    'JSON.stringify',
    'PHP json_encode',
    'Ruby Hash',
    'Python dict',
    'Java LinkedHashMap',
    '.NET Dictionary',
    'Swift Dictionary',
    'Rust HashMap',
  ],
);
export const OPERATIONS_UNSORTED = signedWith(
  'capability.operations-unsorted',
  'its operations not sorted: the order of the operations differs',
  SORT,
  [
    'PHP json_encode',
    'ably-php',
    'ably-dotnet',
    'JSON.stringify',
    'Python json.dumps',
    'Go encoding/json',
    'Gson and Jackson',
    'Swift JSONEncoder',
    'Ruby JSON.generate',
  ],
);

const BY_CULTURE = signedWith(
  'capability.resources-by-culture',
  "resources sorted as a person's language sorts them",
  '.NET: sort with StringComparer.Ordinal; JavaScript: not with localeCompare.',
  ['ably-dotnet', '.NET OrderBy and SortedDictionary', 'JavaScript localeCompare'],
);

const DUPLICATED = signedWith(
  'capability.operations-duplicated',
  'an operation listed twice',
  'Operations are a set: write each once.',
  ['ably-js', 'ably-ruby', 'ably-java'],
);

export const ORDER_QUIRKS: readonly SerializerQuirk[] = [
  quirkOf(
    { resources: (names) => names.toSorted(orders.codePoints) },
    'capability.resources-by-code-point',
    'resources in code point order, which differs from UTF-16 order beyond U+FFFF',
    'Python: sort with key=lambda name: name.encode("utf-16-be"); Go, Ruby, Rust: compare the UTF-16 code units.',
    [
      'Python sorted and sort_keys',
      'ably-python',
      'ably-ruby',
      'ably-php',
      'PHP ksort',
      'Go encoding/json',
      'Rust BTreeMap',
      'Swift sortedKeys',
    ],
  ),
  quirkOf(
    { resources: (names) => names.toSorted(orders.integersFirst) },
    'capability.resources-integers-first',
    'integer-like resource names first, ascending: the order of a JavaScript object',
    'Write the JSON text from a sorted list of entries: a JavaScript object cannot hold "10" before "9" or after "a".',
    ['ably-js', 'JavaScript objects'],
  ),
  quirkOf(
    { resources: (names) => names.toSorted(orders.ksort) },
    'capability.resources-numeric-strings-as-numbers',
    'numeric resource names sorted as numbers, as by ksort',
    'PHP: ksort($capability, SORT_STRING).',
    ['PHP ksort', 'ably-php'],
  ),
  {
    cause: BY_CULTURE,
    style: { resources: (names) => names.toSorted(orders.collated) },
  },
  {
    cause: BY_CULTURE,
    style: { resources: (names) => names.toSorted(orders.wordSort) },
  },
  quirkOf(
    { rare: true, resources: (names) => names.toSorted(orders.ignoringCase) },
    'capability.resources-ignoring-case',
    'resources sorted without regard to case',
    SORT,
    ['Java String.CASE_INSENSITIVE_ORDER', '.NET StringComparer.OrdinalIgnoreCase'],
  ),
  { cause: RESOURCES_UNSORTED, style: { resources: (names) => [...names] } },
  {
    cause: RESOURCES_UNSORTED,
    style: { resources: (names) => names.toSorted(orders.descending) },
  },
  quirkOf(
    { resources: hashOrder },
    'capability.resources-by-hash',
    "its resources not sorted, in the order of Java's HashMap",
    'Java: put them in a TreeMap; org.json.JSONObject keeps a HashMap inside.',
    ['Java HashMap', 'org.json'],
  ),
  {
    cause: DUPLICATED,
    style: { operations: (names) => names.toSorted(orders.utf16) },
  },
  {
    cause: DUPLICATED,
    style: {
      operations: (names) =>
        distinct(names)
          .sort(orders.utf16)
          .flatMap((name) => [name, name]),
    },
  },
  {
    cause: DUPLICATED,
    style: { operations: (names) => withLastTwice(distinct(names).sort(orders.utf16)) },
  },
  { cause: OPERATIONS_UNSORTED, style: { operations: (names) => [...names] } },
  { cause: OPERATIONS_UNSORTED, style: { operations: distinct } },
  {
    cause: OPERATIONS_UNSORTED,
    style: { operations: (names) => distinct(names).sort(orders.descending) },
  },
  quirkOf(
    { operations: (names) => hashOrder(distinct(names)) },
    'capability.operations-by-hash',
    "its operations not sorted, in the order of Java's HashSet",
    'Java: put them in a TreeSet.',
    ['Java HashSet'],
  ),
];

/** Fewer names than this are in the order of a hash by chance. */
const FEWEST_NAMES = 4;

function hashOrder(names: readonly string[]): string[] {
  return names.length < FEWEST_NAMES ? names.toSorted(orders.utf16) : orders.javaHashOrder(names);
}

function withLastTwice(names: readonly string[]): string[] {
  return [...names, ...names.slice(-1)];
}
