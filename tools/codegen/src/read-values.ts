import type { FieldDoc, Shape } from '@ably-auth/schemas/field';
import type { Pattern } from '@ably-auth/schemas/patterns';
import { GeneratorError } from './generator-error.js';
import { ANNOTATIONS, withoutAnnotations, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';
import type { TextPattern, Value, Values, Words } from './values.js';

const known = new WeakMap<Model, Values>();

/**
 * The values of all types.
 *
 * @throws {GeneratorError} where a schema has a construct without a check, a value has no words, or two kinds of value
 *   share an id
 */
export function valuesOf(model: Model): Values {
  let values = known.get(model);
  if (values === undefined) known.set(model, (values = new Reader(model).read()));
  return values;
}

/** The rules that no JSON Schema can say, in the form of values' words. */
export function otherRules({ rules, errorCodes }: Model): Words[] {
  return Object.entries(rules).map(([id, { code, expected, remediation }]) => {
    const entry = errorCodes[code];
    if (entry === undefined) throw new GeneratorError('schemas/src/rules.ts', `${id}: there is no error code ${code}`);
    return { name: upperCase(id), id, code: ruleCode(entry), expected, remediation, remediations: {} };
  });
}

/** A pattern without the anchors that languages read differently. */
export function textPattern(name: string, { regex, meaning }: Pattern): TextPattern {
  const [, source] = /^\^(.*)\$$/s.exec(regex.source) ?? [];
  if (source === undefined) throw new GeneratorError('schemas/src/patterns.ts', `${name} does not cover a whole text`);
  return { name, meaning, source, isExclusion: /^\[\^[^\]]*\]\*$/.test(source) };
}

/** A place in the schema of a type. */
type Place = {
  readonly type: TypeModel;
  readonly schema: JsonSchema;
  readonly pointer: string;
  /** Name of the error code that holds there. */
  readonly code: string;
};

class Reader {
  readonly #model: Model;
  readonly #named = new Map<string, Value>();
  readonly #byType = new Map<string, Value>();
  /** The error code of the first value with each id: others of that id have the code in their name. */
  readonly #firstCodes = new Map<string, string>();

  constructor(model: Model) {
    this.#model = model;
  }

  read(): Values {
    for (const type of this.#model.types) this.#typeValue(type);
    return { named: [...this.#named.values()], byType: this.#byType };
  }

  #typeValue(type: TypeModel): Value {
    const read = this.#byType.get(type.name);
    if (read !== undefined) return read;
    const value = this.#value({ type, schema: type.schema, pointer: '', code: type.code });
    this.#byType.set(type.name, value);
    return value;
  }

  #value(place: Place): Value {
    const registered = this.#registered(place);
    if (registered !== undefined) return registered;
    const { schema } = place;
    refuseUnknownKeyword(place);
    if (schema.anyOf) return this.#union(place, schema.anyOf);
    switch (schema.type) {
      case 'boolean':
        return this.#add(place, { kind: 'flag' });
      case 'integer': {
        const { minimum: min, maximum: max } = schema;
        if (min === undefined || max === undefined) return refuse(place, 'an integer needs both its bounds');
        return this.#add(place, { kind: 'integer', min, max });
      }
      case 'string': {
        const choices = schema.const === undefined ? schema.enum : [schema.const];
        if (choices) return this.#add(place, { kind: 'choice', choices });
        const { minLength: min = 0, maxLength: max = Infinity, pattern } = schema;
        const bounds = { kind: 'text', min, max } as const;
        return this.#add(place, pattern === undefined ? bounds : { ...bounds, pattern: this.#pattern(place, pattern) });
      }
      case 'array': {
        if (schema.items === undefined) return refuse(place, 'a list says nothing of its items');
        const items = this.#value(inside(place, schema.items, '/items'));
        const { minItems: min = 0, maxItems: max = Infinity } = schema;
        if (min > 1) return refuse(place, 'a shortest list other than 1 has no check');
        return this.#add(place, { kind: 'list', min, max, items });
      }
      case 'object':
        return schema.properties ? this.#object(place, schema.properties) : this.#map(place);
      default:
        return refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
    }
  }

  #object(place: Place, properties: Readonly<Record<string, JsonSchema>>): Value {
    const { type, schema, pointer } = place;
    if (pointer !== '') return refuse(place, 'an object inside another one is a type of its own: register it');
    const { required = [], additionalProperties } = schema;
    if (typeof additionalProperties !== 'boolean') return refuse(place, 'an object is either closed or open');
    const undeclared = required.find((name) => !Object.hasOwn(properties, name));
    if (undeclared !== undefined) return refuse(place, `${undeclared} is required, but not declared`);
    const members = Object.entries(properties).map(([name, member]) => {
      const at = `/properties/${name}`;
      const doc = type.fields.get(at) as FieldDoc; // model.ts refuses a member without one
      return { name, value: this.#value(inside(place, member, at)), isRequired: required.includes(name), doc };
    });
    const callables = Object.entries(type.callables).map(([name, doc]) => ({
      name,
      value: this.#callable(place, `${type.name}.${name}`),
      isRequired: false,
      doc,
    }));
    const words = {
      id: type.name,
      expected: 'a plain object',
      remediation: `Pass an object with the members of ${type.name}.`,
    };
    const object = { kind: 'object', members: [...members, ...callables], isOpen: additionalProperties } as const;
    return this.#add(place, object, words);
  }

  #callable(place: Place, id: string): Value {
    const words = { id, expected: 'a function', remediation: 'Pass a function, or leave the member out.' };
    return this.#add(place, { kind: 'callable' }, words);
  }

  #map(place: Place): Value {
    const { additionalProperties: members, maxProperties, propertyNames = {} } = place.schema;
    if (members === true) {
      if (maxProperties === undefined && Object.keys(propertyNames).length === 0) {
        return this.#add(place, { kind: 'anyObject' });
      }
      return refuse(place, 'a bound on the members of an open object has no check');
    }
    if (typeof members !== 'object') return refuse(place, 'an object without declared members is open');
    const { minLength: minName = 0, maxLength: maxName = Infinity, ...others } = propertyNames;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) return refuse(place, `the keyword "${unknown}" of names has no check`);
    if (minName > 1) return refuse(place, 'a shortest name other than 1 has no check');
    const values = this.#value(inside(place, members, '/additionalProperties'));
    return this.#add(place, { kind: 'map', maxMembers: maxProperties ?? Infinity, minName, maxName, values });
  }

  /** A union of a text and an object, or of two registered types. */
  #union(place: Place, branches: readonly JsonSchema[]): Value {
    const places = branches.map((schema, index) => inside(place, schema, `/anyOf/${index}`));
    if (places.length !== 2) return refuse(place, 'a union of other than two has no check');
    const [one, other] = places as [Place, Place];
    const isTextFirst = one.schema.type === 'string' && one.schema.const === undefined && !one.schema.enum;
    if (isTextFirst && other.schema.type === 'object') {
      const [text, object] = [this.#value(one), this.#value(other)];
      const { type: _, ...words } = object;
      return { ...words, kind: 'textOrObject', text, object };
    }
    const [first, second] = [this.#registered(one), this.#registered(other)];
    if (first === undefined || second === undefined) {
      return refuse(place, 'a union is of text and object, or of two registered types');
    }
    return this.#add(place, { kind: 'either', first, second });
  }

  /** The value of the registered type that a place holds, if it holds one. */
  #registered(place: Place): Value | undefined {
    const name = place.pointer === '' ? undefined : place.type.fields.get(place.pointer)?.type;
    if (name === undefined) return undefined;
    const type = this.#model.types.find((each) => each.name === name);
    if (type === undefined) return refuse(place, `there is no type ${name}`);
    const [here, there] = [place.schema, type.schema].map((schema) => JSON.stringify(withoutAnnotations(schema)));
    if (here !== there) refuse(place, `it says that it is a ${name}, but its schema is another one`);
    return this.#typeValue(type);
  }

  /** Gives a value its name and its words. */
  #add(place: Place, kind: KindOf<Value>, own?: Shape): Value {
    const { errorCodes } = this.#model;
    const shape = own ?? place.type.shapes.get(place.pointer);
    if (shape === undefined) return refuse(place, 'its rules have no words: wrap it in shape(…)');
    const { id, expected, remediation, remediations = {}, absentAs } = shape;
    const entry = errorCodes[place.code];
    if (entry === undefined) return refuse(place, `there is no error code ${place.code}`);
    const first = this.#firstCodes.get(id) ?? place.code;
    this.#firstCodes.set(id, first);
    const name = `${upperCase(id)}${first === place.code ? '' : `_${entry.code}`}`;
    const words = { name, id, code: ruleCode(entry), expected, remediation, remediations };
    const plain = { ...words, ...(absentAs === undefined ? {} : { absentAs }), ...kind } as Value;
    const present = this.#named.get(name);
    if (present !== undefined && JSON.stringify({ ...present, type: undefined }) !== JSON.stringify(plain)) {
      refuse(place, `another kind of value has the id ${id} already`);
    }
    const value = place.pointer === '' && kind.kind !== 'callable' ? { ...plain, type: place.type.name } : plain;
    if (present?.type === undefined) this.#named.set(name, value);
    return value;
  }

  #pattern(place: Place, source: string): TextPattern {
    const entry = Object.entries(this.#model.patterns).find(([, { regex }]) => regex.source === source);
    if (entry === undefined) return refuse(place, `the pattern ${source} is not in schemas/src/patterns.ts`);
    return textPattern(...entry);
  }
}

/** What a value has beside its words. */
type KindOf<T> = T extends unknown ? Omit<T, keyof Words | 'type'> : never;

/** Stops the generator: a construct without a check must not pass unchecked. */
function refuse({ type, pointer }: Place, reason: string): never {
  throw new GeneratorError(type.file, `${type.name}${pointer}: ${reason}`);
}

function inside(place: Place, schema: JsonSchema, more: string): Place {
  const pointer = `${place.pointer}${more}`;
  return { ...place, schema, pointer, code: place.type.fields.get(pointer)?.code ?? place.code };
}

/** The error code of a rule: its first three digits must be the status, which an issue takes from it. */
function ruleCode({ code, statusCode }: { readonly code: number; readonly statusCode: number }): number {
  if (Math.trunc(code / 100) === statusCode) return code;
  throw new GeneratorError(
    'schemas/src/error-codes.ts',
    `${code} cannot be the code of a rule: its status is ${statusCode}`,
  );
}

function refuseUnknownKeyword(place: Place): void {
  const keywords = knownKeywords(place.schema);
  const unknown = Object.keys(place.schema).find((keyword) => !ANNOTATIONS.has(keyword) && !keywords.includes(keyword));
  if (unknown !== undefined) refuse(place, `the keyword "${unknown}" has no check`);
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

function upperCase(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
