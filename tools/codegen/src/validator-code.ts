import { grouped } from './emit/constants.js';
import { ANNOTATIONS, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';
import { scalarCheck, stringRules } from './validator-scalars.js';
import { pathOf, Scope, within, type Place } from './validator-scope.js';

/** The body of a check, and what it needs around it. */
export type CheckCode = {
  readonly body: readonly string[];
  /** Names of helpers and of other checks. */
  readonly imports: ReadonlySet<string>;
  /** Names of patterns. */
  readonly patterns: ReadonlySet<string>;
  /** Names of error codes. */
  readonly codes: ReadonlySet<string>;
  /** Names of the members of a closed type. */
  readonly members: readonly string[];
};

/**
 * The code that checks a type.
 *
 * @throws {GeneratorError} where the schema has a construct without a check
 */
export function checkOf(type: TypeModel, model: Model): CheckCode {
  const scope = new Scope(type, model);
  const root = { schema: type.schema, pointer: '', value: 'value', path: 'path', code: type.code };
  const body = type.schema.properties ? objectCheck(root, scope) : check(root, scope);
  const { imports, patterns, codes } = scope;
  return { body, imports, patterns, codes, members: membersOf(type) };
}

/** Statements that note the faults of the value at a place. */
function check(place: Place, scope: Scope): string[] {
  const { schema } = place;
  refuseUnknownKeyword(place, scope);
  if (schema.anyOf) return unionCheck(place, scope, schema.anyOf);
  if (schema.type === 'array') return arrayCheck(place, scope);
  if (schema.type !== 'object') return scalarCheck(place, scope);
  if (schema.properties) return scope.refuse(place, 'an object inside another one is a type of its own: register it');
  return mapCheck(place, scope);
}

/** The same for a member, an item or a branch: by its own type's check where it is a registered type. */
function nestedCheck(place: Place, scope: Scope): string[] {
  const name = scope.typeAt(place);
  if (name !== undefined) return [`${scope.use(`check${name}`)}(${place.value}, ${place.path}, issues);`];
  return check({ ...place, code: scope.codeAt(place) }, scope);
}

function refuseUnknownKeyword(place: Place, scope: Scope): void {
  const known = knownKeywords(place.schema);
  const unknown = Object.keys(place.schema).find((keyword) => !ANNOTATIONS.has(keyword) && !known.includes(keyword));
  if (unknown !== undefined) scope.refuse(place, `the keyword "${unknown}" has no check`);
}

function knownKeywords(schema: JsonSchema): readonly string[] {
  if (schema.anyOf) return ['anyOf'];
  switch (schema.type) {
    case 'string':
      if (schema.const !== undefined) return ['type', 'const'];
      return schema.enum ? ['type', 'enum'] : ['type', 'minLength', 'maxLength', 'pattern'];
    case 'integer':
      return ['type', 'minimum', 'maximum'];
    case 'array':
      return ['type', 'items', 'minItems', 'maxItems'];
    case 'object':
      return schema.properties
        ? ['type', 'properties', 'required', 'additionalProperties']
        : ['type', 'propertyNames', 'additionalProperties', 'maxProperties'];
    default:
      return ['type'];
  }
}

/** The members of a closed type; an open one ignores the others (RSF1), and so needs no list. */
function membersOf({ schema, callables }: TypeModel): string[] {
  if (schema.additionalProperties !== false || !schema.properties) return [];
  return [...Object.keys(schema.properties), ...Object.keys(callables)];
}

/** Names that become a variable by camel case, and need no escapes in code: `ttl`, `x-ably-clientId`. */
const VARIABLE_LIKE = /^[A-Za-z_$][\w$]*(?:[.-][A-Za-z0-9]+)*$/;

function objectCheck(place: Place, scope: Scope): string[] {
  refuseUnknownKeyword(place, scope);
  const { properties = {}, required = [], additionalProperties } = place.schema;
  if (typeof additionalProperties !== 'boolean') return scope.refuse(place, 'an object is either closed or open');
  const undeclared = required.find((name) => !Object.hasOwn(properties, name));
  if (undeclared !== undefined) return scope.refuse(place, `${undeclared} is required, but not declared`);

  const members = Object.entries(properties).map(([name, member]) => {
    if (!VARIABLE_LIKE.test(name)) return scope.refuse(place, `the member name ${JSON.stringify(name)} needs escapes`);
    return memberAt({ ...place, schema: member, pointer: `/properties/${name}` }, scope, name);
  });
  for (const name of Object.keys(scope.type.callables)) members.push(memberAt({ ...place, schema: {} }, scope, name));
  const lines = [
    `if (!${scope.use('isPlainObject')}(${place.value})) {`,
    scope.fault(place, 'type', 'must be a plain object'),
    'return;',
    '}',
    ...(additionalProperties ? readOpen(members, scope) : readClosed(members, scope)),
  ];
  for (const member of members) {
    if (member.schema.type === undefined && !member.schema.anyOf) {
      const refused = scope.fault(member, 'type', 'must be a function');
      lines.push(`if (${member.value} !== undefined && typeof ${member.value} !== 'function') ${refused}`);
    } else lines.push(...memberCheck(member, scope, required.includes(member.name)));
  }
  return lines;
}

type Member = Place & { readonly name: string };

function memberAt(place: Place, scope: Scope, name: string): Member {
  return { ...place, name, value: scope.name(name), path: pathOf(place.path, name) };
}

/** An open type reads its own members: the others, however many, are none of its business (RSF1). */
function readOpen(members: readonly Member[], scope: Scope): string[] {
  return members.map(({ name, value }) => `const ${value} = ${scope.use('ownValue')}(value, '${name}');`);
}

/** A closed type goes through the members once: each is read, or is not a member of the type. */
function readClosed(members: readonly Member[], scope: Scope): string[] {
  const code = scope.code(scope.type.code);
  return [
    ...members.map(({ value }) => `let ${value}: unknown;`),
    'for (const name in value) {',
    'switch (name) {',
    ...members.map(({ name, value }) => `case '${name}':\n${value} = ${scope.use('ownValue')}(value, name);\nbreak;`),
    'default:',
    `if (${scope.use('isFull')}(issues)) return;`,
    // A polluted Object.prototype is not the caller's fault.
    `if (Object.hasOwn(value, name)) ${scope.use('unknownMember')}(issues, path, name, ${code}, '${scope.type.name}', MEMBERS);`,
    '}',
    '}',
  ];
}

function memberCheck(place: Place, scope: Scope, required: boolean): string[] {
  const { value } = place;
  const rules = nestedCheck(place, scope);
  if (!required) return [`if (${value} !== undefined) {`, ...rules, '}'];
  const missing = scope.fault({ ...place, code: scope.codeAt(place) }, 'required', 'is required');
  return [`if (${value} === undefined) {`, missing, '} else {', ...rules, '}'];
}

function arrayCheck(place: Place, scope: Scope): string[] {
  const { schema, value, path, pointer, code } = place;
  const { items, minItems, maxItems } = schema;
  if (items === undefined) return scope.refuse(place, 'a list says nothing of its items');
  const index = scope.name('index');
  const item = scope.name('item');
  const inner = { schema: items, pointer: `${pointer}/items`, value: item, path: within(path, `[\${${index}}]`), code };
  const loop = [
    `for (let ${index} = 0; ${index} < ${value}.length && !${scope.use('isFull')}(issues); ${index}++) {`,
    `const ${item} = ${scope.use('ownValue')}(${value}, ${index});`,
    ...nestedCheck(inner, scope),
    '}',
  ];
  const chain = [`if (!${scope.use('isPlainArray')}(${value})) {\n${scope.fault(place, 'type', 'must be a list')}\n}`];
  if (minItems === 1) {
    chain.push(`if (${value}.length === 0) {\n${scope.fault(place, 'minItems', 'must not be empty')}\n}`);
  } else if (minItems !== undefined) {
    return scope.refuse(place, 'a shortest list other than 1 has no check');
  }
  if (maxItems !== undefined) {
    const words = `must have at most ${maxItems} entries`;
    chain.push(`if (${value}.length > ${maxItems}) {\n${scope.fault(place, 'maxItems', words)}\n}`);
  }
  return [`${chain.join(' else ')} else {`, ...loop, '}'];
}

/** An object whose members have any name and one form. */
function mapCheck(place: Place, scope: Scope): string[] {
  const { schema, value, path, pointer, code } = place;
  const refused = scope.fault(place, 'type', 'must be a plain object');
  const notObject = `if (!${scope.use('isPlainObject')}(${value})) {\n${refused}\n}`;
  const { additionalProperties: members, maxProperties, propertyNames } = schema;
  if (members === true) {
    if (maxProperties === undefined && propertyNames === undefined) return [notObject];
    return scope.refuse(place, 'a bound on the members of an open object has no check');
  }
  if (typeof members !== 'object') return scope.refuse(place, 'an object without declared members is open');
  const [names, name, member] = [scope.name('names'), scope.name('entry'), scope.name('member')];
  const at = `${scope.use('entryPath')}(${path}, ${name})`;
  const inner = { schema: members, pointer: `${pointer}/additionalProperties`, value: member, path: at, code };
  const loop = [
    `for (const ${name} of ${names}) {`,
    `if (${scope.use('isFull')}(issues)) break;`,
    ...nameRules({ ...place, value: name, path: at }, scope),
    `const ${member} = ${scope.use('ownValue')}(${value}, ${name});`,
    ...nestedCheck(inner, scope),
    '}',
  ];
  const lines = [`${notObject} else {`, `const ${names} = Object.keys(${value});`];
  if (maxProperties === undefined) return [...lines, ...loop, '}'];
  const words = `must have at most ${maxProperties} members`;
  const tooMany = `if (${names}.length > ${grouped(maxProperties)}) {\n${scope.fault(place, 'maxProperties', words)}\n} else {`;
  return [...lines, tooMany, ...loop, '}', '}'];
}

function nameRules(place: Place, scope: Scope): string[] {
  const { minLength, maxLength, ...others } = place.schema.propertyNames ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return scope.refuse(place, `the keyword "${unknown}" of names has no check`);
  const lines: string[] = [];
  if (minLength === 1) {
    lines.push(`if (${place.value} === '') ${scope.fault(place, 'propertyNames', 'must not have an empty name')}`);
  } else if (minLength !== undefined) {
    return scope.refuse(place, 'a shortest name other than 1 has no check');
  }
  if (maxLength !== undefined) {
    const words = `must have a name of at most ${maxLength} characters`;
    const test = `${scope.use('isLonger')}(${place.value}, ${grouped(maxLength)})`;
    lines.push(`if (${test}) {\n${scope.fault(place, 'propertyNames', words)}\n}`);
  }
  return lines;
}

/** A union of a text and an object, or of two registered types. */
function unionCheck(place: Place, scope: Scope, branches: readonly JsonSchema[]): string[] {
  const places = branches.map((schema, index) => ({ ...place, schema, pointer: `${place.pointer}/anyOf/${index}` }));
  const [one, other, ...more] = places;
  if (one === undefined || other === undefined || more.length > 0) {
    return scope.refuse(place, 'a union of other than two has no check');
  }
  if (one.schema.type === 'string' && other.schema.type === 'object') {
    refuseUnknownKeyword(one, scope);
    if (one.schema.const !== undefined || one.schema.enum) scope.refuse(one, 'a fixed text in a union has no check');
    return [
      `if (typeof ${place.value} === 'string') {`,
      ...stringRules(one, scope),
      `} else if (typeof ${place.value} === 'object') {`,
      ...nestedCheck(other, scope),
      '} else {',
      scope.fault(place, 'type', 'must be a string or an object'),
      '}',
    ];
  }
  const [name, otherName] = [scope.typeAt(one), scope.typeAt(other)];
  if (name === undefined || otherName === undefined) {
    return scope.refuse(place, 'a union is of text and object, or of two registered types');
  }
  const [first, second] = [scope.name('first'), scope.name('second')];
  return [
    `const ${first}: Issue[] = [];`,
    `${scope.use(`check${name}`)}(${place.value}, ${place.path}, ${first});`,
    `if (${first}.length > 0) {`,
    `const ${second}: Issue[] = [];`,
    `${scope.use(`check${otherName}`)}(${place.value}, ${place.path}, ${second});`,
    `if (${second}.length > 0) {`,
    scope.fault(place, 'anyOf', `must be a ${name} or a ${otherName}`),
    // The branch that the value nearly is has fewer faults: those help.
    `${scope.use('addFaults')}(issues, ${second}.length < ${first}.length ? ${second} : ${first});`,
    '}',
    '}',
  ];
}
