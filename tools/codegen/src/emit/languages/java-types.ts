import type { Member, Value } from '../../values.js';
import { call, classFile, javadoc, method } from './java-text.js';
import { aboutType, paragraphsOf, type LanguageFile, type LanguageType } from './language.js';

/** A type as a map with a method for each member; a builder where no member is required. */
export function typeClass(protocolType: LanguageType): LanguageFile[] {
  const { name, value } = protocolType;
  if (value.kind !== 'object') return [];
  const about = aboutType(protocolType);
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
