import type { Member, TextPattern, Value, Words } from '../../values.js';
import { grouped } from '../constants.js';
import { call, field, javadoc, method, stringLiteral, type Expression } from './java-text.js';
import { languageEmitter, paragraphsOf, type LanguageFile, type LanguageModel, type LanguageType } from './language.js';

/** Java: tables for the decoder, a class for each type, limits, error codes and operations, as google-java-format does. */
export const java = languageEmitter({
  name: 'Java',
  folder: 'languages/java/src/gen/java/ablyauth',
  comment: '//',
  emit: (model) => [tables(model), ...model.types.flatMap(type), limits(model), errorCodes(model), operations(model)],
});

function tables({ values, rules, types, patterns, signedFields }: LanguageModel): LanguageFile {
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

const KINDS: Readonly<Record<Value['kind'], string>> = {
  text: 'Text',
  integer: 'Whole',
  choice: 'Choice',
  flag: 'Flag',
  callable: 'Callback',
  anyObject: 'AnyObject',
  list: 'ListOf',
  map: 'MapOf',
  either: 'Either',
  textOrObject: 'TextOrObject',
  object: 'ObjectOf',
};
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

function regex({ source, isExclusion }: TextPattern): string {
  return stringLiteral(isExclusion ? source.replace(/\]\*$/, '\\ud800-\\udfff]*') : source);
}

function reference(value: Value): Expression {
  if (value.kind !== 'textOrObject') return value.name;
  return call('new TextOrObject', [reference(value.text), reference(value.object)]);
}

/** A type as a map with a method for each member; a builder where no member is required. */
function type({ name, description, value }: LanguageType): LanguageFile[] {
  if (value.kind !== 'object') return [];
  const about = [description, ...(value.isOpen ? ['Others may follow: ignore what you do not know (RSF1).'] : [])];
  const hasBuilder = value.members.every(({ isRequired }) => !isRequired);
  const body = [
    `  ${name}(Map<String, Object> members) {\n    super(members);\n  }\n`,
    javadoc([`Checks members and keeps them.`], '  ', [
      `@param members a map with the names that go over the wire`,
      '@return the object',
      '@throws AblyAuthException with every issue, if it is not valid',
    ]) +
      method(
        `public static ${name} of(Map<String, ?> members)`,
        call(`new ${name}`, [call('checked', [`Tables.${value.name}`, 'members'])]),
      ),
    ...value.members.map(getter),
    ...(hasBuilder ? builder(name, value.members) : []),
  ];
  const text = body.join('');
  const imports = ['Collection', 'LinkedHashMap', 'List', 'Map', 'Optional', 'OptionalLong']
    .filter((each) => new RegExp(`\\b${each}\\b`).test(text))
    .map((each) => `import java.util.${each};`);
  return [classFile(name, 'registry.ts', imports, about, `public final class ${name} extends JsonObject`, body)];
}

function getter(member: Member): string {
  const { name, value, isRequired } = member;
  const returned = `@return {@code ${name}}${isRequired ? '' : '; empty if absent'}`;
  const object = value.kind === 'object' ? (value.type as string) : undefined;
  const [type, text] = ((): [string, string] => {
    if (value.kind === 'integer')
      return isRequired ? ['long', `this.<Long>member("${name}")`] : ['OptionalLong', `optionalLong("${name}")`];
    if (object !== undefined)
      return isRequired
        ? [object, `new ${object}(member("${name}"))`]
        : [`Optional<${object}>`, `optionalObject("${name}", ${object}::new)`];
    const boxed = typeOf(value);
    return isRequired ? [boxed, `member("${name}")`] : [`Optional<${boxed}>`, `Optional.ofNullable(member("${name}"))`];
  })();
  return javadoc(paragraphsOf(member), '  ', [returned]) + method(`public ${type} ${methodName(name)}()`, text);
}

function builder(name: string, members: readonly Member[]): string[] {
  return [
    javadoc(['An object to be filled.'], '  ', ['@return a builder']) +
      method('public static Builder builder()', 'new Builder()'),
    `  /** Fills {@link ${name}}; nothing is checked before it is used. */\n  public static final class Builder {\n` +
      [
        '    private final Map<String, Object> members = new LinkedHashMap<>();\n',
        '    private Builder() {}\n',
        '    private Builder put(String name, Object value) {\n      members.put(name, value);\n      return this;\n    }\n',
        ...members.flatMap(setters),
        `${javadoc(['The object.'], '    ', ['@return what was filled in so far'])}    public ${name} build() {\n      return new ${name}(members);\n    }\n`,
      ].join('\n') +
      '  }\n',
  ];
}

function setters(member: Member): string[] {
  const { name, value } = member;
  const setter = methodName(name);
  const [description = ''] = paragraphsOf(member);
  const types = value.kind === 'textOrObject' ? [value.text, value.object] : [value];
  return types.map((each) => {
    const doc = javadoc([description], '    ', [`@param ${setter} the member {@code ${name}}`, '@return this builder']);
    const head = `    public Builder ${setter}(${parameterType(each)} ${setter}) {`;
    return `${doc}${head}\n      return put("${name}", ${setter});\n    }\n`;
  });
}

function parameterType(value: Value): string {
  if (value.kind === 'integer') return 'long';
  if (value.kind === 'flag') return 'boolean';
  if (value.kind === 'map') {
    const values = value.values.kind === 'list' ? '? extends Collection<String>' : typeOf(value.values);
    return `Map<String, ${values}>`;
  }
  return value.kind === 'object' || value.kind === 'anyObject' ? 'Map<String, ?>' : typeOf(value);
}

/** The type of a value as an object. */
function typeOf(value: Value): string {
  switch (value.kind) {
    case 'text':
    case 'choice':
      return 'String';
    case 'integer':
      return 'Long';
    case 'flag':
      return 'Boolean';
    case 'list':
      return `List<${typeOf(value.items)}>`;
    case 'map':
      return `Map<String, ${typeOf(value.values)}>`;
    case 'anyObject':
    case 'either':
    case 'object':
      return 'Map<String, Object>';
    default:
      return 'Object';
  }
}

/** Methods that a map has, and words of Java. */
const TAKEN = new Set(
  'clear clone compute entrySet equals finalize get getClass hashCode isEmpty keySet merge notify of put remove replace size toJson toString values wait abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if implements import instanceof int interface long native new null package private protected public return short static strictfp super switch synchronized this throw throws transient try void volatile while true false'.split(
    ' ',
  ),
);

function methodName(name: string): string {
  const camel = name.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
  return TAKEN.has(camel) ? `${camel}Member` : camel;
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(
    ([name, { value, unit, meaning, source }]) =>
      javadoc([`${meaning}.`, `Unit: ${unit}. Source: ${source}.`], '  ') +
      field(
        'public static final',
        unit === 'ms' ? 'long' : 'int',
        name,
        `${grouped(value)}${unit === 'ms' ? 'L' : ''}`,
      ),
  );
  return constantsFile('Limits', 'limits.ts', [], 'Every limit of the protocol.', constants);
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, { code, statusCode, meaning, remediation, source }]) => {
    const created = call('new ErrorCode', [String(code), String(statusCode), stringLiteral(remediation)]);
    const doc = javadoc([`${meaning}.`, `Source: ${source}.`], '  ');
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

function classFile(
  name: string,
  source: string,
  imports: readonly string[],
  about: string | readonly string[],
  declaration: string,
  body: readonly string[],
): LanguageFile {
  const head = imports.length === 0 ? '' : `${imports.join('\n')}\n\n`;
  const doc = javadoc(typeof about === 'string' ? [about] : about, '');
  const text = `package ablyauth;\n\n${head}${doc}${declaration} {\n${body.join('\n')}}\n`;
  return { name: `${name}.java`, source, text };
}
