import type { Shape } from '@ably-auth/schemas/field';
import { grouped, quote } from './emit/constants.js';
import { GeneratorError } from './generator-error.js';
import { ANNOTATIONS, children, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';

/** A place in the schema of a type. */
export type Place = {
  readonly type: TypeModel;
  readonly schema: JsonSchema;
  readonly pointer: string;
  /** Name of the error code that holds there. */
  readonly code: string;
};

/** A constant of `gen/rules.ts`: the limits and the words of one kind of value. */
export type RuleConstant = { readonly name: string; readonly kind: string; readonly text: string };

/** Stops the generator: a construct without a check must not pass unchecked. */
export function refuse({ type, pointer }: Place, reason: string): never {
  throw new GeneratorError(type.file, `${type.name}${pointer}: ${reason}`);
}

/** The root of a type. */
export function rootOf(type: TypeModel): Place {
  return { type, schema: type.schema, pointer: '', code: type.code };
}

/** A place inside another one. */
export function inside(place: Place, schema: JsonSchema, more: string): Place {
  const pointer = `${place.pointer}${more}`;
  return { ...place, schema, pointer, code: place.type.fields.get(pointer)?.code ?? place.code };
}

/** The registered type that a place holds, if it holds one. */
export function typeAt(place: Place, model: Model): TypeModel | undefined {
  const name = place.pointer === '' ? undefined : place.type.fields.get(place.pointer)?.type;
  if (name === undefined) return undefined;
  const registered = model.types.find((type) => type.name === name);
  if (registered === undefined) return refuse(place, `there is no type ${name}`);
  const [here, there] = [place.schema, registered.schema].map((schema) => JSON.stringify(bare(schema)));
  if (here !== there) refuse(place, `it says that it is a ${name}, but its schema is another one`);
  return registered;
}

/** The same schema without what says nothing of validity. */
function bare(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword));
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)), (key, value: unknown) =>
    ANNOTATIONS.has(key) && typeof value !== 'object' ? undefined : key === 'examples' ? undefined : value,
  ) as JsonSchema;
}

/** Every place of every type that has rules, those of other registered types aside. */
export function placesOf(type: TypeModel, model: Model): Place[] {
  const found: Place[] = [];
  const visit = (place: Place): void => {
    if (typeAt(place, model) !== undefined) return;
    for (const [pointer, schema] of children(place.schema, place.pointer)) {
      if (!pointer.endsWith('/propertyNames')) visit(inside(place, schema, pointer.slice(place.pointer.length)));
    }
    // After those that it names. A union of a text and an object has the words of the two.
    if (!isText(place.schema.anyOf?.[0])) found.push(place);
  };
  visit(rootOf(type));
  return found;
}

/**
 * The constants for all types, by name.
 *
 * @throws {GeneratorError} where a value has no words, or two kinds of value share an id
 */
export function ruleConstants(model: Model): Map<string, RuleConstant> {
  const constants = new Map<string, RuleConstant>();
  for (const type of model.types) {
    for (const place of placesOf(type, model)) {
      const made = constantOf(place, model);
      const present = constants.get(made.name);
      if (present !== undefined && present.text !== made.text) {
        refuse(place, `another kind of value has the id ${idOf(place)} already`);
      }
      constants.set(made.name, made);
    }
    for (const [name] of Object.entries(type.callables)) {
      constants.set(callableName(type, name), callableConstant(type, name, model));
    }
  }
  return constants;
}

/** The error code of the first value with each id, by model: to look for it again at every place takes n² visits. */
const firstCodes = new WeakMap<Model, ReadonlyMap<string, string>>();

function firstCodesOf(model: Model): ReadonlyMap<string, string> {
  const known = firstCodes.get(model);
  if (known !== undefined) return known;
  const codes = new Map<string, string>();
  for (const place of model.types.flatMap((type) => placesOf(type, model))) {
    const id = idOf(place);
    if (!codes.has(id)) codes.set(id, place.code);
  }
  firstCodes.set(model, codes);
  return codes;
}

/** The name of the constant for a place; values with an error code of their own have one each. */
export function constantName(place: Place, model: Model): string {
  const id = idOf(place);
  const first = firstCodesOf(model).get(id) ?? place.code;
  return `${constantCase(id)}${first === place.code ? '' : `_${model.errorCodes[place.code]?.code}`}`;
}

export function callableName(type: TypeModel, member: string): string {
  return constantCase(`${type.name}.${member}`);
}

function idOf(place: Place): string {
  if (place.schema.properties) return place.type.name;
  return shapeAt(place).id;
}

function shapeAt(place: Place): Shape {
  return place.type.shapes.get(place.pointer) ?? refuse(place, 'its rules have no words: wrap it in shape(…)');
}

function constantOf(place: Place, model: Model): RuleConstant {
  const { schema, type } = place;
  const name = constantName(place, model);
  if (schema.properties) {
    const members = [...Object.keys(schema.properties), ...Object.keys(type.callables)];
    const words = { expected: `a plain object`, remediation: `Pass an object with the members of ${type.name}.` };
    return constant(name, 'ObjectRule', place, model, words, [`members: ${JSON.stringify(members)}`]);
  }
  const [kind, lines] = bounds(place, model);
  return constant(name, kind, place, model, shapeAt(place), lines);
}

function callableConstant(type: TypeModel, member: string, model: Model): RuleConstant {
  const place = { ...rootOf(type), pointer: `/${member}` };
  const words = { expected: 'a function', remediation: 'Pass a function, or leave the member out.' };
  return constant(callableName(type, member), 'Rule', place, model, words, [], `${type.name}.${member}`);
}

function constant(
  name: string,
  kind: string,
  place: Place,
  model: Model,
  words: Pick<Shape, 'expected' | 'remediation' | 'remediations' | 'absentAs'>,
  lines: readonly string[],
  id = idOf(place),
): RuleConstant {
  const errorCode = model.errorCodes[place.code];
  if (errorCode === undefined) return refuse(place, `there is no error code ${place.code}`);
  const fixes = Object.entries(words.remediations ?? {}).map(([keyword, fix]) => `${keyword}: ${quote(fix)}`);
  const text = [
    `id: ${quote(id)}`,
    `code: ${ruleCode(errorCode)}`,
    `expected: ${quote(words.expected)}`,
    `fix: ${quote(words.remediation)}`,
    ...(fixes.length === 0 ? [] : [`fixes: {\n${fixes.join(',\n')},\n}`]),
    ...lines,
    ...(words.absentAs === undefined ? [] : [`absentAs: ${JSON.stringify(words.absentAs)}`]),
  ].join(',\n');
  return { name, kind, text: `{\n${text},\n}` };
}

/** The error code of a rule: its first three digits must be the status, which an issue takes from it. */
export function ruleCode({ code, statusCode }: { readonly code: number; readonly statusCode: number }): number {
  if (Math.trunc(code / 100) === statusCode) return code;
  throw new GeneratorError(
    'schemas/src/error-codes.ts',
    `${code} cannot be the code of a rule: its status is ${statusCode}`,
  );
}

/** The type of the constant, and what it says beside its words. */
function bounds(place: Place, model: Model): [string, string[]] {
  const { schema } = place;
  switch (schema.type) {
    case 'boolean':
      return ['Rule', []];
    case 'integer': {
      const { minimum, maximum } = schema;
      if (minimum === undefined || maximum === undefined) return refuse(place, 'an integer needs both its bounds');
      return ['IntegerRule', [`min: ${grouped(minimum)}`, `max: ${grouped(maximum)}`]];
    }
    case 'string': {
      const choices = schema.const === undefined ? schema.enum : [schema.const];
      if (choices) {
        const types = choices.map((text) => JSON.stringify(text)).join(' | ');
        return [`ChoiceRule<${types}>`, [`choices: ${JSON.stringify(choices)}`]];
      }
      const pattern = schema.pattern === undefined ? [] : [`pattern: ${patternOf(place, schema.pattern, model)}`];
      return ['TextRule', [...range(schema.minLength, schema.maxLength), ...pattern]];
    }
    case 'array': {
      if (schema.items === undefined) return refuse(place, 'a list says nothing of its items');
      const items = inside(place, schema.items, '/items');
      if ((schema.minItems ?? 0) > 1) return refuse(place, 'a shortest list other than 1 has no check');
      const lines = range(schema.minItems, schema.maxItems);
      if (!isText(items.schema)) return ['ListRule', lines];
      return ['TextListRule', [...lines, `items: ${constantName(items, model)}`]];
    }
    case 'object':
      return mapBounds(place, model);
    default:
      return schema.anyOf ? ['Rule', []] : refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
  }
}

function mapBounds(place: Place, model: Model): [string, string[]] {
  const { additionalProperties: members, maxProperties, propertyNames = {} } = place.schema;
  if (members === true) {
    if (maxProperties === undefined && Object.keys(propertyNames).length === 0) return ['Rule', []];
    return refuse(place, 'a bound on the members of an open object has no check');
  }
  if (typeof members !== 'object') return refuse(place, 'an object without declared members is open');
  const { minLength = 0, maxLength, ...others } = propertyNames;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refuse(place, `the keyword "${unknown}" of names has no check`);
  if (minLength > 1) return refuse(place, 'a shortest name other than 1 has no check');
  const lines = [`maxMembers: ${limit(maxProperties)}`, `minName: ${minLength}`, `maxName: ${limit(maxLength)}`];
  const values = inside(place, members, '/additionalProperties');
  if (isText(members)) return ['TextMapRule', [...lines, `values: ${constantName(values, model)}`]];
  if (members.type === 'array' && isText(members.items)) {
    return ['TextListMapRule', [...lines, `values: ${constantName(values, model)}`]];
  }
  return ['MapRule', lines];
}

/** Whether a schema is of any text, neither fixed nor one of several. */
export function isText(schema: JsonSchema | undefined): boolean {
  return schema?.type === 'string' && schema.const === undefined && schema.enum === undefined;
}

function range(min: number | undefined, max: number | undefined): string[] {
  return [`min: ${grouped(min ?? 0)}`, `max: ${limit(max)}`];
}

function limit(value: number | undefined): string {
  return value === undefined ? 'Infinity' : grouped(value);
}

/**
 * A pattern as a decoder has it. One that allows all characters but some also refuses lone surrogates, which have no
 * UTF-8 form; JSON Schema cannot say that in a syntax that all languages read.
 */
function patternOf(place: Place, source: string, model: Model): string {
  const known = Object.values(model.patterns).some(({ regex }) => regex.source === source);
  if (!known) return refuse(place, `the pattern ${source} is not in schemas/src/patterns.ts`);
  return `/${source.replace(/^(\^\[\^.*)(\]\*\$)$/, '$1\\ud800-\\udfff$2')}/u`;
}

function constantCase(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
