import { wordMembers, type Value, type Words } from '../../values.js';
import { grouped } from '../constants.js';
import {
  aboutErrorCode,
  aboutLimit,
  aboutType,
  argumentsOf,
  isIdentifier,
  KINDS as COMMON_KINDS,
  languageEmitter,
  paragraphsOf,
  snakeCase,
  typeName,
  type LanguageFile,
  type LanguageModel,
  type LanguageType,
} from './language.js';
import { comment, constant, file, grouping, INSIDE, matching, member, quote, separated } from './php-code.js';

/** PHP: tables for the decoder, array shapes, limits, error codes and operations, as Prettier writes them. */
export const php = languageEmitter({
  name: 'PHP',
  folder: 'languages/php/src/gen',
  comment: '//',
  opening: '<?php\n\n',
  emit: (model) => [tables(model), types(model), limits(model), errorCodes(model), operations(model)],
});

function tables({ values, rules, types: named, patterns, signedFields, textMaps }: LanguageModel): LanguageFile {
  const kinds = new Set(['Rule']);
  const methods = [...rules, ...values].map((words) => method(words, kinds));
  const arms = named.map(({ name, value }) => `${quote(name)} => ${reference(value, kinds)}`);
  const sources = patterns.map(({ name, source }) => `${quote(name)} => ${quote(source.replaceAll('~', '\\~'))}`);
  const about = 'The rules of every kind of value: what the decoder reads by. Each is made when it is first needed.';
  const members = [
    member(['Regular expressions of texts; each covers the whole text.'], constant('PATTERNS', sources)),
    member(
      ['The fields that the MAC covers, in the order of the sign text (RSA9g).'],
      constant('SIGNED_FIELDS', signedFields.map(quote)),
    ),
    ...Object.entries(textMaps).map(([name, { meaning, texts }]) =>
      member(
        [`${meaning}.`],
        constant(
          name,
          Object.entries(texts).map((pair) => pair.map(quote).join(' => ')),
        ),
      ),
    ),
    member(
      ['The rule of a type of the protocol; null if there is no such type.'],
      matching('public static function forType(string $name): ?Rule', '$name', [...arms, 'default => null']),
    ),
    ...methods,
  ];
  const imports = [...kinds].sort((a, b) => (a < b ? -1 : 1)).map((name) => `AblyAuth\\Rule\\${name}`);
  return file({ name: 'Tables', source: 'registry.ts', imports, about: comment([about]), members });
}

// `Integer` is `int` in documentation.
const KINDS = { ...COMMON_KINDS, integer: 'WholeNumber', object: 'ObjectOf' };

const named = (name: string, text: string) => `${name}: ${text}`;

/** A method that makes one rule, once; the names of the classes that it uses are added to `kinds`. */
function method(words: Words | Value, kinds: Set<string>): string {
  const kind = 'kind' in words ? KINDS[words.kind] : 'Words';
  kinds.add(kind);
  const fixes = (all: readonly [string, string][]) => {
    const arms = all.map(
      ([keyword, fix]) => `${quote(keyword)} =>${separated(' '.repeat(16), `${quote(keyword)} =>`, quote(fix))}`,
    );
    return arms.length === 0 ? undefined : grouping(`${INSIDE}fixes: `, arms);
  };
  const members = wordMembers(words, { named, quote, fixes }, 'kind' in words ? boundsOf(words, kinds) : []);
  const start = `        return $rule ??= new ${kind}`;
  return [
    `    public static function ${camel(words.name)}(): ${kind}`,
    '    {',
    `        /** @var ${kind}|null $rule */`,
    '        static $rule;',
    '',
    `${start}${grouping(start, members, '()', ';')};`,
    '    }\n',
  ].join('\n');
}

/** What a table says beside the words of its value. */
function boundsOf(value: Value, kinds: Set<string>): string[] {
  return argumentsOf(value, {
    named,
    pattern: (name) => `self::PATTERNS[${quote(name)}]`,
    texts: (all) => grouping(`${INSIDE}choices: `, all.map(quote)),
    reference: (each) => reference(each, kinds),
    members: (all) => {
      kinds.add('Member');
      const rules = all.map(
        ({ name, value: read, isRequired }) =>
          `new Member(${quote(name)}, ${reference(read, kinds)}${isRequired ? ', isRequired: true' : ''})`,
      );
      return grouping(`${INSIDE}members: `, rules);
    },
    open: 'isOpen: true',
  });
}

function reference(value: Value, kinds: Set<string>): string {
  if (value.kind !== 'textOrObject') return `self::${camel(value.name)}()`;
  kinds.add('TextOrObject');
  return `new TextOrObject(${reference(value.text, kinds)}, ${reference(value.object, kinds)})`;
}

/** A constant for each type, with the documentation of its members, and its array shape for static analysis. */
function types({ types: all }: LanguageModel): LanguageFile {
  const aliases = all.flatMap(({ name, value }) =>
    value.kind === 'object' ? ` * @phpstan-type ${name} ${shape(value).replaceAll('\n', '\n * ')}\n` : [],
  );
  const about = 'The types of the protocol, which are arrays, with the names that go over the wire.';
  const members = all.map((type) =>
    member(docOf(type), `public const ${constantName(type.name)} = ${quote(type.name)};`),
  );
  return file({
    name: 'Types',
    source: 'registry.ts',
    about: `/**\n * ${about}\n *\n${aliases.join('')} */\n`,
    members,
  });
}

/** The documentation of a type: each member as an item of a list. */
function docOf(type: LanguageType): string[] {
  const { value } = type;
  if (value.kind !== 'object') return aboutType(type);
  const members = value.members.map((each) => {
    const [about = '', ...more] = paragraphsOf(each).filter((paragraph) => paragraph !== '');
    const kind = `${each.isRequired ? '' : 'optional '}${typeOf(each.value)}`;
    return [`- \`${each.name}\` (${kind}): ${about}`, ...more].join(' ');
  });
  return [...aboutType(type), ...members];
}

function shape(value: Value & { readonly kind: 'object' }): string {
  const members = value.members.map(({ name, value: read, isRequired }) => {
    const key = isIdentifier(name) ? name : quote(name);
    return `    ${key}${isRequired ? '' : '?'}: ${typeOf(read)},\n`;
  });
  return `array{\n${members.join('')}${value.isOpen ? '    ...\n' : ''}}`;
}

function typeOf(value: Value): string {
  return typeName(value, {
    text: 'string',
    integer: 'int',
    flag: 'bool',
    callable: 'callable',
    anyObject: 'array<array-key, mixed>',
    choice: (choices) => choices.map(quote).join('|'),
    list: (items) => `list<${items}>`,
    map: (values) => `array<array-key, ${values}>`,
    union: (all) => all.join('|'),
    object: (name) => name,
  });
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const members = Object.entries(all).map(([name, limit]) =>
    member(aboutLimit(limit), `public const ${name} = ${grouped(limit.value)};`),
  );
  return file({ name: 'Limits', source: 'limits.ts', about: comment(['Every limit of the protocol.']), members });
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const codes = Object.entries(all).map(([name, code]) => ({ ...code, name: pascal(name) }));
  const members = [
    ...codes.map((errorCode) => member(aboutErrorCode(errorCode), `case ${errorCode.name} = ${errorCode.code};`)),
    member(
      ['HTTP status that a service answers with.'],
      matching(
        'public function statusCode(): int',
        '$this',
        codes.map(({ name, statusCode }) => `self::${name} => ${statusCode}`),
      ),
    ),
    member(
      ['How to fix it.'],
      matching(
        'public function remediation(): string',
        '$this',
        codes.map(
          ({ name, remediation }) => `self::${name}${separated(INSIDE, `self::${name}`, `=> ${quote(remediation)}`)}`,
        ),
      ),
    ),
  ];
  const about = comment(["Every error code that the protocol names, with Ably's number."]);
  return file({ name: 'ErrorCode', source: 'error-codes.ts', about, kind: 'enum ErrorCode: int', members });
}

function operations({ operations: all }: LanguageModel): LanguageFile {
  const names = Object.entries(all).map(([name, meaning]) => `// ${meaning}.\n        ${quote(name)}`);
  const about = comment(["The operations that Ably's documentation lists."]);
  return file({ name: 'Operations', source: 'operations.ts', about, members: [member([], constant('KNOWN', names))] });
}

/** `CAPABILITY_TEXT_40144` as `CapabilityText40144`. */
function pascal(name: string): string {
  return name
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + pascal(name).slice(1);
}

/** `TokenParams` as `TOKEN_PARAMS`. */
function constantName(name: string): string {
  return snakeCase(name).toUpperCase();
}
