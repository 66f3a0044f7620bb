import { GeneratorError } from './generator-error.js';
import type { Model, TypeModel } from './model.js';
import { valuesOf } from './read-values.js';
import { isText, type Value, type ValueOf } from './values.js';

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
  const root = valuesOf(model).byType.get(type.name) as Value;
  const body = root.kind === 'object' ? writer.object(root) : [`return ${writer.read(root, WHOLE)};`];
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
  readonly #names: Set<string>;

  constructor(type: TypeModel, model: Model) {
    this.#type = type;
    this.#names = new Set([...TAKEN, ...model.types.map(({ name }) => `decode${name}`)]);
  }

  /** The statements that decode an object with named members. */
  object({ members, isOpen, name: ruleName }: ValueOf<'object'>): string[] {
    const names = members.map(({ name }) => name);
    if (names.length > 31) return this.#refuse('more than 31 members have no check');
    const odd = names.find((name) => !VARIABLE_LIKE.test(name));
    if (odd !== undefined) return this.#refuse(`the member name ${JSON.stringify(odd)} needs escapes`);
    const rule = this.#rule(ruleName);
    const variables = names.map((name) => this.#variable(name));
    return [
      `const source = ${this.#use('object')}(at, ${rule}, path, raw);`,
      'if (source === undefined) return undefined;',
      ...this.#listMembers(names, isOpen, rule),
      `const value = {} as ${this.#type.name};`,
      ...members.flatMap(({ name, value, isRequired }, index) => {
        const variable = variables[index] as string;
        const raw = `own & ${2 ** index} ? source['${name}'] : ${this.#use('unlisted')}(at, ${rule}, path, '${name}', source)`;
        const at = { path: 'path', place: `'${pathOf(name)}'`, raw, required: String(isRequired) };
        const member = this.#member(name, value, at);
        return [`const ${variable} = ${member};`, `if (${variable} !== undefined) value${access(name)} = ${variable};`];
      }),
      ...(isOpen ? [`for (const name of others) ${this.#use('keep')}(value, name, source[name]);`] : []),
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

  #member(name: string, value: Value, at: At): string {
    if (value.kind === 'callable') {
      const { type } = this.#type.callables[name] as { type: string };
      return `${this.#call('callable', this.#rule(value.name), at)} as ${type} | undefined`;
    }
    if (value.kind === 'textOrObject' && value.object.type !== undefined && this.choice === undefined) {
      // The caller of the decoder may choose how the member is read.
      const [text, object] = [value.text, value.object].map((each) => this.#inner(each, WHOLE));
      const expression = `typeof raw === 'string' ? ${text} : ${object}`;
      this.choice = { member: name, type: value.object.type, expression };
      return this.#call('nested', this.#rule(value.name), at, `read${value.object.type}`);
    }
    return this.#inner(value, at);
  }

  /** The expression that reads a value inside another one: by the decoder of its type, if it is of one. */
  #inner(value: Value, at: At): string {
    if (value.type === undefined) return this.read(value, at);
    return this.#call('nested', this.#rule(value.name), at, this.#use(`decode${value.type}`));
  }

  /** The expression that reads a value. */
  read(value: Value, at: At): string {
    if (value.kind === 'textOrObject') {
      const [text, object] = [value.text, value.object].map((each) => this.#inner(each, ITEM));
      const either = `typeof item === 'string' ? ${text} : ${object}`;
      return this.#call('nested', this.#rule(value.name), at, `(_, itemPath, item) => ${either}`);
    }
    const rule = this.#rule(value.name);
    switch (value.kind) {
      case 'list':
        if (isText(value.items)) return this.#call('texts', rule, at);
        return this.#call('list', rule, at, `(_, itemPath, item) => ${this.#inner(value.items, ITEM)}`);
      case 'map': {
        const { values } = value;
        if (isText(values)) return this.#call('textMap', rule, at);
        if (values.kind === 'list' && isText(values.items)) return this.#call('textLists', rule, at);
        return this.#call('map', rule, at, `(_, itemPath, item) => ${this.#inner(values, ITEM)}`);
      }
      case 'either': {
        const decoders = [value.first, value.second].map(({ type }) => this.#use(`decode${type}`));
        return this.#call('either', rule, at, ...decoders);
      }
      case 'object':
        return this.#refuse('an object inside another one is a type of its own: register it');
      default:
        return this.#call(value.kind, rule, at);
    }
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

  /** Stops the generator: a construct without a check must not pass unchecked. */
  #refuse(reason: string): never {
    throw new GeneratorError(this.#type.file, `${this.#type.name}: ${reason}`);
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
