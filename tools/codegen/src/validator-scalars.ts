import { grouped } from './emit/constants.js';
import type { Place, Scope } from './validator-scope.js';

// A member's check is one call, with the path built before it. Inside a loop the path is built where there is a
// fault: a capability of 5 000 resources would otherwise pay for paths that nobody reads.

/** The statement that checks a text, a number or a switch. */
export function scalarCheck(place: Place, scope: Scope, inLoop: boolean): string[] {
  const { schema } = place;
  switch (schema.type) {
    case 'boolean':
      return [call('checkBoolean', place, scope)];
    case 'integer': {
      const { minimum, maximum } = schema;
      if (minimum === undefined || maximum === undefined)
        return scope.refuse(place, 'an integer needs both its bounds');
      return [call('checkInteger', place, scope, grouped(minimum), grouped(maximum))];
    }
    case 'string': {
      const allowed = schema.const === undefined ? schema.enum : [schema.const];
      if (allowed) return [call('checkOneOf', place, scope, ...allowed.map((text) => JSON.stringify(text)))];
      return inLoop ? stringInLoop(place, scope) : [call('checkString', place, scope, ...stringRules(place, scope))];
    }
    default:
      return scope.refuse(place, `the type ${JSON.stringify(schema.type)} has no check`);
  }
}

function call(helper: string, { value, path, code }: Place, scope: Scope, ...rules: readonly string[]): string {
  return `${scope.use(helper)}(${[value, path, 'issues', scope.code(code), ...rules].join(', ')});`;
}

/** Shortest and longest length and the pattern, as far as they are needed. */
function stringRules(place: Place, scope: Scope): string[] {
  const { minLength = 0, maxLength, pattern } = place.schema;
  const rules = [grouped(minLength), maxLength === undefined ? 'Infinity' : grouped(maxLength)];
  if (pattern !== undefined) return [...rules, scope.pattern(place, pattern)];
  if (maxLength !== undefined) return rules;
  return minLength === 0 ? [] : rules.slice(0, 1);
}

function stringInLoop(place: Place, scope: Scope): string[] {
  const { schema, value } = place;
  const chain = [`if (typeof ${value} !== 'string') {\n${scope.fault(place, 'type', 'must be a string')}\n}`];
  if (schema.minLength === 1) {
    chain.push(`if (${value} === '') {\n${scope.fault(place, 'minLength', 'must not be empty')}\n}`);
  } else if (schema.minLength !== undefined) {
    scope.refuse(place, 'a shortest text other than 1 has no check inside a list or map');
  }
  if (schema.maxLength !== undefined) {
    const words = `must have at most ${schema.maxLength} characters`;
    const test = `${scope.use('isLonger')}(${value}, ${grouped(schema.maxLength)})`;
    chain.push(`if (${test}) {\n${scope.fault(place, 'maxLength', words)}\n}`);
  }
  if (schema.pattern !== undefined) scope.refuse(place, 'a pattern has no check inside a list or map');
  return [chain.join(' else ')];
}
