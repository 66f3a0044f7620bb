import type { JsonSchema } from '@ably-auth/codegen/json-schema';
import { compareHttp } from './compare-http.js';
import { compareRegistry } from './compare-registry.js';
import { compareSchemas, refusesMore, type SchemaDifference } from './compare-schemas.js';
import { compareTypes } from './compare-types.js';
import { pairs, sides, teller, type Audience, type Difference } from './difference.js';
import type { Surface } from './surface.js';

/** What a comparison found. */
export type Comparison = {
  readonly was: string;
  readonly now: string;
  /** The parts that both versions have. */
  readonly compared: readonly string[];
  readonly differences: readonly Difference[];
};

/** The operations whose answers are bytes that are signed, or decide on them. */
const SIGNED = new Set(['sign-text', 'mac', 'canonicalize-capability', 'create-token-request', 'verify-token-request']);

/** Compares what two versions promise; a part that either lacks is left out, and not named in `compared`. */
export function compare(was: Surface, now: Surface): Comparison {
  const parts: [string, Difference[]][] = [];
  if (was.schemas && now.schemas) parts.push(['schemas', compareAllSchemas(was.schemas, now.schemas)]);
  if (was.registry && now.registry) parts.push(['registry', compareRegistry(was.registry, now.registry)]);
  if (was.vectors && now.vectors) parts.push(['vectors', compareVectors(was.vectors, now.vectors)]);
  if (was.http && now.http) parts.push(['HTTP API', compareHttp(was.http, now.http)]);
  if (was.types && now.types) parts.push(['declared types', compareTypes(was.types, now.types)]);
  return {
    was: was.version,
    now: now.version,
    compared: parts.map(([name]) => name),
    differences: parts.flatMap(([, differences]) => differences),
  };
}

/** The types whose values are no longer the same, or no longer accepted, under an unchanged `$id`. */
export function typesWithOldId(was: Surface, now: Surface, differences: readonly Difference[]): string[] {
  const broken = new Set(
    differences
      .filter(({ breaking, rule }) => breaking && /^(schema|registry\.(field|code))/.test(rule))
      .map(({ where }) => where.split('/')[0] ?? ''),
  );
  return Array.from(broken).filter((name) => {
    const id = now.schemas?.[name]?.$id;
    return id !== undefined && id === was.schemas?.[name]?.$id;
  });
}

const tellType = teller('schema', 'wire', {
  added: [false, 'builders', 'The protocol has a further type.'],
  removed: [true, ['builders', 'readers', 'typescript'], 'The type no longer exists.'],
});

type Schemas = Readonly<Record<string, JsonSchema>>;

function compareAllSchemas(was: Schemas, now: Schemas): Difference[] {
  return pairs(was, now).flatMap(([name, before, after]): Difference[] => {
    if (before === undefined) return [tellType('added', name)];
    if (after === undefined) return [tellType('removed', name)];
    // A caller builds a closed type; a service answers with an open one (RSF1).
    const isAnswer = before.additionalProperties === true;
    return compareSchemas(before, after).map((difference) => described(name, difference, isAnswer));
  });
}

function described(type: string, difference: SchemaDifference, isAnswer: boolean): Difference {
  const { pointer, keyword, direction, was, now } = difference;
  const refused = refusesMore(difference);
  const accepted = direction !== 'narrowed';
  const effects = [
    ...(refused ? ['A value that was accepted is refused now.'] : []),
    ...(accepted ? ['Anyone who reads by the earlier version may refuse a new value, or does not expect it.'] : []),
  ];
  return {
    rule: `schema.${keyword}.${direction}`,
    where: `${type}${pointer}`,
    level: 'wire',
    // Clients of the earlier version read what a service answers: they cannot be asked to update first.
    breaking: refused || isAnswer,
    affects: [...(refused ? (['builders'] as const) : []), ...(accepted ? (['readers'] as const) : [])],
    effect: effects.join(' '),
    ...sides(was, now),
  };
}

function compareVectors(was: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): Difference[] {
  return pairs(was, now).flatMap(([id, before, after]): Difference[] => {
    if (before === after) return [];
    const operation = id.split('/')[0] ?? '';
    const isSigned = SIGNED.has(operation);
    const affects: Audience[] = [...(isSigned ? (['signatures'] as const) : []), 'builders', 'readers'];
    const common = { where: id, level: isSigned ? 'bytes' : 'wire', affects } as const;
    if (before === undefined) {
      const effect = 'A further test: an implementation that passed all earlier ones may fail it.';
      return [{ ...common, rule: 'vector.added', breaking: false, effect }];
    }
    const effect =
      after === undefined
        ? 'The behaviour is no longer promised.'
        : 'The same input has another answer: an implementation that was right is wrong now.';
    return [{ ...common, rule: after === undefined ? 'vector.removed' : 'vector.changed', breaking: true, effect }];
  });
}
