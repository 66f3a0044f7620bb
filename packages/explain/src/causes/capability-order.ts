import { cause } from '../cause.js';
import { distinct } from '../internal/capability-style.js';
import type { Habit } from '../internal/habits.js';
import * as orders from '../internal/orders.js';

// Orders of resources and operations. The canonical one is by UTF-16 code units.

const SORT = 'Sort resources and operations by UTF-16 code units (plain string comparison in JavaScript and Java).';

export const RESOURCES_UNSORTED = cause('capability.resources-unsorted', 'resources not sorted', SORT, [
  'JSON.stringify',
  'PHP json_encode',
  'Ruby Hash',
  'Python dict',
  'Java LinkedHashMap',
  '.NET Dictionary',
  'Swift Dictionary',
  'Rust HashMap',
]);
export const OPERATIONS_UNSORTED = cause('capability.operations-unsorted', 'operations not sorted', SORT, [
  'PHP json_encode',
  'ably-php',
  'ably-dotnet',
  'JSON.stringify',
  'Python json.dumps',
  'Go encoding/json',
  'Gson and Jackson',
  'Swift JSONEncoder',
  'Ruby JSON.generate',
]);

export const ORDER_HABITS: readonly Habit[] = [
  {
    aspect: 'resources',
    cause: cause(
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
    style: { resources: (names) => names.toSorted(orders.codePoints) },
  },
  {
    aspect: 'resources',
    cause: cause(
      'capability.resources-integers-first',
      'integer-like resource names first, ascending: the order of a JavaScript object',
      'Write the JSON text from a sorted list of entries: a JavaScript object cannot hold "10" before "9" or after "a".',
      ['ably-js', 'JavaScript objects'],
    ),
    style: { resources: (names) => names.toSorted(orders.integersFirst) },
  },
  {
    aspect: 'resources',
    cause: cause(
      'capability.resources-numeric-strings-as-numbers',
      'numeric resource names sorted as numbers, as by ksort',
      'PHP: ksort($capability, SORT_STRING).',
      ['PHP ksort', 'ably-php'],
    ),
    style: { resources: (names) => names.toSorted(orders.ksort) },
  },
  {
    aspect: 'resources',
    cause: cause(
      'capability.resources-by-culture',
      "resources sorted as a person's language sorts them",
      '.NET: sort with StringComparer.Ordinal; JavaScript: not with localeCompare.',
      ['ably-dotnet', '.NET OrderBy and SortedDictionary', 'JavaScript localeCompare'],
    ),
    style: { resources: (names) => names.toSorted(orders.collated) },
  },
  {
    aspect: 'resources',
    rare: true,
    cause: cause('capability.resources-ignoring-case', 'resources sorted without regard to case', SORT, [
      'Java String.CASE_INSENSITIVE_ORDER',
      '.NET StringComparer.OrdinalIgnoreCase',
    ]),
    style: { resources: (names) => names.toSorted(orders.ignoringCase) },
  },
  { aspect: 'resources', cause: RESOURCES_UNSORTED, style: { resources: (names) => [...names] } },
  {
    aspect: 'resources',
    cause: RESOURCES_UNSORTED,
    style: { resources: (names) => names.toSorted(orders.descending) },
  },
  {
    aspect: 'resources',
    cause: cause(
      'capability.resources-by-hash',
      "resources in the order of Java's HashMap",
      'Java: put them in a TreeMap; org.json.JSONObject keeps a HashMap inside.',
      ['Java HashMap', 'org.json'],
    ),
    style: { resources: orders.javaHashOrder },
  },
  {
    aspect: 'operations',
    cause: cause(
      'capability.operations-duplicated',
      'an operation listed twice',
      'Operations are a set: write each once.',
      ['ably-js', 'ably-ruby', 'ably-java'],
    ),
    style: { operations: (names) => names.toSorted(orders.utf16) },
  },
  { aspect: 'operations', cause: OPERATIONS_UNSORTED, style: { operations: (names) => [...names] } },
  { aspect: 'operations', cause: OPERATIONS_UNSORTED, style: { operations: distinct } },
  {
    aspect: 'operations',
    cause: OPERATIONS_UNSORTED,
    style: { operations: (names) => distinct(names).sort(orders.descending) },
  },
  {
    aspect: 'operations',
    cause: cause(
      'capability.operations-by-hash',
      "operations in the order of Java's HashSet",
      'Java: put them in a TreeSet.',
      ['Java HashSet'],
    ),
    style: { operations: (names) => orders.javaHashOrder(distinct(names)) },
  },
];
