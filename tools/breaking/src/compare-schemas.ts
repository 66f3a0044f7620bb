import { ANNOTATIONS, KEYWORDS, type JsonSchema } from '@ably-auth/codegen/json-schema';
import { isDeepStrictEqual } from 'node:util';

/** How the values that a keyword accepts differ: fewer, more, or neither is known to hold the other. */
export type Direction = 'narrowed' | 'widened' | 'changed';

/** A keyword that differs. */
export type SchemaDifference = {
  readonly pointer: string;
  readonly keyword: Exclude<keyof JsonSchema, 'examples'>;
  readonly direction: Direction;
  readonly was: unknown;
  readonly now: unknown;
};

/** A schema, or what `additionalProperties` has in its place: everything or nothing. */
type Schema = JsonSchema | boolean;

/**
 * How a schema differs from an earlier one, keyword by keyword. It never misses what is refused now and was accepted
 * before: without a `narrowed` or `changed` difference, every value that the earlier schema accepts is still accepted.
 *
 * @throws {Error} if a schema has a keyword that is not in the closed list: nothing could be said of it
 */
export function compareSchemas(was: Schema, now: Schema, pointer = ''): SchemaDifference[] {
  if (isDeepStrictEqual(was, now) || (isAny(was) && isAny(now))) return [];
  if (was === false || now === false) return [whole(was, now, pointer)];
  if (was === true || now === true) return compareSchemas(was === true ? {} : was, now === true ? {} : now, pointer);
  assertKnown(was, pointer);
  assertKnown(now, pointer);
  const found: SchemaDifference[] = [];
  const add = (keyword: SchemaDifference['keyword'], direction: Direction | undefined): void => {
    if (direction !== undefined) found.push({ pointer, keyword, direction, was: was[keyword], now: now[keyword] });
  };
  add('type', typeDirection(was.type, now.type));
  // Values of another type altogether: nothing else that differs matters.
  if (found[0]?.direction === 'changed') return found;
  const choices = choicesDirection(choicesOf(was), choicesOf(now));
  add(was.const === undefined && now.const === undefined ? 'enum' : 'const', choices);
  for (const keyword of ['minimum', 'minLength', 'minItems'] as const) {
    add(
      keyword,
      boundDirection(was[keyword], now[keyword], (from, to) => to > from),
    );
  }
  for (const keyword of ['maximum', 'maxLength', 'maxItems', 'maxProperties'] as const) {
    add(
      keyword,
      boundDirection(was[keyword], now[keyword], (from, to) => to < from),
    );
  }
  add('pattern', presence(was.pattern, now.pattern));
  add('required', setDirection(was.required ?? [], now.required ?? []));
  found.push(...compareSchemas(was.items ?? {}, now.items ?? {}, `${pointer}/items`));
  found.push(...compareSchemas(was.propertyNames ?? {}, now.propertyNames ?? {}, `${pointer}/propertyNames`));
  found.push(...compareMembers(was, now, pointer));
  found.push(...compareUnions(was, now, pointer));
  return found;
}

/** What a difference of this kind does to the values of the earlier version. */
export function refusesMore({ direction }: Pick<SchemaDifference, 'direction'>): boolean {
  return direction !== 'widened';
}

function compareMembers(was: JsonSchema, now: JsonSchema, pointer: string): SchemaDifference[] {
  const rest = [was.additionalProperties ?? true, now.additionalProperties ?? true] as const;
  const names = new Set([...Object.keys(was.properties ?? {}), ...Object.keys(now.properties ?? {})]);
  return [
    ...Array.from(names).flatMap((name) =>
      compareSchemas(
        own(was.properties, name) ?? rest[0],
        own(now.properties, name) ?? rest[1],
        `${pointer}/properties/${name}`,
      ),
    ),
    ...compareSchemas(...rest, `${pointer}/additionalProperties`),
  ];
}

function compareUnions(was: JsonSchema, now: JsonSchema, pointer: string): SchemaDifference[] {
  if (was.anyOf === undefined && now.anyOf === undefined) return [];
  const entry = { pointer, keyword: 'anyOf', was: was.anyOf, now: now.anyOf } as const;
  // Without branches a schema is its own one: what stands beside them holds for all.
  const [before, after] = [was.anyOf ?? [was], now.anyOf ?? [{}]];
  const lost = before.some((branch) => !after.some((other) => isWithin(branch, other)));
  const gained = was.anyOf !== undefined && after.some((branch) => !before.some((other) => isWithin(branch, other)));
  if (lost) return [{ ...entry, direction: gained ? 'changed' : 'narrowed' }];
  return gained ? [{ ...entry, direction: 'widened' }] : [];
}

/** Whether every value of one schema is one of the other, as far as their keywords say. */
function isWithin(inner: JsonSchema, outer: JsonSchema): boolean {
  return !compareSchemas(inner, outer).some(refusesMore);
}

function isAny(schema: Schema): boolean {
  return schema === true || (typeof schema === 'object' && Object.keys(schema).every((name) => ANNOTATIONS.has(name)));
}

/** The difference where one side has no value at all: a member that is declared in a closed type, or no longer. */
function whole(was: Schema, now: Schema, pointer: string): SchemaDifference {
  const direction = was === false ? 'widened' : 'narrowed';
  const parent = pointer.replace(/\/additionalProperties$/, '');
  return { pointer: parent, keyword: parent === pointer ? 'properties' : 'additionalProperties', direction, was, now };
}

function typeDirection(was: string | undefined, now: string | undefined): Direction | undefined {
  if (was === 'integer' && now === 'number') return 'widened';
  if (was === 'number' && now === 'integer') return 'narrowed';
  return presence(was, now);
}

/** A keyword of which only this is known: without it, more is accepted. */
function presence(was: string | undefined, now: string | undefined): Direction | undefined {
  if (was === now) return undefined;
  if (was === undefined) return 'narrowed';
  return now === undefined ? 'widened' : 'changed';
}

function boundDirection(
  was: number | undefined,
  now: number | undefined,
  isNarrower: (from: number, to: number) => boolean,
): Direction | undefined {
  if (was === now) return undefined;
  if (was === undefined) return 'narrowed';
  return now !== undefined && isNarrower(was, now) ? 'narrowed' : 'widened';
}

/** How a list of conditions differs: a further one refuses more. */
function setDirection(was: readonly string[], now: readonly string[]): Direction | undefined {
  const added = now.some((name) => !was.includes(name));
  const dropped = was.some((name) => !now.includes(name));
  if (added) return dropped ? 'changed' : 'narrowed';
  return dropped ? 'widened' : undefined;
}

function choicesOf({ const: only, enum: choices }: JsonSchema): readonly string[] | undefined {
  if (only === undefined) return choices;
  return choices === undefined || choices.includes(only) ? [only] : [];
}

/** How a list of accepted values differs: a further one accepts more. */
function choicesDirection(was?: readonly string[], now?: readonly string[]): Direction | undefined {
  if (was === undefined) return now === undefined ? undefined : 'narrowed';
  return now === undefined ? 'widened' : setDirection(now, was);
}

function own(members: Record<string, JsonSchema> | undefined, name: string): JsonSchema | undefined {
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
}

function assertKnown(schema: JsonSchema, pointer: string): void {
  const unknown = Object.keys(schema).find((name) => !(KEYWORDS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `${pointer || 'the schema'}: the keyword "${unknown}" cannot be compared; add it to compareSchemas.`,
    );
  }
}
