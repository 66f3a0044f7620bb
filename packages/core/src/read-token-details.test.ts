import { describe, expect, it } from 'vitest';
import { readTokenDetails } from './read-token-details.js';

describe('readTokenDetails', () => {
  it('requires the token alone', () => {
    expect(readTokenDetails('{"token":"t"}')).toEqual({ details: { token: 't' }, deviations: [] });
    for (const input of ['{}', { token: null }, { token: 7 }, { expires: 1 }]) {
      expect(() => readTokenDetails(input)).toThrow(
        expect.objectContaining({ code: 40001, message: expect.stringContaining('TokenDetails.token: ') }),
      );
    }
  });

  it('reads every member, in a fixed order', () => {
    const details = { token: 't', keyName: 'a.b', issued: 1, expires: 2, capability: '{"a":["*"]}', clientId: '*' };
    const reversed = Object.fromEntries(Object.entries(details).reverse());
    expect(JSON.stringify(readTokenDetails(reversed).details)).toBe(JSON.stringify(details));
  });

  it('notes what it reads otherwise than it came', () => {
    const input = { token: 't', issued: '1', expires: null, capability: '', extra: 1 };
    const { details, deviations } = readTokenDetails(input);
    expect(details).toEqual({ token: 't', issued: 1 });
    expect(deviations.map(({ kind }) => kind)).toEqual([
      'decimal-string',
      'null',
      'empty-capability',
      'unknown-member',
    ]);
  });

  it.each([
    ['expires', 'soon', 40001],
    ['issued', 1.5, 40001],
    ['capability', {}, 40001],
    ['clientId', 7, 40012],
  ])('refuses %s of another type with its path', (name, value, code) => {
    expect(() => readTokenDetails({ token: 't', [name]: value })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(`TokenDetails.${name}: `) }),
    );
  });

  it('keeps expires: 0, which only a ttl may not be', () => {
    expect(readTokenDetails({ token: 't', expires: 0 }).details).toEqual({ token: 't', expires: 0 });
  });
});
