import { describe, expect, it } from 'vitest';
import { signText, type SignedFields } from './sign-text.js';

const request = { keyName: 'appId.keyId', timestamp: 2, nonce: 'n2' };

// Without the refusals, each pair would sign the same bytes, and a MAC for one would do for the other.
describe('two requests with one sign text', () => {
  const unguarded = ({ keyName, ttl, capability, clientId, timestamp, nonce }: SignedFields) =>
    String(new TextEncoder().encode([keyName, ttl, capability, clientId, timestamp, nonce, ''].join('\n')));

  it.each<[string, SignedFields, SignedFields]>([
    [
      'a line feed in the clientId takes the place of timestamp and nonce',
      { keyName: 'a.b', clientId: 'a\n1\nn1', timestamp: 2, nonce: 'n2' },
      { keyName: 'a.b', clientId: 'a', timestamp: 1, nonce: 'n1\n2\nn2' },
    ],
    [
      'a line feed at the end of the capability takes the place of one in the clientId',
      { ...request, capability: '{"a":["*"]}', clientId: '\nadmin' },
      { ...request, capability: '{"a":["*"]}\n', clientId: 'admin' },
    ],
    [
      'a lone surrogate has the bytes of U+FFFD',
      { ...request, clientId: 'bob\ud800' },
      { ...request, clientId: 'bob\udfff' },
    ],
  ])('%s: both are refused', (_, one, other) => {
    expect(unguarded(one)).toBe(unguarded(other)); // the attack is real
    expect(() => signText(one)).toThrow();
    expect(() => signText(other)).toThrow();
  });

  it('U+FFFD itself is accepted, and what would pass for it is refused', () => {
    expect(signText({ ...request, clientId: 'bob\ufffd' })).toContain('bob\ufffd');
    expect(() => signText({ ...request, clientId: 'bob\udc00' })).toThrow('lone surrogate');
    expect(() => signText({ ...request, capability: '{"\ud800":["*"]}' })).toThrow('lone surrogate');
  });
});

describe('signText', () => {
  it('ends every field with a line feed, the empty ones and the last too', () => {
    expect(signText({})).toBe('\n\n\n\n\n\n');
    expect(signText({ keyName: 'k.n', ttl: 3, capability: '{}', clientId: 'c', timestamp: 5, nonce: 'n' })).toBe(
      'k.n\n3\n{}\nc\n5\nn\n',
    );
  });

  it('checks neither length nor range', () => {
    expect(signText({ keyName: 'k', ttl: 0, timestamp: -1, nonce: '' })).toBe('k\n0\n\n\n-1\n\n');
    expect(signText({ ttl: -0 })).toBe('\n0\n\n\n\n\n');
  });

  it('writes integers in decimal digits, however large', () => {
    expect(signText({ timestamp: Number.MAX_SAFE_INTEGER })).toContain('\n9007199254740991\n');
  });

  it('keeps the capability as it stands, white space and order too', () => {
    expect(signText({ capability: ' { "b" : ["x"],\t"a":["*"]}\r' })).toContain('\n { "b" : ["x"],\t"a":["*"]}\r\n');
  });

  it.each([
    ['keyName', 40001],
    ['clientId', 40012],
    ['nonce', 40003],
  ])('refuses every control character in %s', (name, code) => {
    for (let unit = 0; unit < 0x100; unit++) {
      const field = { [name]: `x${String.fromCharCode(unit)}` };
      if (unit < 0x20 || unit === 0x7f) {
        expect(() => signText(field)).toThrow(
          expect.objectContaining({ code, message: expect.stringContaining(name) }),
        );
      } else expect(signText(field)).toContain(String.fromCharCode(unit));
    }
  });

  it.each(['\n{}', '{}\n', '{\n}', '{\r\n}'])(
    'refuses a line feed in the capability %j, and says why',
    (capability) => {
      expect(() => signText({ capability })).toThrow(
        expect.objectContaining({ code: 40000, remediation: expect.stringContaining('pretty-printed') }),
      );
    },
  );

  it.each([
    [{ ttl: 1.5 }, 40003],
    [{ ttl: Number.NaN }, 40003],
    [{ timestamp: 2 ** 53 }, 40003],
    [{ timestamp: '1000' }, 40003],
    [{ timestamp: null }, 40003],
    [{ keyName: 7 }, 40001],
    [{ capability: { a: ['*'] } }, 40000],
    [{ clientId: null }, 40012],
    [{ nonce: 1234567890123456 }, 40003],
  ])('refuses %j with %i', (fields, code) => {
    expect(() => signText(fields as SignedFields)).toThrow(expect.objectContaining({ code }));
  });

  it.each([[undefined], [null], ['text']])('throws a TypeError for %s', (value) => {
    expect(() => signText(value as unknown as SignedFields)).toThrow(TypeError);
  });
});
