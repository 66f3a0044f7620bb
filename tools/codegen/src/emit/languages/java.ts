import { wellFormedSource, type TextPattern, type Value, type Words } from '../../values.js';
import { grouped } from '../constants.js';
import { call, classFile, field, javadoc, stringLiteral, type Expression } from './java-text.js';
import { typeClass } from './java-types.js';
import {
  aboutErrorCode,
  aboutLimit,
  KINDS as COMMON_KINDS,
  languageEmitter,
  type LanguageFile,
  type LanguageModel,
} from './language.js';

/** Java: tables for the decoder, a class for each type, limits, error codes and operations, as google-java-format does. */
export const java = languageEmitter({
  name: 'Java',
  folder: 'languages/java/src/gen/java/ablyauth',
  comment: '//',
  emit: (model) => [
    tables(model),
    ...model.types.flatMap(typeClass),
    limits(model),
    errorCodes(model),
    operations(model),
  ],
});

function tables({ values, rules, types, patterns, signedFields, textMaps }: LanguageModel): LanguageFile {
  const members = [
    ...patterns.map((pattern) =>
      field('static final', 'Pattern', `${pattern.name}_PATTERN`, call('Pattern.compile', [regex(pattern)])),
    ),
    '  // Rules that no JSON Schema can say.\n',
    ...rules.map((words) => field('static final', 'Words', words.name, wordsOf(words))),
    '  // How each kind of value is read.\n',
    ...values.map((value) => field('static final', KINDS[value.kind], value.name, ruleOf(value))),
    javadoc(['The types of the protocol, by name.'], '  ') +
      field(
        'static final',
        'Map<String, Rule>',
        'TYPES',
        call(
          'Map.ofEntries',
          types.map(({ name, value }) => call('entry', [stringLiteral(name), value.name])),
        ),
      ),
    javadoc(['The fields that the MAC covers, in the order of the sign text (RSA9g).'], '  ') +
      field('static final', 'List<String>', 'SIGNED_FIELDS', call('List.of', signedFields.map(stringLiteral))),
    ...Object.entries(textMaps).map(
      ([name, { meaning, texts }]) =>
        javadoc([`${meaning}.`], '  ') +
        field(
          'static final',
          'Map<String, String>',
          name,
          call(
            'Map.ofEntries',
            Object.entries(texts).map((pair) => call('entry', pair.map(stringLiteral))),
          ),
        ),
    ),
  ];
  const body = members.join('\n');
  const statics = ['Member.optional', 'Member.required'].filter((name) => body.includes(name.replace('Member.', '')));
  const imports = [
    ...statics.map((name) => `import static ablyauth.Rule.${name};`),
    'import static java.util.Map.entry;',
    '',
    ...RULES.filter((name) => new RegExp(`\\b${name}\\b`).test(body)).map((name) => `import ablyauth.Rule.${name};`),
    'import java.util.List;',
    'import java.util.Map;',
    'import java.util.regex.Pattern;',
  ];
  const about = 'The rules of every kind of value: what the decoder reads by.';
  return classFile('Tables', 'registry.ts', imports, about, `final class Tables`, ['  private Tables() {}\n', body]);
}

const KINDS = { ...COMMON_KINDS, integer: 'Whole', object: 'ObjectOf' };
const RULES = [...Object.values(KINDS), 'Words'].sort();

function wordsOf({ id, code, expected, remediation, remediations }: Words): Expression {
  const fixes = Object.entries(remediations).map((pair) => call('entry', pair.map(stringLiteral)));
  return call('new Words', [
    stringLiteral(id),
    String(code),
    stringLiteral(expected),
    stringLiteral(remediation),
    fixes.length === 0 ? 'Map.of()' : call('Map.ofEntries', fixes),
  ]);
}

function ruleOf(value: Value): Expression {
  return call(`new ${KINDS[value.kind]}`, [wordsOf(value), ...boundsOf(value)]);
}

/** What a table says beside the words of its value. */
function boundsOf(value: Value): Expression[] {
  switch (value.kind) {
    case 'text':
      return [
        ...bounds({ min: value.min, max: value.max }),
        named('pattern', value.pattern === undefined ? 'null' : `${value.pattern.name}_PATTERN`),
        absentAs(value),
      ];
    case 'integer':
      return [named('min', `${grouped(value.min)}L`), named('max', `${grouped(value.max)}L`), absentAs(value)];
    case 'choice':
      return [call('List.of', value.choices.map(stringLiteral))];
    case 'list':
      return [reference(value.items), ...bounds({ min: value.min, max: value.max })];
    case 'map': {
      const { values, maxMembers, minName, maxName } = value;
      return [reference(values), ...bounds({ maxMembers, minName, maxName })];
    }
    case 'either':
      return [reference(value.first), reference(value.second)];
    case 'object': {
      const members = value.members.map(({ name, value: member, isRequired }) =>
        call(isRequired ? 'required' : 'optional', [stringLiteral(name), reference(member)]),
      );
      return [named('isOpen', String(value.isOpen)), ...members];
    }
    default:
      return [];
  }
}

function bounds(all: Readonly<Record<string, number>>): string[] {
  return Object.entries(all).map(([name, bound]) =>
    named(name, Number.isFinite(bound) ? grouped(bound) : 'Rule.UNBOUNDED'),
  );
}

function named(name: string, value: string): string {
  return `/* ${name}= */ ${value}`;
}

function absentAs({ absentAs: value }: Words): string {
  return named('absentAs', value === undefined ? 'null' : JSON.stringify(value));
}

function regex(pattern: TextPattern): string {
  return stringLiteral(wellFormedSource(pattern));
}

function reference(value: Value): Expression {
  if (value.kind !== 'textOrObject') return value.name;
  return call('new TextOrObject', [reference(value.text), reference(value.object)]);
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(
    ([name, limit]) =>
      javadoc(aboutLimit(limit), '  ') +
      field(
        'public static final',
        limit.unit === 'ms' ? 'long' : 'int',
        name,
        `${grouped(limit.value)}${limit.unit === 'ms' ? 'L' : ''}`,
      ),
  );
  return constantsFile('Limits', 'limits.ts', [], 'Every limit of the protocol.', constants);
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, errorCode]) => {
    const { code, statusCode, remediation } = errorCode;
    const created = call('new ErrorCode', [String(code), String(statusCode), stringLiteral(remediation)]);
    const doc = javadoc(aboutErrorCode(errorCode), '  ');
    return `${doc}${field('public static final', 'ErrorCode', name, created)}`;
  });
  return constantsFile('ErrorCodes', 'error-codes.ts', [], 'Every error code that the protocol names.', constants);
}

function operations({ operations: all }: LanguageModel): LanguageFile {
  const entries = Object.entries(all);
  const names = entries.map(
    ([name, meaning], index) =>
      `          // ${meaning}.\n          ${stringLiteral(name)}${index === entries.length - 1 ? ');' : ','}\n`,
  );
  const about = "The operations that Ably's documentation lists.";
  const list = `  public static final List<String> KNOWN_OPERATIONS =\n      List.of(\n${names.join('')}`;
  const doc = javadoc(['What they are called, and `*` for all of them.'], '  ');
  return constantsFile('Operations', 'operations.ts', ['import java.util.List;'], about, [`${doc}${list}`]);
}

function constantsFile(
  name: string,
  source: string,
  imports: readonly string[],
  about: string,
  constants: readonly string[],
): LanguageFile {
  const body = [`  private ${name}() {}\n`, ...constants];
  return classFile(name, source, imports, about, `public final class ${name}`, body);
}
