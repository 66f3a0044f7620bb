import { GeneratorError } from './generator-error.js';
import { withoutAnnotations, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';

/** A place in the schema, and the expressions that stand for the value and its path in the generated code. */
export type Place = {
  readonly schema: JsonSchema;
  readonly pointer: string;
  readonly value: string;
  readonly path: string;
  /** Name of the error code's constant. */
  readonly code: string;
};

/** What no variable of a check may be called: words of the language, and what the generated file uses beside it. */
const TAKEN = (
  'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
  'function if implements import in instanceof interface let new null package private protected public return static ' +
  'super switch this throw true try typeof undefined var void while with yield arguments eval ' +
  'value path issues name MEMBERS addFaults fault isFull unknownMember isLonger isShorter entryPath isPlainArray ' +
  'isPlainObject ownValue validator valueOf'
).split(' ');

/** What the checks of one type have used so far, and what they know of the model. */
export class Scope {
  /** Helpers and other checks. */
  readonly imports = new Set<string>();
  readonly patterns = new Set<string>();
  readonly codes = new Set<string>();
  readonly type: TypeModel;
  readonly #model: Model;
  readonly #names: Set<string>;

  constructor(type: TypeModel, model: Model) {
    this.type = type;
    this.#model = model;
    const constants = [...Object.keys(model.errorCodes), ...Object.keys(model.patterns)];
    this.#names = new Set([...TAKEN, ...constants, ...model.types.map(({ name }) => `check${name}`)]);
  }

  /** A helper, which the generated file then imports. */
  use(name: string): string {
    this.imports.add(name);
    return name;
  }

  /** The constant of an error code, which the generated file then imports. */
  code(name: string): string {
    if (!Object.hasOwn(this.#model.errorCodes, name)) {
      throw new GeneratorError(this.type.file, `there is no error code ${name}`);
    }
    this.codes.add(name);
    return name;
  }

  /** The error code of a place: its own, or that of what it is in. */
  codeAt(place: Place): string {
    return this.type.fields.get(place.pointer)?.code ?? place.code;
  }

  /** The constant of a pattern, which the generated file then imports. */
  pattern(place: Place, source: string): { name: string; must: string } {
    const found = Object.entries(this.#model.patterns).find(([, { regex }]) => regex.source === source);
    if (found === undefined) return this.refuse(place, `the pattern ${source} is not in schemas/src/patterns.ts`);
    const [name, { must }] = found;
    this.patterns.add(name);
    return { name, must };
  }

  /** The name of the registered type that a place holds, if it holds one. */
  typeAt(place: Place): string | undefined {
    const name = this.type.fields.get(place.pointer)?.type;
    if (name === undefined) return undefined;
    const registered = this.#model.types.find((type) => type.name === name);
    if (registered === undefined) return this.refuse(place, `there is no type ${name}`);
    const [here, there] = [place.schema, registered.schema].map((schema) => JSON.stringify(withoutAnnotations(schema)));
    if (here !== there) this.refuse(place, `it says that it is a ${name}, but its schema is another one`);
    return name;
  }

  /** A statement that notes a fault. */
  fault({ path, code }: Place, keyword: string, message: string): string {
    return `${this.use('fault')}(issues, ${path}, '${keyword}', ${this.code(code)}, ${JSON.stringify(message)});`;
  }

  /** A variable that no other one of the check is called. */
  name(wish: string): string {
    const base = wish.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    let name = base;
    for (let count = 2; this.#names.has(name); count++) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }

  /** Stops the generator: a construct without a check must not pass unchecked. */
  refuse(place: Place, reason: string): never {
    throw new GeneratorError(this.type.file, `${this.type.name}${place.pointer}: ${reason}`);
  }
}

/** The expression of a member's path. */
export function pathOf(parent: string, name: string): string {
  return within(parent, /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `["${name}"]`);
}

/** The expression of a path with more at its end: one template, not templates inside templates. */
export function within(parent: string, more: string): string {
  return parent.startsWith('`') ? `${parent.slice(0, -1)}${more}\`` : `\`\${${parent}}${more}\``;
}
