import type { JsonSchema } from '@ably-auth/codegen/json-schema';
import { compareSchemas, refusesMore, type SchemaDifference } from './compare-schemas.js';
import { pairs, sides, teller, type Difference } from './difference.js';
import type { HttpApi, HttpContent, HttpOperation } from './surface.js';

/** What each kind of difference does to the clients of an earlier version; they cannot be asked to update first. */
const tell = teller('http', 'wire', {
  'operation.removed': [true, 'builders', 'The service refuses the call.'],
  'operation.added': [false, 'builders', 'A further call exists.'],
  'parameter.removed': [true, 'builders', 'What it asked for is no longer heeded.'],
  'parameter.added': [false, 'builders', 'A further parameter may be given.'],
  'parameter.required': [true, 'builders', 'A call without it is refused now.'],
  'parameter.optional': [false, 'builders', 'A call without it is accepted now.'],
  'security.removed': [true, 'builders', 'A caller who authenticates so is refused now.'],
  'security.added': [false, 'builders', 'A further way to authenticate exists.'],
  'body.removed': [true, 'builders', 'What the body asked for is no longer heeded.'],
  'body.added': [false, 'builders', 'A body may be sent.'],
  'body.required': [true, 'builders', 'A call without a body is refused now.'],
  'body.optional': [false, 'builders', 'A call without a body is accepted now.'],
  'body.media-type.removed': [true, 'builders', 'A body of that type is refused now.'],
  'body.media-type.added': [false, 'builders', 'A body of that type is accepted now.'],
  'success.removed': [true, 'readers', 'A client that waits for this status no longer gets it.'],
  'success.added': [true, 'readers', 'A client of the earlier version does not expect this status.'],
  // A client treats an unknown status of an error as the first one of its class (RFC 9110 §15).
  'refusal.removed': [false, 'error-codes', 'The service no longer refuses with this status.'],
  'refusal.added': [false, 'error-codes', 'The service may refuse with this status.'],
  'answer.media-type.removed': [true, 'readers', 'A client that asks for this type gets another one.'],
  'answer.media-type.added': [false, 'readers', 'A client may ask for this type.'],
});

/** How the HTTP API differs: calls, parameters, authentication, bodies, answers. */
export function compareHttp(was: HttpApi, now: HttpApi): Difference[] {
  const schemas: Compare = (before, after) =>
    compareSchemas(resolved(before, was.schemas), resolved(after, now.schemas));
  return pairs(was.operations, now.operations).flatMap(([name, before, after]) => {
    if (before === undefined) return [tell('operation.added', name)];
    if (after === undefined) return [tell('operation.removed', name)];
    return [
      ...compareParameters(name, before, after, schemas),
      ...setDifferences(name, 'security', before.security, after.security),
      ...compareBodies(name, before.body, after.body, schemas),
      ...compareAnswers(name, before.answers, after.answers, schemas),
    ];
  });
}

type Compare = (was: JsonSchema, now: JsonSchema) => SchemaDifference[];

function compareParameters(name: string, was: HttpOperation, now: HttpOperation, schemas: Compare): Difference[] {
  return pairs(was.parameters, now.parameters).flatMap(([parameter, before, after]) => {
    const where = `${name}, ${parameter}`;
    if (before === undefined) return [tell(`parameter.${after?.required === true ? 'required' : 'added'}`, where)];
    if (after === undefined) return [tell('parameter.removed', where)];
    return [
      ...requirement(where, 'parameter', before.required, after.required),
      ...schemas(before.schema, after.schema).map((difference) => ofRequest(where, difference)),
    ];
  });
}

function compareBodies(
  name: string,
  was: HttpOperation['body'],
  now: HttpOperation['body'],
  schemas: Compare,
): Difference[] {
  const where = `${name}, body`;
  if (was === undefined) return now === undefined ? [] : [tell(`body.${now.required ? 'required' : 'added'}`, where)];
  if (now === undefined) return [tell('body.removed', where)];
  return [
    ...requirement(where, 'body', was.required, now.required),
    ...setDifferences(where, 'body.media-type', was.mediaTypes, now.mediaTypes),
    ...schemas(was.schema, now.schema).map((difference) => ofRequest(where, difference)),
  ];
}

function compareAnswers(
  name: string,
  was: Readonly<Record<string, HttpContent>>,
  now: Readonly<Record<string, HttpContent>>,
  schemas: Compare,
): Difference[] {
  return pairs(was, now).flatMap(([status, before, after]) => {
    const where = `${name}, ${status}`;
    const kind = /^[45]/.test(status) ? 'refusal' : 'success';
    if (before === undefined) return [tell(`${kind}.added`, where)];
    if (after === undefined) return [tell(`${kind}.removed`, where)];
    return [
      ...setDifferences(where, 'answer.media-type', before.mediaTypes, after.mediaTypes),
      ...schemas(before.schema, after.schema).map((difference) => ofAnswer(where, difference)),
    ];
  });
}

function requirement(where: string, what: 'parameter' | 'body', was: boolean, now: boolean): Difference[] {
  return was === now ? [] : [tell(`${what}.${now ? 'required' : 'optional'}`, where)];
}

function setDifferences(
  where: string,
  what: 'security' | 'body.media-type' | 'answer.media-type',
  was: readonly string[],
  now: readonly string[],
): Difference[] {
  return [
    ...was.filter((each) => !now.includes(each)).map((each) => tell(`${what}.removed`, where, each, undefined)),
    ...now.filter((each) => !was.includes(each)).map((each) => tell(`${what}.added`, where, undefined, each)),
  ];
}

/** A difference of what a client sends. */
function ofRequest(where: string, difference: SchemaDifference): Difference {
  const breaking = refusesMore(difference);
  const effect = breaking ? 'A call that was accepted is refused now.' : 'The service accepts more.';
  return ofSchema('request', where, difference, { breaking, affects: ['builders'], effect });
}

/** A difference of what a client reads. */
function ofAnswer(where: string, difference: SchemaDifference): Difference {
  const breaking = difference.direction !== 'narrowed';
  const effect = breaking ? 'A client of the earlier version does not expect the answer.' : 'The answer promises more.';
  return ofSchema('answer', where, difference, { breaking, affects: ['readers'], effect });
}

function ofSchema(
  side: 'request' | 'answer',
  where: string,
  { pointer, keyword, direction, was, now }: SchemaDifference,
  rest: Pick<Difference, 'breaking' | 'affects' | 'effect'>,
): Difference {
  const rule = `http.${side}.${keyword}.${direction}`;
  return { rule, where: `${where}${pointer}`, level: 'wire', ...rest, ...sides(was, now) };
}

const REFERENCE = '#/components/schemas/';

/** A schema with what it refers to in place of the reference. @throws {Error} if there is no such schema */
function resolved(schema: JsonSchema, schemas: HttpApi['schemas']): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_, value: { $ref?: unknown } | null) => {
    const reference = value?.$ref;
    if (typeof reference !== 'string') return value;
    const target = schemas[reference.slice(REFERENCE.length)];
    if (target === undefined) throw new Error(`${reference}: expected the name of a schema of the document`);
    return resolved(target, schemas);
  }) as JsonSchema;
}
