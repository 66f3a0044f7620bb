import { grouped } from './emit/constants.js';
import type { Place, Scope } from './validator-scope.js';

/** The statement that checks a text, a number or a switch. A path is built only where there is a fault. */
export function scalarCheck(place: Place, scope: Scope): string[] {
  const { schema, value } = place;
  switch (schema.type) {
    case 'boolean':
      return [`if (typeof ${value} !== 'boolean') ${scope.fault(place, 'type', 'must be true or false')}`];
    case 'integer':
      return integerCheck(place, scope);
    case 'string':
      return schema.const === undefined && !schema.enum ? stringCheck(place, scope) : fixedCheck(place, scope);
    default:
      return scope.refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
  }
}

/** The rules for what is known to be a string. */
export function stringRules(place: Place, scope: Scope): string[] {
  const { schema, value } = place;
  const lines: string[] = [];
  if (schema.minLength === 1) {
    lines.push(`if (${value} === '') ${scope.fault(place, 'minLength', 'must not be empty')}`);
  } else if (schema.minLength !== undefined) {
    const words = `must have at least ${schema.minLength} characters`;
    const test = `${scope.use('isShorter')}(${value}, ${grouped(schema.minLength)})`;
    lines.push(`if (${test}) {\n${scope.fault(place, 'minLength', words)}\n}`);
  }
  // A text over its limit is not searched: the limit bounds the work.
  const chain: string[] = [];
  if (schema.maxLength !== undefined) {
    const words = `must have at most ${schema.maxLength} characters`;
    const test = `${scope.use('isLonger')}(${value}, ${grouped(schema.maxLength)})`;
    chain.push(`if (${test}) {\n${scope.fault(place, 'maxLength', words)}\n}`);
  }
  if (schema.pattern !== undefined) {
    const { name, must } = scope.pattern(place, schema.pattern);
    chain.push(`if (!${name}.test(${value})) {\n${scope.fault(place, 'pattern', `must ${must}`)}\n}`);
  }
  return chain.length === 0 ? lines : [...lines, chain.join(' else ')];
}

function stringCheck(place: Place, scope: Scope): string[] {
  const rules = stringRules(place, scope);
  const refused = scope.fault(place, 'type', 'must be a string');
  if (rules.length === 0) return [`if (typeof ${place.value} !== 'string') ${refused}`];
  return [`if (typeof ${place.value} !== 'string') {\n${refused}\n} else {`, ...rules, '}'];
}

function fixedCheck(place: Place, scope: Scope): string[] {
  const { schema, value } = place;
  const [keyword, allowed] = schema.const === undefined ? ['enum', schema.enum ?? []] : ['const', [schema.const]];
  const test = allowed.map((text) => `${value} !== ${JSON.stringify(text)}`).join(' && ');
  const words = allowed.map((text) => `"${text}"`).join(' or ');
  return [`if (${test}) ${scope.fault(place, keyword, `must be ${words}`)}`];
}

function integerCheck(place: Place, scope: Scope): string[] {
  const { schema, value } = place;
  const { minimum, maximum } = schema;
  if (minimum === undefined || maximum === undefined) return scope.refuse(place, 'an integer needs both its bounds');
  const low = scope.fault(place, 'minimum', `must be at least ${minimum}`);
  const high = scope.fault(place, 'maximum', `must be at most ${maximum}`);
  return [
    `if (typeof ${value} !== 'number' || !Number.isInteger(${value})) {`,
    scope.fault(place, 'type', 'must be a whole number'),
    `} else if (${value} < ${grouped(minimum)}) {\n${low}\n} else if (${value} > ${grouped(maximum)}) {\n${high}\n}`,
  ];
}
