import fc from 'fast-check';

// What the property tests draw from: everything that the protocol allows, and nothing that it refuses.

const NAME = Array.from('ABCxyz019_-');
const VISIBLE_ASCII = Array.from({ length: 0x7e - 0x21 + 1 }, (_, i) => String.fromCharCode(0x21 + i));

const namePart = fc.string({ unit: fc.constantFrom(...NAME), minLength: 1, maxLength: 12 });

export const keyName = fc.tuple(namePart, namePart).map((parts) => parts.join('.'));

export const secret = fc.string({ unit: fc.constantFrom(...VISIBLE_ASCII), minLength: 1, maxLength: 48 });

export const key = fc.tuple(keyName, secret).map((parts) => parts.join(':'));

/** Any Unicode text that has a UTF-8 form and no control characters. */
export const text = (bounds: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), letter), ...bounds });

const letter = fc.constantFrom(...Array.from('abcXYZ:*.é€😀\u2028"\\/'));

const clean = (bounds: { minLength: number; maxLength: number }) =>
  text(bounds).filter((value) => !/[\0-\x1f\x7f]/.test(value));

export const clientId = clean({ minLength: 1, maxLength: 24 });

export const nonce = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 16, maxLength: 32 }),
  // Length is counted in code points, so that these hold 16 of them at least.
  clean({ minLength: 16, maxLength: 24 }).filter((value) => Array.from(value).length >= 16),
);

export const ttl = fc.integer({ min: 1, max: 86_400_000 });

export const timestamp = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const operations = fc.oneof(
  fc.constant(['*']),
  fc.uniqueArray(fc.constantFrom('publish', 'subscribe', 'presence', 'history', 'zz-not-known-yet'), {
    minLength: 1,
    maxLength: 5,
  }),
);

/** A capability in any order, without what the SDKs write differently: integer-like names, duplicate operations. */
export const capability = fc
  .array(fc.tuple(text({ minLength: 1, maxLength: 12 }), operations), { minLength: 1, maxLength: 6 })
  .map((entries) => Object.fromEntries(entries.filter(([name]) => !/^\d+$/.test(name) && name !== '__proto__')))
  .filter((value) => Object.keys(value).length > 0);

/** Params of which each member may be absent. */
export const params = fc.record(
  {
    ttl,
    capability: fc.oneof(
      capability,
      capability.map((value) => JSON.stringify(value)),
    ),
    clientId,
    timestamp,
    nonce,
  },
  { requiredKeys: [] },
);
