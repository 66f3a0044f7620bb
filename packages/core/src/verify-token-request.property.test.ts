import type { TokenRequest } from '@ably-auth/validation';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import { createTokenRequest, verifyTokenRequest } from './sync.js';

const accepts = (request: object, key: string, time: number) => {
  try {
    verifyTokenRequest(request, { key, now: () => time, maxSkewMs: Number.MAX_SAFE_INTEGER });
    return true;
  } catch {
    return false;
  }
};

const signed = fc
  .tuple(arbitrary.params, arbitrary.key)
  .map(([params, key]) => ({ key, request: createTokenRequest(params, { key }) }));

describe('verify and create', () => {
  it('what is created is accepted, as an object and as text, and read back the same', () => {
    fc.assert(
      fc.property(signed, ({ key, request }) => {
        for (const input of [request, JSON.stringify(request)]) {
          const verified = verifyTokenRequest(input, { key, now: () => request.timestamp });
          const { capability: text } = request;
          const capability = text === undefined ? {} : { capability: JSON.parse(text) as object };
          expect(verified).toEqual({ request, ...capability, leniencies: [] });
        }
      }),
      { numRuns: 1000 },
    );
  });

  const others = fc.record({
    ttl: arbitrary.ttl,
    capability: arbitrary.capability.map((value) => JSON.stringify(value)),
    clientId: arbitrary.clientId,
    timestamp: arbitrary.timestamp,
    nonce: arbitrary.nonce,
    keyName: arbitrary.keyName,
  });

  it('any one field changed, added or left out is refused', () => {
    fc.assert(
      fc.property(signed, others, ({ key, request }, other) => {
        for (const name of Object.keys(other) as (keyof typeof other)[]) {
          const [without, changed]: Partial<TokenRequest>[] = [{ ...request }, { ...request, [name]: other[name] }];
          delete without?.[name];
          if (request[name] !== undefined) expect(accepts(without ?? {}, key, request.timestamp)).toBe(false);
          if (request[name] !== other[name]) expect(accepts(changed ?? {}, key, request.timestamp)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('any one character of the MAC changed, and any of its 256 bits, is refused', () => {
    const character = fc.constantFrom(
      ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \n\0é'),
    );
    fc.assert(
      fc.property(signed, fc.nat(43), character, ({ key, request }, at, replacement) => {
        const mac = request.mac.slice(0, at) + replacement + request.mac.slice(at + 1);
        fc.pre(mac !== request.mac);
        expect(accepts({ ...request, mac }, key, request.timestamp)).toBe(false);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(signed, ({ key, request }) => {
        for (let bit = 0; bit < 256; bit++) {
          const bytes = Buffer.from(request.mac, 'base64');
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(accepts({ ...request, mac: bytes.toString('base64') }, key, request.timestamp)).toBe(false);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('another secret is refused', () => {
    fc.assert(
      fc.property(signed, arbitrary.secret, ({ key, request }, secret) => {
        const other = `${request.keyName}:${secret}`;
        fc.pre(other !== key);
        expect(accepts(request, other, request.timestamp)).toBe(false);
      }),
    );
  });

  // A request as any sender may form it: fields that hold line feeds, null, text for numbers, empty text.
  const unit = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('1', '2', '0', 'a') },
    { weight: 1, arbitrary: fc.constantFrom('\n', '\ud800', '\udfff', '\0', '😀') },
  );
  const anyText = fc.string({ unit, maxLength: 20 });
  const anyNumber = fc.oneof(fc.constantFrom(0, 1, 2, '1', '2', '0', '01', null, undefined, ''), anyText);
  const forged = fc.record({
    ttl: anyNumber,
    capability: fc.oneof(fc.constantFrom(null, undefined, '', '{}', '{}\n', '\n{}', '{"1":["*"]}'), anyText),
    clientId: fc.oneof(fc.constantFrom(null, undefined, ''), anyText),
    timestamp: anyNumber,
    nonce: fc.oneof(fc.constantFrom('1'.repeat(16), '2'.repeat(16)), anyText),
  });

  // The lines of a request and some more, divided among the fields in two ways: the bytes are the same.
  const line = fc.constantFrom('', '1', '2', 'a', '{}', '{"1":["*"]}', '1'.repeat(16), '2'.repeat(16));
  const lines = fc
    .tuple(
      fc.tuple(
        fc.constantFrom('', '1'),
        fc.constantFrom('', '{"1":["*"]}'),
        fc.constantFrom('', 'a'),
        fc.constantFrom('1', '2'),
        fc.constantFrom('1'.repeat(16), '2'.repeat(16)),
      ),
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.nat(5),
    )
    .map(([fields, more, at]) => [...fields.slice(0, at), ...more, ...fields.slice(at)]);
  const divided = (all: readonly string[]) =>
    fc.subarray(Array.from(all.keys()).slice(1), { minLength: 4, maxLength: 4 }).map((cuts) => {
      const [ttl, capability, clientId, timestamp, nonce] = [0, ...cuts].map((from, index) =>
        all.slice(from, cuts[index]).join('\n'),
      );
      return { ttl, capability, clientId, timestamp, nonce };
    });
  const sameBytes = lines.chain((all) => fc.tuple(divided(all), divided(all)));

  /** The bytes that a sender without any guard signs. */
  const bytesOf = (request: Record<string, string | number | null | undefined>) =>
    Buffer.from(
      ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce']
        .map((name) => `${String((name === 'ttl' && request[name] === 0 ? '' : request[name]) ?? '')}\n`)
        .join(''),
    );

  it('two accepted requests that share their signed bytes are equal after reading', () => {
    const options = { key: 'appId.keyId:s3cret', now: () => 0, maxSkewMs: Number.MAX_SAFE_INTEGER };
    const seen = new Map<string, TokenRequest>();
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(fc.tuple(forged), sameBytes), (requests) => {
        for (const fields of requests) {
          const bytes = bytesOf({ keyName: 'appId.keyId', ...fields });
          const mac = createHmac('sha256', 's3cret').update(bytes).digest('base64');
          let request;
          try {
            request = verifyTokenRequest({ keyName: 'appId.keyId', ...fields, mac }, options).request;
          } catch {
            continue;
          }
          accepted++;
          expect(request).toEqual(seen.get(mac) ?? request);
          seen.set(mac, request);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(accepted - seen.size).toBeGreaterThan(0); // the same bytes came again, or nothing was compared
  });
});
