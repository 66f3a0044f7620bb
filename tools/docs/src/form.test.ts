import { expect, it } from 'vitest';
import { formOf, unitOf } from './form.js';
import { fieldsOf } from './pages/type-page.js';
import { registry } from './registry.js';

it('says the form of a value in a few words', () => {
  expect(formOf({ type: 'integer', minimum: 1, maximum: 86_400_000 }, {}, '')).toBe('integer, 1 … 86 400 000');
  expect(formOf({ type: 'string', minLength: 16, maxLength: 256 }, {}, '')).toBe('text, 16 … 256 characters');
  expect(formOf({ type: 'string', minLength: 1 }, {}, '')).toBe('text, 1 characters or more');
  expect(formOf({ anyOf: [{ const: 'a' }, { enum: ['b', 'c'] }] }, {}, '')).toBe('`"a"` or `"b"` or `"c"`');
  expect(formOf({ type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 100 }, {}, '')).toBe(
    'list (1 … 100) of true or false',
  );
});

it('links to the types that a field holds', () => {
  const doc = { description: '', spec: [], since: '0.8', type: 'ErrorInfo' };
  expect(formOf({ type: 'object' }, { '/properties/error': doc }, '/properties/error')).toBe(
    '[ErrorInfo](/types/ErrorInfo.md)',
  );
});

it('gives every field of every type a unit, and a default or that it is required', () => {
  for (const type of registry.types) {
    for (const { name, unit, absent } of fieldsOf(type)) {
      expect(unit, `${type.name}.${name}`).not.toBe('');
      expect(absent, `${type.name}.${name}`).not.toBe('');
    }
  }
});

it('takes the unit from the registry, else says what kind of value it is', () => {
  expect(unitOf({ type: 'integer' }, { description: '', spec: [], since: '', unit: 'whole seconds' })).toBe(
    'whole seconds',
  );
  expect(unitOf({ anyOf: [{ type: 'string' }, { type: 'object' }] }, undefined)).toBe('text or object');
});
