import { isDeepStrictEqual } from 'node:util';
import { pairs, teller, type Difference } from './difference.js';
import type { Field, Registry } from './surface.js';

const NOT_FOUND = 'Code that compares the number or the status no longer finds it.';

const tell = teller('registry', 'wire', {
  'error-code.added': [false, 'error-codes', 'A further error code exists.'],
  'error-code.removed': [true, 'error-codes', NOT_FOUND],
  'error-code.changed': [true, 'error-codes', NOT_FOUND],
  'limit.added': [true, 'builders', 'What is beyond the limit is refused now.'],
  'limit.removed': [false, 'readers', 'What was beyond the limit is accepted now.'],
  // Whether more is stricter depends on the limit, and what it bounds: both sides are told.
  'limit.changed': [
    true,
    ['builders', 'readers'],
    'A value between the two limits is accepted by one version and refused by the other.',
  ],
  'operation.removed': [true, 'builders', 'A service refuses a capability that names it.'],
  'operation.added': [false, 'readers', 'A service of the earlier version refuses a capability that names it.'],
  'rule.added': [true, 'builders', 'A value that breaks the rule was accepted, and is refused now.'],
  'rule.removed': [false, 'readers', 'A value that was refused is accepted now.'],
  'rule.code': [true, 'error-codes', 'The same mistake has another error code.'],
  code: [true, 'error-codes', 'An invalid value has another error code.'],
  'field.unit': [true, ['builders', 'readers'], 'The same number or text means something else.'],
  'field.absent': [true, ['builders', 'readers'], 'Leaving the member out may mean something else.'],
  'field.deprecated': [false, 'builders', 'Its use is advised against, or again advised.'],
});

const tellBytes = teller('registry', 'bytes', {
  'signed-fields': [
    true,
    ['signatures', 'builders', 'readers'],
    'A request that one version signs has another sign text in the other: its MAC does not match.',
  ],
});

/** How the registry differs: what is signed, error codes, limits, operations, rules, units and defaults of fields. */
export function compareRegistry(was: Registry, now: Registry): Difference[] {
  return [
    ...(isDeepStrictEqual(was.signedFields, now.signedFields)
      ? []
      : [tellBytes('signed-fields', 'signedFields', was.signedFields, now.signedFields)]),
    ...compareEntries('errorCodes', was.errorCodes, now.errorCodes, ({ code, statusCode }) => ({ code, statusCode }), {
      added: 'error-code.added',
      removed: 'error-code.removed',
      changed: 'error-code.changed',
    }),
    ...compareEntries('limits', was.limits, now.limits, ({ value, unit }) => `${value} ${unit}`, {
      added: 'limit.added',
      removed: 'limit.removed',
      changed: 'limit.changed',
    }),
    // What an operation allows may be said in better words.
    ...compareEntries('operations', was.operations, now.operations, (meaning) => meaning, {
      added: 'operation.added',
      removed: 'operation.removed',
    }),
    ...compareEntries('rules', was.rules, now.rules, ({ code }) => code, {
      added: 'rule.added',
      removed: 'rule.removed',
      changed: 'rule.code',
    }),
    ...compareFields(was, now),
  ];
}

type RuleKind = Parameters<typeof tell>[0];

function compareEntries<Entry>(
  part: string,
  was: Readonly<Record<string, Entry>>,
  now: Readonly<Record<string, Entry>>,
  shown: (entry: Entry) => unknown,
  kinds: Readonly<Record<'added' | 'removed', RuleKind>> & { readonly changed?: RuleKind },
): Difference[] {
  return pairs(was, now).flatMap(([name, before, after]) => {
    const [from, to] = [before, after].map((entry) => (entry === undefined ? undefined : shown(entry)));
    const kind = before === undefined ? kinds.added : after === undefined ? kinds.removed : kinds.changed;
    return kind === undefined || isDeepStrictEqual(from, to) ? [] : [tell(kind, `${part}.${name}`, from, to)];
  });
}

function compareFields(was: Registry, now: Registry): Difference[] {
  const before = new Map(was.types.map((type) => [type.name, type]));
  return now.types.flatMap((type): Difference[] => {
    const old = before.get(type.name);
    if (old === undefined) return [];
    const fields = pairs(old.fields, type.fields).flatMap(([pointer, from, to]) =>
      from === undefined || to === undefined ? [] : compareField(`${type.name}${pointer}`, from, to),
    );
    return [...compareField(type.name, { code: old.code }, { code: type.code }), ...fields];
  });
}

function compareField(where: string, was: Field, now: Field): Difference[] {
  const kinds = { code: 'code', unit: 'field.unit', absent: 'field.absent', deprecated: 'field.deprecated' } as const;
  return (['code', 'unit', 'absent', 'deprecated'] as const).flatMap((member) =>
    was[member] === now[member] ? [] : [tell(kinds[member], where, was[member], now[member])],
  );
}
