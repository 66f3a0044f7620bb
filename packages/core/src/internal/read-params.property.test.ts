import { validateTokenParams, type TokenParams } from '@ably-auth/validation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as arbitrary from '../arbitraries.testing.js';
import { readParams } from './read-params.js';

// The short way must accept nothing that the validator refuses, and refuse nothing that it accepts.

const edge = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  [],
  {},
  '',
  0,
  -1,
  1.5,
  Number.NaN,
  2 ** 53,
  '1',
  86_400_001,
);
const text = fc.string({ unit: fc.constantFrom('a', '😀', '\n', '\x7f', '\ud800', '*'), maxLength: 40 });
const long = fc.constantFrom('n'.repeat(256), 'n'.repeat(257), '😀'.repeat(16), '😀'.repeat(15), 'n'.repeat(1025));
const mostly = (valid: fc.Arbitrary<unknown>, ...others: fc.Arbitrary<unknown>[]) =>
  fc.oneof(
    { weight: 3 * others.length, arbitrary: valid },
    ...others.map((other) => ({ weight: 1, arbitrary: other })),
  );
const known = fc.record(
  {
    ttl: mostly(arbitrary.ttl, edge),
    clientId: mostly(arbitrary.clientId, text, long, edge),
    timestamp: mostly(arbitrary.timestamp, edge),
    nonce: mostly(arbitrary.nonce, text, long, edge),
    capability: arbitrary.capability,
  },
  { requiredKeys: [] },
);
const unknown = fc.record({ other: edge, constructor: edge }, { requiredKeys: [] });
const anything = fc
  .tuple(known, mostly(fc.constant({}), unknown))
  .map((parts) => Object.assign({}, ...parts) as object);

const names = ['ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const;

function outcome(params: object): unknown {
  try {
    return readParams(params);
  } catch {
    return 'refused';
  }
}

it('accepts what the validator accepts, but for text without UTF-8 form, and reads the same values', () => {
  let accepted = 0;
  fc.assert(
    fc.property(anything, fc.boolean(), (members, bare) => {
      const params: TokenParams & object = Object.assign(bare ? Object.create(null) : {}, members);
      const isWellFormed = [params.clientId, params.nonce].every((value) => !/\p{Surrogate}/u.test(String(value)));
      const isAccepted = validateTokenParams(params).ok && isWellFormed;
      if (isAccepted) accepted++;
      const expected = Object.fromEntries(
        names.map((name) => [name, Object.hasOwn(params, name) ? params[name] : undefined]),
      );
      expect(outcome(params)).toEqual(isAccepted ? expected : 'refused');
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(300);
});

it.each([
  ['an inherited member', () => Object.assign(Object.create({ clientId: 'admin' }), { ttl: 1 })],
  ['a getter', () => Object.defineProperty({}, 'ttl', { enumerable: true, get: () => expect.fail('getter ran') })],
  [
    'a class instance',
    () =>
      new (class {
        ttl = 1;
      })(),
  ],
  ['a list', () => []],
])('refuses %s', (_, make) => {
  expect(outcome(make() as object)).toBe('refused');
});

it('does not see a member that is not enumerable, as the validator does not', () => {
  const params = Object.defineProperty({ ttl: 1 }, 'clientId', { value: 'admin' });
  expect(readParams(params)).toMatchObject({ ttl: 1, clientId: undefined });
});
