import { grouped } from './emit/constants.js';
import { GeneratorError } from './generator-error.js';
import { ANNOTATIONS, withoutAnnotations, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';

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

/** A place in the schema, and the expressions that stand for the value and its path in the generated code. */
type Place = {
  readonly schema: JsonSchema;
  readonly pointer: string;
  readonly value: string;
  readonly path: string;
  /** Name of the error code's constant. */
  readonly code: string;
};

/** The code that checks a type. */
export function checkOf(type: TypeModel, model: Model): CheckCode {
  const writer = new CheckWriter(type, model);
  const code = writer.codeNamed(type.code);
  const body = writer.check({ schema: type.schema, pointer: '', value: 'value', path: 'path', code });
  return { body, imports: writer.imports, patterns: writer.patterns, codes: writer.codes, members: writer.members };
}

/** Writes checks, statement by statement, and remembers what they use. */
class CheckWriter {
  readonly imports = new Set<string>();
  readonly patterns = new Set<string>();
  readonly codes = new Set<string>();
  members: readonly string[] = [];
  readonly #names = new Set(['value', 'path', 'issues']);
  readonly #type: TypeModel;
  readonly #model: Model;

  constructor(type: TypeModel, model: Model) {
    this.#type = type;
    this.#model = model;
  }

  check(place: Place): string[] {
    const { schema } = place;
    const known = this.#knownKeywords(schema);
    const unknown = Object.keys(schema).find((keyword) => !ANNOTATIONS.has(keyword) && !known.includes(keyword));
    if (unknown !== undefined) this.#refuse(place, `the keyword "${unknown}" has no check`);
    if (schema.anyOf) return this.#anyOf(place, schema.anyOf);
    switch (schema.type) {
      case 'string':
        return this.#string(place);
      case 'integer':
        return this.#integer(place);
      case 'boolean':
        return [`if (typeof ${place.value} !== 'boolean') ${this.#fault(place, 'type', 'must be true or false')}`];
      case 'array':
        return this.#array(place);
      case 'object':
        return schema.properties ? this.#object(place, schema.properties) : this.#record(place);
      default:
        return this.#refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
    }
  }

  codeNamed(name: string): string {
    if (!Object.hasOwn(this.#model.errorCodes, name)) {
      throw new GeneratorError(this.#type.file, `there is no error code ${name}`);
    }
    return name;
  }

  #knownKeywords(schema: JsonSchema): readonly string[] {
    if (schema.anyOf) return ['anyOf'];
    switch (schema.type) {
      case 'string':
        return ['type', 'const', 'enum', 'minLength', 'maxLength', 'pattern'];
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

  #string(place: Place): string[] {
    const { schema, value } = place;
    const allowed = schema.const === undefined ? schema.enum : [schema.const];
    if (allowed) {
      const test = allowed.map((text) => `${value} !== ${JSON.stringify(text)}`).join(' && ');
      const words = allowed.map((text) => `"${text}"`).join(' or ');
      return [`if (${test}) ${this.#fault(place, schema.const === undefined ? 'enum' : 'const', `must be ${words}`)}`];
    }
    const refused = `if (typeof ${value} !== 'string') {\n${this.#fault(place, 'type', 'must be a string')}\n}`;
    const rules = this.#stringRules(place);
    return rules.length === 0 ? [refused] : [`${refused} else {`, ...rules, '}'];
  }

  /** The rules for what is known to be a string. */
  #stringRules(place: Place): string[] {
    const { schema, value } = place;
    const lines: string[] = [];
    if (schema.minLength === 1) {
      lines.push(`if (${value} === '') ${this.#fault(place, 'minLength', 'must not be empty')}`);
    } else if (schema.minLength !== undefined) {
      const words = `must have at least ${schema.minLength} characters`;
      lines.push(
        `if (${this.#use('isShorter')}(${value}, ${grouped(schema.minLength)})) ${this.#fault(place, 'minLength', words)}`,
      );
    }
    // A text over its limit is not searched: the limit bounds the work.
    const chain: string[] = [];
    if (schema.maxLength !== undefined) {
      const words = `must have at most ${schema.maxLength} characters`;
      chain.push(
        `if (${this.#use('isLonger')}(${value}, ${grouped(schema.maxLength)})) {\n${this.#fault(place, 'maxLength', words)}\n}`,
      );
    }
    if (schema.pattern !== undefined) {
      const [name, must] = this.#pattern(place, schema.pattern);
      chain.push(`if (!${name}.test(${value})) {\n${this.#fault(place, 'pattern', `must ${must}`)}\n}`);
    }
    if (chain.length > 0) lines.push(chain.join(' else '));
    return lines;
  }

  #integer(place: Place): string[] {
    const { schema, value } = place;
    const chain = [
      `if (typeof ${value} !== 'number' || !Number.isInteger(${value})) {\n${this.#fault(place, 'type', 'must be a whole number')}\n}`,
    ];
    if (schema.minimum !== undefined) {
      chain.push(
        `if (${value} < ${grouped(schema.minimum)}) {\n${this.#fault(place, 'minimum', `must be at least ${schema.minimum}`)}\n}`,
      );
    }
    if (schema.maximum !== undefined) {
      chain.push(
        `if (${value} > ${grouped(schema.maximum)}) {\n${this.#fault(place, 'maximum', `must be at most ${schema.maximum}`)}\n}`,
      );
    }
    return [chain.join(' else ')];
  }

  #array(place: Place): string[] {
    const { schema, value, path, pointer, code } = place;
    const { items, minItems, maxItems } = schema;
    if (items === undefined) return this.#refuse(place, 'a list says nothing of its items');
    const index = this.#name('index');
    const item = this.#name('item');
    const itemPath = within(path, `[\${${index}}]`);
    const inner = this.#member({ schema: items, pointer: `${pointer}/items`, value: item, path: itemPath, code });
    const loop = [
      `for (let ${index} = 0; ${index} < ${value}.length && !${this.#use('isFull')}(issues); ${index}++) {`,
      `const ${item} = ${this.#use('ownValue')}(${value}, ${index});`,
      ...inner,
      '}',
    ];
    const lines = [
      `if (!${this.#use('isPlainArray')}(${value})) {\n${this.#fault(place, 'type', 'must be a list')}\n} else {`,
    ];
    if (minItems === 1) {
      lines.push(`if (${value}.length === 0) ${this.#fault(place, 'minItems', 'must not be empty')}`);
    } else if (minItems !== undefined) {
      lines.push(
        `if (${value}.length < ${minItems}) ${this.#fault(place, 'minItems', `must have at least ${minItems} entries`)}`,
      );
    }
    if (maxItems === undefined) return [...lines, ...loop, '}'];
    const words = `must have at most ${maxItems} entries`;
    return [
      ...lines,
      `if (${value}.length > ${maxItems}) {\n${this.#fault(place, 'maxItems', words)}\n} else {`,
      ...loop,
      '}',
      '}',
    ];
  }

  #object(place: Place, properties: Record<string, JsonSchema>): string[] {
    const { schema, value, path, pointer, code } = place;
    if (pointer !== '') return this.#refuse(place, 'an object inside another one is a type of its own: register it');
    const lines = [
      `if (!${this.#use('isPlainObject')}(${value})) {`,
      this.#fault(place, 'type', 'must be a plain object'),
      'return;',
      '}',
    ];
    for (const [name, member] of Object.entries(properties)) {
      const at = `/properties/${name}`;
      const inner = { schema: member, pointer: at, value: this.#name(name), path: pathOf(path, name), code };
      lines.push(...this.#property(inner, name, schema.required?.includes(name) === true, value));
    }
    for (const name of Object.keys(this.#type.callables)) {
      const variable = this.#name(name);
      lines.push(
        `const ${variable} = ${this.#use('ownValue')}(${value}, '${name}');`,
        `if (${variable} !== undefined && typeof ${variable} !== 'function') ` +
          this.#fault({ ...place, path: pathOf(path, name) }, 'type', 'must be a function'),
      );
    }
    if (schema.additionalProperties === true) return lines;
    if (schema.additionalProperties !== false) return this.#refuse(place, 'an object is either closed or open');
    this.members = [...Object.keys(properties), ...Object.keys(this.#type.callables)];
    return [
      ...lines,
      `for (const name of Object.keys(${value})) {`,
      `if (${this.#use('isFull')}(issues)) return;`,
      `if (!MEMBERS.includes(name)) ${this.#use('unknownMember')}(issues, path, name, ${code}, '${this.#type.name}', MEMBERS);`,
      '}',
    ];
  }

  #property(place: Place, name: string, required: boolean, object: string): string[] {
    const { value } = place;
    const code = this.#codeAt(place);
    const read = `const ${value} = ${this.#use('ownValue')}(${object}, '${name}');`;
    const rules = this.#member(place);
    if (required) {
      const missing = this.#fault({ ...place, code }, 'required', 'is required');
      return [read, `if (${value} === undefined) {\n${missing}\n} else {`, ...rules, '}'];
    }
    return [read, `if (${value} !== undefined) {`, ...rules, '}'];
  }

  #record(place: Place): string[] {
    const { schema, value, path, pointer, code } = place;
    const refused = `if (!${this.#use('isPlainObject')}(${value})) {\n${this.#fault(place, 'type', 'must be a plain object')}\n}`;
    const members = schema.additionalProperties;
    if (members === true) {
      return schema.maxProperties === undefined && schema.propertyNames === undefined
        ? [refused]
        : this.#refuse(place, 'a bound on the members of an open object has no check');
    }
    if (typeof members !== 'object') return this.#refuse(place, 'an object without declared members is open');
    const names = this.#name('names');
    const name = this.#name('name');
    const member = this.#name('member');
    this.#use('memberPath');
    const inner = {
      pointer: `${pointer}/additionalProperties`,
      value: member,
      path: `memberPath(${path}, ${name})`,
      code,
    };
    const loop = [
      `for (const ${name} of ${names}) {`,
      `if (${this.#use('isFull')}(issues)) break;`,
      ...this.#nameRules({ ...place, value: name, path: inner.path }),
      `const ${member} = ${this.#use('ownValue')}(${value}, ${name});`,
      ...this.#member({ ...inner, schema: members }),
      '}',
    ];
    const lines = [`${refused} else {`, `const ${names} = Object.keys(${value});`];
    if (schema.maxProperties === undefined) return [...lines, ...loop, '}'];
    const words = `must have at most ${schema.maxProperties} members`;
    return [
      ...lines,
      `if (${names}.length > ${grouped(schema.maxProperties)}) {\n${this.#fault(place, 'maxProperties', words)}\n} else {`,
      ...loop,
      '}',
      '}',
    ];
  }

  #nameRules(place: Place): string[] {
    const names = place.schema.propertyNames;
    if (names === undefined) return [];
    const lines: string[] = [];
    const unknown = Object.keys(names).find((keyword) => keyword !== 'minLength' && keyword !== 'maxLength');
    if (unknown !== undefined) return this.#refuse(place, `the keyword "${unknown}" of names has no check`);
    if (names.minLength === 1) {
      lines.push(`if (${place.value} === '') ${this.#fault(place, 'propertyNames', 'must not have an empty name')}`);
    } else if (names.minLength !== undefined) {
      return this.#refuse(place, 'a shortest name other than 1 has no check');
    }
    if (names.maxLength !== undefined) {
      const words = `must have a name of at most ${names.maxLength} characters`;
      lines.push(
        `if (${this.#use('isLonger')}(${place.value}, ${grouped(names.maxLength)})) ${this.#fault(place, 'propertyNames', words)}`,
      );
    }
    return lines;
  }

  /** A member, an item or a branch: by its own type's check where it is a registered type. */
  #member(place: Place): string[] {
    const name = this.#typeAt(place);
    const inner = { ...place, code: this.#codeAt(place) };
    return name === undefined
      ? this.check(inner)
      : [`${this.#use(`check${name}`)}(${place.value}, ${place.path}, issues);`];
  }

  #anyOf(place: Place, branches: readonly JsonSchema[]): string[] {
    const places = branches.map((schema, index) => ({ ...place, schema, pointer: `${place.pointer}/anyOf/${index}` }));
    const [first, second, ...others] = places;
    if (first === undefined || second === undefined || others.length > 0) {
      return this.#refuse(place, 'a union of other than two has no check');
    }
    if (first.schema.type === 'string' && second.schema.type === 'object') {
      return [
        `if (typeof ${place.value} === 'string') {`,
        ...this.#stringRules(first),
        `} else if (typeof ${place.value} === 'object') {`,
        ...this.#member(second),
        '} else {',
        this.#fault(place, 'type', 'must be a string or an object'),
        '}',
      ];
    }
    const names = [this.#typeAt(first), this.#typeAt(second)];
    if (names[0] === undefined || names[1] === undefined) {
      return this.#refuse(place, 'a union is of text and object, or of two registered types');
    }
    const [one, other] = [this.#name('first'), this.#name('second')];
    return [
      `const ${one}: Issue[] = [];`,
      `${this.#use(`check${names[0]}`)}(${place.value}, ${place.path}, ${one});`,
      `if (${one}.length > 0) {`,
      `const ${other}: Issue[] = [];`,
      `${this.#use(`check${names[1]}`)}(${place.value}, ${place.path}, ${other});`,
      `if (${other}.length > 0) {`,
      this.#fault(place, 'anyOf', `must be a ${names[0]} or a ${names[1]}`),
      // The branch that the value nearly is has fewer faults: those help.
      `issues.push(...(${other}.length < ${one}.length ? ${other} : ${one}));`,
      '}',
      '}',
    ];
  }

  #typeAt(place: Place): string | undefined {
    const name = this.#type.fields.get(place.pointer)?.type;
    if (name === undefined) return undefined;
    const registered = this.#model.types.find((type) => type.name === name);
    if (registered === undefined) return void this.#refuse(place, `there is no type ${name}`);
    const same = [place.schema, registered.schema].map((schema) => JSON.stringify(withoutAnnotations(schema)));
    if (same[0] !== same[1]) this.#refuse(place, `it says that it is a ${name}, but its schema is another one`);
    return name;
  }

  #codeAt(place: Place): string {
    const name = this.#type.fields.get(place.pointer)?.code;
    return name === undefined ? place.code : this.codeNamed(name);
  }

  #pattern(place: Place, source: string): [string, string] {
    const found = Object.entries(this.#model.patterns).find(([, { regex }]) => regex.source === source);
    if (found === undefined) return this.#refuse(place, `the pattern ${source} is not in schemas/src/patterns.ts`);
    this.patterns.add(found[0]);
    return [found[0], found[1].must];
  }

  #fault({ path, code }: Place, keyword: string, message: string): string {
    this.codes.add(code);
    return `${this.#use('fault')}(issues, ${path}, '${keyword}', ${code}, ${JSON.stringify(message)});`;
  }

  #use(name: string): string {
    this.imports.add(name);
    return name;
  }

  /** A variable that no other one of the check is called. */
  #name(wish: string): string {
    const base = wish.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    let name = base;
    for (let count = 2; this.#names.has(name); count++) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }

  #refuse(place: Place, reason: string): never {
    throw new GeneratorError(this.#type.file, `${this.#type.name}${place.pointer}: ${reason}`);
  }
}

function pathOf(parent: string, name: string): string {
  return within(parent, /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `["${name}"]`);
}

/** The expression of a path with more at its end: one template, not templates inside templates. */
function within(parent: string, more: string): string {
  return parent.startsWith('`') ? `${parent.slice(0, -1)}${more}\`` : `\`\${${parent}}${more}\``;
}
