import { isDeepStrictEqual } from 'node:util';
import { sides, type Difference } from './difference.js';
import type { Field, Registry } from './surface.js';

/** How the registry differs: what is signed, error codes, limits, operations, rules, units and defaults of fields. */
export function compareRegistry(was: Registry, now: Registry): Difference[] {
  return [
    ...compareSignedFields(was.signedFields, now.signedFields),
    ...compareErrorCodes(was.errorCodes, now.errorCodes),
    ...compareLimits(was.limits, now.limits),
    ...compareOperations(was.operations, now.operations),
    ...compareRules(was.rules, now.rules),
    ...compareFields(was, now),
  ];
}

function compareSignedFields(was: readonly string[], now: readonly string[]): Difference[] {
  if (isDeepStrictEqual(was, now)) return [];
  const effect = 'A request that one version signs has another sign text in the other: its MAC does not match.';
  const difference = { rule: 'registry.signed-fields', where: 'signedFields', effect, ...sides(was, now) };
  return [{ ...difference, level: 'bytes', breaking: true, affects: ['signatures', 'builders', 'readers'] }];
}

function compareErrorCodes(was: Registry['errorCodes'], now: Registry['errorCodes']): Difference[] {
  return pairs(was, now).flatMap(([name, before, after]): Difference[] => {
    const numbers = (entry: typeof before) => entry && { code: entry.code, statusCode: entry.statusCode };
    if (isDeepStrictEqual(numbers(before), numbers(after))) return [];
    const where = `errorCodes.${name}`;
    const common = {
      where,
      affects: ['error-codes'],
      level: 'wire',
      ...sides(numbers(before), numbers(after)),
    } as const;
    if (before === undefined)
      return [
        { ...common, rule: 'registry.error-code.added', breaking: false, effect: 'A further error code exists.' },
      ];
    const effect = 'Code that compares the number or the status no longer finds it.';
    const kind = after === undefined ? 'removed' : 'changed';
    return [{ ...common, rule: `registry.error-code.${kind}`, breaking: true, effect }];
  });
}

function compareLimits(was: Registry['limits'], now: Registry['limits']): Difference[] {
  return pairs(was, now).flatMap(([name, before, after]): Difference[] => {
    const amount = (entry: typeof before) => entry && `${entry.value} ${entry.unit}`;
    if (amount(before) === amount(after)) return [];
    const common = { where: `limits.${name}`, level: 'wire', ...sides(amount(before), amount(after)) } as const;
    if (before === undefined || after === undefined) {
      const added = after !== undefined;
      const rule = `registry.limit.${added ? 'added' : 'removed'}`;
      const effect = added ? 'What is beyond the limit is refused now.' : 'What was beyond the limit is accepted now.';
      return [{ ...common, rule, effect, breaking: added, affects: [added ? 'builders' : 'readers'] }];
    }
    // Whether more is stricter depends on the limit, and what it bounds: both sides are told.
    const effect = 'A value between the two limits is accepted by one version and refused by the other.';
    return [{ ...common, rule: 'registry.limit.changed', effect, breaking: true, affects: ['builders', 'readers'] }];
  });
}

function compareOperations(was: Registry['operations'], now: Registry['operations']): Difference[] {
  return pairs(was, now).flatMap(([name, before, after]): Difference[] => {
    if ((before === undefined) === (after === undefined)) return [];
    const common = { where: `operations.${name}`, level: 'wire', ...sides(before, after) } as const;
    if (after === undefined) {
      const effect = 'A service refuses a capability that names it.';
      return [{ ...common, rule: 'registry.operation.removed', effect, breaking: true, affects: ['builders'] }];
    }
    const effect = 'A service of the earlier version refuses a capability that names it.';
    return [{ ...common, rule: 'registry.operation.added', effect, breaking: false, affects: ['readers'] }];
  });
}

function compareRules(was: Registry['rules'], now: Registry['rules']): Difference[] {
  return pairs(was, now).flatMap(([id, before, after]): Difference[] => {
    if (before?.code === after?.code) return [];
    const common = { where: `rules.${id}`, level: 'wire', ...sides(before?.code, after?.code) } as const;
    if (before === undefined) {
      const effect = 'A value that breaks the rule was accepted, and is refused now.';
      return [{ ...common, rule: 'registry.rule.added', effect, breaking: true, affects: ['builders'] }];
    }
    if (after === undefined) {
      const effect = 'A value that was refused is accepted now.';
      return [{ ...common, rule: 'registry.rule.removed', effect, breaking: false, affects: ['readers'] }];
    }
    const effect = 'The same mistake has another error code.';
    return [{ ...common, rule: 'registry.rule.code', effect, breaking: true, affects: ['error-codes'] }];
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
    return [...codeDifference(type.name, old.code, type.code), ...fields];
  });
}

function compareField(where: string, was: Field, now: Field): Difference[] {
  const found = codeDifference(where, was.code, now.code);
  const add = (rule: string, effect: string, values: readonly [unknown, unknown], breaking = true): void => {
    const affects = breaking ? (['builders', 'readers'] as const) : (['builders'] as const);
    found.push({ rule, where, level: 'wire', breaking, affects, effect, ...sides(...values) });
  };
  if (was.unit !== now.unit)
    add('registry.field.unit', 'The same number or text means something else.', [was.unit, now.unit]);
  if (was.absent !== now.absent)
    add('registry.field.absent', 'Leaving the member out may mean something else.', [was.absent, now.absent]);
  if (was.deprecated !== now.deprecated)
    add(
      'registry.field.deprecated',
      'Its use is advised against, or again advised.',
      [was.deprecated, now.deprecated],
      false,
    );
  return found;
}

function codeDifference(where: string, was: number | undefined, now: number | undefined): Difference[] {
  if (was === now) return [];
  const effect = 'An invalid value has another error code.';
  const difference = { rule: 'registry.code', where, effect, ...sides(was, now) };
  return [{ ...difference, level: 'wire', breaking: true, affects: ['error-codes'] }];
}

/** Both sides of everything that either has. */
export function pairs<T>(
  was: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
): [name: string, was: T | undefined, now: T | undefined][] {
  const own = (side: Readonly<Record<string, T>>, name: string) => (Object.hasOwn(side, name) ? side[name] : undefined);
  const names = new Set([...Object.keys(was), ...Object.keys(now)]);
  return Array.from(names, (name) => [name, own(was, name), own(now, name)]);
}
