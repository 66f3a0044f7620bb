import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signText } from './sign-text.js';

// Every kind of unit that may matter; the refused ones seldom, so that many requests are accepted.
const unit = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('a', '1', '"', '😀', '\ufffd', '\u2028') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\0', '\x7f', '\ud800', '\udc00') },
);
const text = fc.string({ unit, minLength: 1, maxLength: 4 });
const integer = fc.integer({ min: 0, max: 12 });
const fields = fc.record(
  { keyName: text, ttl: integer, capability: text, clientId: text, timestamp: integer, nonce: text },
  { requiredKeys: [] },
);

/** The fields back out of the bytes; possible for accepted texts alone. */
function decode(bytes: Uint8Array): Record<string, string | number> {
  const lines = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\n');
  expect(lines).toHaveLength(7);
  const names = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const line = lines[i] ?? '';
      return line === '' ? [] : [[name, name === 'ttl' || name === 'timestamp' ? Number(line) : line]];
    }),
  );
}

it('what was signed can be read back from the bytes, so that no two requests share them', () => {
  let [tried, accepted] = [0, 0];
  fc.assert(
    fc.property(fields, (request) => {
      tried++;
      let signed;
      try {
        signed = signText(request);
      } catch {
        return;
      }
      accepted++;
      expect(decode(new TextEncoder().encode(signed))).toEqual(request);
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(tried / 10);
});
