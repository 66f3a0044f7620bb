import { ANNOTATIONS, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';
import { callableName, constantName, inside, isText, refuse, rootOf, typeAt, type Place } from './rule-constants.js';

/** The code of a decoder, and what it needs around it. */
export type DecoderCode = {
  readonly body: readonly string[];
  /** Names of helpers, and of the decoders of other types. */
  readonly uses: ReadonlySet<string>;
  /** Names of constants in `gen/rules.ts`. */
  readonly rules: ReadonlySet<string>;
  /** A member that is a text or a registered type: how it is read is the caller's to choose. */
  readonly choice: Choice | undefined;
};

/** The member, the type beside the text, and the expression that reads it by default. */
type Choice = { readonly member: string; readonly type: string; readonly expression: string };

/** What no variable of a decoder may be called: words of the language, and what the generated file uses beside it. */
const TAKEN = (
  'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
  'function if implements import in instanceof interface let new null package private protected public return static ' +
  'super switch this throw true try typeof undefined var void while with yield arguments eval ' +
  'at path raw name item itemPath own others source value Object absent anyObject callable choice either entries flag ' +
  'fromEntries integer keep list nested object text textLists textMap texts unknownMember unlisted validator valueOf'
).split(' ');

/**
 * The code that decodes a type.
 *
 * @throws {GeneratorError} where the schema has a construct without a check
 */
export function decoderOf(type: TypeModel, model: Model): DecoderCode {
  const writer = new Writer(type, model);
  const root = rootOf(type);
  const body = type.schema.properties
    ? writer.object(root)
    : [`return ${writer.read(root, { path: 'path', place: "''", raw: 'raw', required: 'true' })};`];
  const { uses, rules, choice } = writer;
  return { body, uses, rules, choice };
}

/** The expressions for a value: the path of what holds it, its own place there, itself, and whether it must be there. */
type At = { readonly path: string; readonly place: string; readonly raw: string; readonly required: string };

class Writer {
  readonly uses = new Set<string>();
  readonly rules = new Set<string>();
  choice: Choice | undefined;
  readonly #type: TypeModel;
  readonly #model: Model;
  readonly #names: Set<string>;

  constructor(type: TypeModel, model: Model) {
    this.#type = type;
    this.#model = model;
    this.#names = new Set([...TAKEN, ...model.types.map(({ name }) => `decode${name}`)]);
  }

  /** The statements that decode an object with named members. */
  object(place: Place): string[] {
    this.#refuseUnknownKeyword(place);
    const { properties = {}, required = [], additionalProperties } = place.schema;
    if (typeof additionalProperties !== 'boolean') return refuse(place, 'an object is either closed or open');
    const undeclared = required.find((name) => !Object.hasOwn(properties, name));
    if (undeclared !== undefined) return refuse(place, `${undeclared} is required, but not declared`);
    const { callables } = this.#type;
    const names = [...Object.keys(properties), ...Object.keys(callables)];
    if (names.length > 31) return refuse(place, 'more than 31 members have no check');
    const odd = names.find((name) => !VARIABLE_LIKE.test(name));
    if (odd !== undefined) return refuse(place, `the member name ${JSON.stringify(odd)} needs escapes`);
    const rule = this.#rule(constantName(place, this.#model));
    const variables = names.map((name) => this.#variable(name));
    return [
      `const source = ${this.#use('object')}(at, ${rule}, path, raw);`,
      'if (source === undefined) return undefined;',
      ...this.#listMembers(names, additionalProperties, rule),
      `const value = {} as ${this.#type.name};`,
      ...names.flatMap((name, index) => {
        const variable = variables[index] as string;
        const member = this.#member(place, name, index, required.includes(name), rule);
        return [`const ${variable} = ${member};`, `if (${variable} !== undefined) value${access(name)} = ${variable};`];
      }),
      ...(additionalProperties ? [`for (const name of others) ${this.#use('keep')}(value, name, source[name]);`] : []),
      'return value;',
    ];
  }

  /** One pass over the names: a bit for each member that is there, and what to do with others. */
  #listMembers(names: readonly string[], isOpen: boolean, rule: string): string[] {
    const other = isOpen
      ? `if (!at.lenient) others.push(name);\nelse ${this.#use('unknownMember')}(at, ${rule}, path, name, source);`
      : `${this.#use('unknownMember')}(at, ${rule}, path, name, source);`;
    return [
      ...(isOpen ? ['const others: string[] = [];'] : []),
      'let own = 0;',
      'for (const name of Object.keys(source)) {',
      'switch (name) {',
      ...names.map((name, index) => `case '${name}':\nown |= ${2 ** index};\nbreak;`),
      `default:\n${other}`,
      '}',
      '}',
    ];
  }

  #member(place: Place, name: string, index: number, required: boolean, rule: string): string {
    const raw = `own & ${2 ** index} ? source['${name}'] : ${this.#use('unlisted')}(at, ${rule}, path, '${name}', source)`;
    const at = { path: 'path', place: `'${pathOf(name)}'`, raw, required: String(required) };
    const schema = place.schema.properties?.[name];
    if (schema !== undefined) return this.read(inside(place, schema, `/properties/${name}`), at);
    const { type } = this.#type.callables[name] as { type: string };
    return `${this.#call('callable', this.#rule(callableName(this.#type, name)), at)} as ${type} | undefined`;
  }

  /** The expression that reads the value at a place. */
  read(place: Place, at: At): string {
    const registered = typeAt(place, this.#model);
    if (registered !== undefined) {
      const rule = this.#rule(constantName(rootOf(registered), this.#model));
      return this.#call('nested', rule, at, this.#use(`decode${registered.name}`));
    }
    const { schema } = place;
    this.#refuseUnknownKeyword(place);
    if (schema.anyOf) return this.#union(place, schema.anyOf, at);
    const rule = this.#rule(constantName(place, this.#model));
    switch (schema.type) {
      case 'boolean':
        return this.#call('flag', rule, at);
      case 'integer':
        return this.#call('integer', rule, at);
      case 'string':
        return this.#call(isText(schema) ? 'text' : 'choice', rule, at);
      case 'array': {
        if (schema.items === undefined) return refuse(place, 'a list says nothing of its items');
        const items = inside(place, schema.items, '/items');
        if (isText(items.schema)) return this.#call('texts', rule, at);
        return this.#call('list', rule, at, `(_, itemPath, item) => ${this.read(items, ITEM)}`);
      }
      case 'object':
        return this.#map(place, rule, at);
      default:
        return refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
    }
  }

  #map(place: Place, rule: string, at: At): string {
    if (place.schema.properties) return refuse(place, 'an object inside another one is a type of its own: register it');
    const { additionalProperties: members } = place.schema;
    if (typeof members !== 'object') return this.#call('anyObject', rule, at);
    if (isText(members)) return this.#call('textMap', rule, at);
    if (members.type === 'array' && isText(members.items)) return this.#call('textLists', rule, at);
    const value = this.read(inside(place, members, '/additionalProperties'), ITEM);
    return this.#call('map', rule, at, `(_, itemPath, item) => ${value}`);
  }

  /** A union of a text and an object, or of two registered types. */
  #union(place: Place, branches: readonly JsonSchema[], at: At): string {
    const places = branches.map((schema, index) => inside(place, schema, `/anyOf/${index}`));
    const [one, other, ...more] = places;
    if (one === undefined || other === undefined || more.length > 0) {
      return refuse(place, 'a union of other than two has no check');
    }
    if (isText(one.schema) && other.schema.type === 'object') return this.#textOrObject(place, one, other, at);
    const [first, second] = [typeAt(one, this.#model), typeAt(other, this.#model)];
    if (first === undefined || second === undefined) {
      return refuse(place, 'a union is of text and object, or of two registered types');
    }
    const rule = this.#rule(constantName(place, this.#model));
    const decoders = [first, second].map(({ name }) => this.#use(`decode${name}`));
    return this.#call('either', rule, at, ...decoders);
  }

  /** Where the object is a registered type, the caller of the decoder may choose how the member is read. */
  #textOrObject(place: Place, one: Place, other: Place, at: At): string {
    const [text, object] = [one, other].map((branch) => this.read(branch, { ...WHOLE, required: 'true' }));
    const both = `typeof raw === 'string' ? ${text} : ${object}`;
    const registered = typeAt(other, this.#model);
    const member = /^\/properties\/([^/]+)$/.exec(place.pointer)?.[1];
    const rule = this.#rule(constantName(registered === undefined ? other : rootOf(registered), this.#model));
    if (registered === undefined || member === undefined || this.choice !== undefined) {
      const inner = [one, other].map((branch) => this.read(branch, ITEM));
      const either = `typeof item === 'string' ? ${inner[0]} : ${inner[1]}`;
      return this.#call('nested', rule, at, `(_, itemPath, item) => ${either}`);
    }
    this.choice = { member, type: registered.name, expression: both };
    return this.#call('nested', rule, at, `read${registered.name}`);
  }

  #call(helper: string, rule: string, at: At, ...more: readonly string[]): string {
    this.#use(helper.replace(/<.*/, ''));
    return `${helper}(${['at', rule, at.path, at.place, at.raw, at.required, ...more].join(', ')})`;
  }

  /** A helper, which the generated file then imports. */
  #use(name: string): string {
    this.uses.add(name);
    return name;
  }

  #rule(name: string): string {
    this.rules.add(name);
    return name;
  }

  /** A variable that nothing else in the file is called. */
  #variable(wish: string): string {
    const base = wish.replace(/[^A-Za-z0-9_$]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    // In capitals it could be the name of a rule.
    const isConstant = /^[A-Z0-9_]+$/.test(base);
    let name = isConstant ? base.toLowerCase() : base;
    for (let count = 2; this.#names.has(name); count++) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }

  #refuseUnknownKeyword(place: Place): void {
    const known = knownKeywords(place.schema);
    const unknown = Object.keys(place.schema).find((keyword) => !ANNOTATIONS.has(keyword) && !known.includes(keyword));
    if (unknown !== undefined) refuse(place, `the keyword "${unknown}" has no check`);
  }
}

/** A value at the path that the surrounding function got. */
const WHOLE: At = { path: 'path', place: "''", raw: 'raw', required: 'true' };
/** The same inside a list, a map or a union. */
const ITEM: At = { path: 'itemPath', place: "''", raw: 'item', required: 'true' };

/** Names that become a variable by camel case, and need no escapes in code: `ttl`, `x-ably-clientId`. */
const VARIABLE_LIKE = /^[A-Za-z_$][\w$]*(?:[.-][A-Za-z0-9]+)*$/;

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

function access(name: string): string {
  return IDENTIFIER.test(name) ? `.${name}` : `['${name}']`;
}

function pathOf(name: string): string {
  return IDENTIFIER.test(name) ? `.${name}` : `["${name}"]`;
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
