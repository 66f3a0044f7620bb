import { Refusal } from './capabilities.testing.js';
import { escapeUnits, fault, type Fault } from './fault.testing.js';
import type { Sdk } from './sdk.testing.js';

const NON_ASCII = /[^\0-\x7f]/g;
const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

function compareCodePoints(a: string, b: string): number {
  const [p, q] = [codePoints(a), codePoints(b)];
  const at = p.findIndex((point, index) => point !== q[index]);
  return at < 0 ? p.length - q.length : (p[at] ?? -1) - (q[at] ?? -1);
}

function quoteWith(change: (quoted: string) => string) {
  return (sdk: Sdk) => {
    sdk.quote = (text) => change(JSON.stringify(text));
  };
}

function leniently(change: (text: string) => string) {
  return (sdk: Sdk) => {
    const parse = sdk.parseJson.bind(sdk);
    sdk.parseJson = (text) => {
      try {
        return parse(text);
      } catch {
        return parse(change(text));
      }
    };
  };
}

/** Text that is signed as the caller wrote it. */
function verbatim(sdk: Sdk): void {
  const canonicalize = sdk.canonicalize.bind(sdk);
  sdk.canonicalize = (given) => (typeof given === 'string' ? given : canonicalize(given));
}

/** How serialisers and readers of capabilities go wrong. */
export const capabilityFaults: readonly Fault[] = [
  // Order
  fault('lists integer-like names first, as a JavaScript object does', (sdk) => {
    const sort = sdk.sortResources.bind(sdk);
    sdk.sortResources = (entries) => Object.entries(Object.fromEntries(sort(entries)));
  }),
  fault("orders numeric names as numbers, as PHP's ksort does", (sdk) => {
    const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
    sdk.sortResources = (entries) => entries.toSorted(([a], [b]) => number(a) - number(b) || (a < b ? -1 : 1));
  }),
  fault('orders names by code points or UTF-8 bytes', (sdk) => {
    sdk.compare = compareCodePoints;
  }),
  fault("orders names by a culture's collation", (sdk) => {
    sdk.compare = (a, b) => a.localeCompare(b, 'en');
  }),
  fault('orders names without regard to case', (sdk) => {
    sdk.compare = (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  }),
  fault('orders names backwards', (sdk) => {
    sdk.compare = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
  }),
  fault('orders names by length first', (sdk) => {
    sdk.compare = (a, b) => a.length - b.length || (a < b ? -1 : 1);
  }),
  fault('does not order resources', (sdk) => {
    sdk.sortResources = (entries) => entries;
  }),
  fault('does not order operations', (sdk) => {
    sdk.sortOperations = (operations) => operations;
  }),
  fault('keeps duplicate operations', (sdk) => {
    sdk.distinct = (operations) => operations;
  }),
  fault('drops only duplicates that stand together', (sdk) => {
    sdk.distinct = (operations) => operations.filter((operation, index) => operation !== operations[index - 1]);
  }),
  fault('signs capability text as the caller wrote it', verbatim),
  // White space and escapes
  fault("separates as Python's json.dumps does", (sdk) => {
    sdk.separators = [', ', ': '];
  }),
  fault('puts a space after colons', (sdk) => {
    sdk.separators = [',', ': '];
  }),
  fault('puts a space after commas', (sdk) => {
    sdk.separators = [', ', ':'];
  }),
  fault('strips white space inside of names', (sdk) => {
    const write = sdk.write.bind(sdk);
    sdk.write = (entries) => write(entries).replace(/\s/g, '');
  }),
  fault(
    'trims names',
    quoteWith((quoted) => `"${quoted.slice(1, -1).trim()}"`),
  ),
  fault(
    'writes characters outside ASCII as \\uXXXX',
    quoteWith((quoted) => escapeUnits(quoted, NON_ASCII)),
  ),
  fault(
    'writes / as \\/',
    quoteWith((quoted) => quoted.replaceAll('/', '\\/')),
  ),
  fault(
    'writes characters of HTML as \\uXXXX',
    quoteWith((quoted) => escapeUnits(quoted, /[<>&='\u2028\u2029]/g)),
  ),
  fault(
    'writes < > & as \\uXXXX',
    quoteWith((quoted) => escapeUnits(quoted, /[<>&]/g)),
  ),
  fault(
    'writes U+2028 and U+2029 as escapes',
    quoteWith((quoted) => escapeUnits(quoted, /[\u2028\u2029]/g)),
  ),
  fault(
    'writes U+007F as an escape',
    quoteWith((quoted) => escapeUnits(quoted, /\u007f/g)),
  ),
  fault(
    'writes C1 controls as escapes',
    quoteWith((quoted) => escapeUnits(quoted, /[\u0080-\u009f]/g)),
  ),
  fault(
    'writes line feeds as \\u000a',
    quoteWith((quoted) => quoted.replaceAll('\\n', '\\u000a')),
  ),
  fault(
    'writes backspaces as \\u0008',
    quoteWith((quoted) => quoted.replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c')),
  ),
  fault(
    'writes escapes in capitals',
    quoteWith((quoted) => quoted.replace(/\\u[\da-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`)),
  ),
  fault(
    'does not escape backslashes',
    quoteWith((quoted) => quoted.replaceAll('\\\\', '\\')),
  ),
  fault(
    'brings names into Unicode form C',
    quoteWith((quoted) => quoted.normalize('NFC')),
  ),
  // Shape
  fault('takes a lone operation for a list', (sdk) => {
    const read = sdk.readOperations.bind(sdk);
    sdk.readOperations = (value) => read(typeof value === 'string' ? [value] : value);
  }),
  fault('takes a JSON list for a capability', (sdk) => {
    const members = sdk.membersOf.bind(sdk);
    sdk.membersOf = (value) => members(Array.isArray(value) ? Object.fromEntries(value.entries()) : value);
  }),
  fault('writes names 0 to n as a JSON list', (sdk) => {
    const write = sdk.write.bind(sdk);
    sdk.write = (entries) =>
      entries.every(([name], index) => name === String(index))
        ? JSON.stringify(entries.map(([, operations]) => operations))
        : write(entries);
  }),
  fault('drops resources without operations', (sdk) => {
    const read = sdk.readOperations.bind(sdk);
    sdk.readOperations = (value) => (Array.isArray(value) && value.length === 0 ? undefined : read(value));
  }),
  fault('drops empty operations', (sdk) => {
    const read = sdk.readOperations.bind(sdk);
    sdk.readOperations = (value) => {
      const kept: unknown[] | undefined = Array.isArray(value)
        ? value.filter((operation) => operation !== '')
        : undefined;
      return kept?.length === 0 ? undefined : read(kept ?? value);
    };
  }),
  fault('takes an empty resource name', (sdk) => {
    sdk.readResource = (name) => name;
  }),
  fault('lets * swallow the operations beside it', (sdk) => {
    sdk.wildcardBeside = () => ['*'];
  }),
  fault('keeps * beside other operations', (sdk) => {
    sdk.wildcardBeside = (operations) => sdk.sortOperations(operations);
  }),
  fault('refuses operations that it does not know', (sdk) => {
    const read = sdk.readOperation.bind(sdk);
    sdk.readOperation = (value) => {
      if (value === 'fly') throw new Refusal();
      return read(value);
    };
  }),
  fault('loses __proto__', (sdk) => {
    const members = sdk.membersOf.bind(sdk);
    sdk.membersOf = (value) => members(value).filter(([name]) => name !== '__proto__');
  }),
  // JSON
  fault('takes a member that is named twice', (sdk) => {
    sdk.parseJson = (text) => JSON.parse(text) as unknown;
  }),
  fault('takes lone surrogates', (sdk) => {
    const parse = sdk.parseJson.bind(sdk);
    sdk.parseJson = (text) => {
      const value = JSON.parse(text) as unknown;
      return /\p{Surrogate}/u.test(
        JSON.stringify(value).replace(/\\u(d[89a-f]..)/g, (_, unit: string) =>
          String.fromCharCode(Number.parseInt(unit, 16)),
        ),
      )
        ? value
        : parse(text);
    };
  }),
  fault(
    'takes single quotes',
    leniently((text) => text.replaceAll("'", '"')),
  ),
  fault(
    'takes bare names',
    leniently((text) => text.replace(/([{,[])(\w+|\*)(?=[:\],])/g, '$1"$2"')),
  ),
  fault(
    'takes trailing commas',
    leniently((text) => text.replace(/,(?=[}\]])/g, '')),
  ),
  fault(
    'takes comments',
    leniently((text) => text.replace(/\/\/.*$/m, '')),
  ),
  fault(
    'takes a byte order mark',
    leniently((text) => text.replace(/^\ufeff/, '')),
  ),
  fault(
    'takes raw control characters in strings',
    leniently((text) => text.replace(/\n/g, '\\n')),
  ),
  fault(
    'takes text after the object',
    leniently((text) => text.slice(0, text.indexOf('}') + 1)),
  ),
  // Limits
  fault('has no limit of depth', (sdk) => {
    sdk.maxDepth = 100_000;
  }),
  fault('has a limit of depth that is one too low', (sdk) => {
    sdk.maxDepth = 7;
  }),
  fault('has no limit of size', (sdk) => {
    sdk.maxBytes = 1e9;
  }),
  fault('has a limit of size that is one too low', (sdk) => {
    sdk.maxBytes = 131_071;
  }),
  fault('has no limit of resources', (sdk) => {
    sdk.maxResources = 1e9;
  }),
  fault('has a limit of resources that is one too low', (sdk) => {
    sdk.maxResources = 4999;
  }),
  fault('has no limit of operations', (sdk) => {
    sdk.maxOperations = 1e9;
  }),
  fault('has a limit of operations that is one too low', (sdk) => {
    sdk.maxOperations = 63;
  }),
  fault("has no limit of a resource's length", (sdk) => {
    sdk.maxResource = 1e9;
  }),
  fault("has a limit of a resource's length that is one too low", (sdk) => {
    sdk.maxResource = 8191;
  }),
  fault("has no limit of an operation's length", (sdk) => {
    sdk.maxOperation = 1e9;
  }),
  fault('counts UTF-16 code units', (sdk) => {
    sdk.lengthOf = (text) => text.length;
  }),
  fault('counts bytes', (sdk) => {
    sdk.lengthOf = (text) => Buffer.byteLength(text);
  }),
];
