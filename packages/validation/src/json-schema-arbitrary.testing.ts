import fc from 'fast-check';

/** The part of JSON Schema that the schemas use. */
export type Schema = {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly maxProperties?: number;
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
};

/** Names that JavaScript objects treat in their own way, and names that a path has to quote. */
export const ODD_NAMES = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '10',
  '9',
  '01',
  'a b',
  'a.b',
  'a[0]',
  '"]',
  "it's",
  'back\\slash',
  'ü😀',
  '\ud83d',
  '\u2028',
  'client_id',
];

/** One code point, or half of a surrogate pair. */
const character: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), weight: 4 },
  { arbitrary: fc.constantFrom('é', '😀', '\u{10ffff}', '\ud800', '\udc00', '\u2028', '\n', '\0', '\x7f'), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), weight: 1 },
);

/** Values that are valid by a JSON Schema, those at its limits among them. */
export function validValue(schema: Schema): fc.Arbitrary<unknown> {
  return valueWithin(schema, 0);
}

/** The same, but each number, length and size may be one beyond its limit. */
export function edgeValue(schema: Schema): fc.Arbitrary<unknown> {
  return valueWithin(schema, 1);
}

/** How far beyond its limits a value may be. */
type Slack = 0 | 1;

function valueWithin(schema: Schema, slack: Slack): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((branch) => valueWithin(branch, slack)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textWithin(schema, slack);
    case 'integer':
      return integerWithin(schema, slack);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listWithin(schema, slack);
    case 'object':
      return schema.properties ? objectWithin(schema, schema.properties, slack) : recordWithin(schema, slack);
    default:
      throw new Error(`no arbitrary for the type ${schema.type}`);
  }
}

function textWithin(schema: Schema, slack: Slack): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = Infinity, pattern = '' } = schema;
  const [least, most] = [Math.max(minLength - slack, 0), maxLength + slack];
  const regex = new RegExp(pattern, 'u');
  const allowsEachCharacter = regex.test('') && regex.test('a');
  const short = allowsEachCharacter
    ? fc
        .array(
          character.filter((text) => regex.test(text)),
          { minLength: least, maxLength: Math.min(most, least + 8) },
        )
        .map((characters) => characters.join(''))
    : fc.stringMatching(regex);
  const longest = short.map((text) => text + (Array.from(text).at(-1) ?? 'a').repeat(room(text, most)));
  return fc.oneof({ arbitrary: short, weight: 15 }, { arbitrary: longest, weight: 1 }).filter((text) => {
    const length = Array.from(text).length;
    return length >= least && length <= most && regex.test(text);
  });
}

/** How many characters are missing from the longest text; none where texts may be as long as they like. */
function room(text: string, maxLength: number): number {
  return maxLength === Infinity ? 0 : Math.max(maxLength - Array.from(text).length, 0);
}

function integerWithin({ minimum = -100, maximum = 100 }: Schema, slack: Slack): fc.Arbitrary<number> {
  return fc.oneof(
    fc.maxSafeInteger().map((n) => minimum + (Math.abs(n) % (maximum - minimum))),
    fc.constantFrom(minimum - slack, maximum + slack, minimum === 0 ? -0 : minimum, maximum),
  );
}

function listWithin({ items = {}, minItems = 0, maxItems = Infinity }: Schema, slack: Slack): fc.Arbitrary<unknown[]> {
  const least = Math.max(minItems - slack, 0);
  const item = valueWithin(items, slack);
  const short = fc.array(item, { minLength: least, maxLength: Math.min(maxItems, minItems + 3) });
  if (maxItems === Infinity) return short;
  const longest = item.map((value) => Array.from({ length: maxItems + slack }, () => value));
  return fc.oneof({ arbitrary: short, weight: 15 }, { arbitrary: longest, weight: 1 });
}

function objectWithin(
  schema: Schema,
  properties: Readonly<Record<string, Schema>>,
  slack: Slack,
): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, member]) => {
    const entry = valueWithin(member, slack).map((value) => [name, value] as const);
    return schema.required?.includes(name) === true ? entry : fc.option(entry, { nil: undefined, freq: 2 });
  });
  const others =
    schema.additionalProperties === true
      ? fc
          .array(fc.tuple(anyName, anyJson), { maxLength: 2 })
          .map((entries) => entries.filter(([name]) => !Object.hasOwn(properties, name)))
      : fc.constant([]);
  return fc
    .tuple(fc.tuple(...members), others)
    .map(([known, unknown]) => Object.fromEntries([...known.filter((entry) => entry !== undefined), ...unknown]));
}

function recordWithin({ propertyNames = {}, additionalProperties }: Schema, slack: Slack): fc.Arbitrary<unknown> {
  const name = fc
    .oneof(anyName, textWithin(propertyNames, slack))
    .filter((text) => text.length >= (propertyNames.minLength ?? 0) - slack);
  const value = typeof additionalProperties === 'object' ? valueWithin(additionalProperties, slack) : anyJson;
  return fc.array(fc.tuple(name, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

/** Any member name. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD_NAMES),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const ODD_NUMBERS = [0, -0, 1, -1, 1.5, 1e21, 2 ** 53, 2 ** 53 - 1, 5e-324];
const ODD_TEXTS = ['', 'x', '1', '*', '\ud800', '😀'];
const SMALL = [null, true, false, [], {}, [[]], [null], ['x'], { a: 1 }, { token: 'x' }, { x: ['x'] }];

/** Any JSON value, and often one that is near to being another type. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...ODD_NUMBERS, ...ODD_TEXTS, ...SMALL),
  fc.jsonValue({ maxDepth: 2 }),
);
