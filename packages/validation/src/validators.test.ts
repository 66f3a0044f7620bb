import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { allTypes, typeNamed } from './all-types.testing.js';

describe('agreement, by example', () => {
  it('loads every published schema under the strict mode of AJV without options', () => {
    const published = new Ajv({ logger: { log: fail, warn: fail, error: fail } });
    for (const { schema } of allTypes) expect(() => published.compile(schema)).not.toThrow();
    function fail(...words: unknown[]) {
      throw new Error(words.join(' '));
    }
  });

  it.each([
    ['TokenParams', '{"__proto__":1}', false],
    ['TokenRequest', '{"__proto__":{"mac":1}}', false],
    ['Capability', '{"__proto__":["publish"]}', true],
    ['Capability', '{"__proto__":"publish"}', false],
    ['AuthOptions', '{"authHeaders":{"__proto__":1}}', false],
    ['TokenDetails', '{"token":"x","__proto__":1}', true],
  ])(
    'treats __proto__ in JSON as a name like any other, as AJV does and zod does not: %s %s',
    (name, text, accepted) => {
      const { schema, validate } = typeNamed(name);
      const value: unknown = JSON.parse(text);
      expect(validate(value).ok).toBe(accepted);
      expect(new Ajv().validate(schema, value)).toBe(accepted);
      const result = validate(value);
      if (!result.ok) expect(result.issues.map(({ path }) => path).join()).toMatch(/__proto__|keyName/);
    },
  );

  it.each([
    ['Capability', '{"__proto__":"publish"}', {}],
    ['AuthOptions', '{"authHeaders":{"__proto__":1}}', { authHeaders: {} }],
  ])('finds the issue behind __proto__ that zod drops unseen: %s %s', (name, text, kept) => {
    const { entry, validate } = typeNamed(name);
    expect(entry.schema.safeParse(JSON.parse(text))).toEqual({ success: true, data: kept });
    expect(validate(JSON.parse(text)).ok).toBe(false);
  });

  it.each([
    ['TokenParams', { clientId: 'a\ud83d' }, 'clientId.wellFormed'],
    ['TokenParams', { nonce: `${'n'.repeat(16)}\ude00` }, 'nonce.wellFormed'],
    ['TokenRevocationTargetSpecifier', { type: '\ud83d', value: 'x' }, 'revocationType.wellFormed'],
  ])('refuses a lone surrogate, which no pattern of JSON Schema can say: %s %j', (name, value, rule) => {
    const { schema, validate } = typeNamed(name);
    expect(new Ajv().validate(schema, value)).toBe(true);
    const result = validate(value);
    expect(result.ok ? [] : result.issues).toMatchObject([
      { rule, keyword: 'pattern', message: expect.stringMatching(/lone surrogate$/) },
    ]);
  });

  it('has authCallback beside what JSON Schema and zod know of AuthOptions', () => {
    const { validate } = typeNamed('AuthOptions');
    for (const authCallback of [() => undefined, async () => 'token']) {
      expect(validate({ authCallback })).toEqual({ ok: true, value: { authCallback } });
    }
    const result = validate({ authCallback: 'https://example.com' });
    expect(result.ok ? [] : result.issues).toEqual([
      {
        path: '$.authCallback',
        rule: 'AuthOptions.authCallback.type',
        keyword: 'type',
        code: 40003,
        statusCode: 400,
        message: 'expected a function, got a string',
        remediation: 'Pass a function, or leave the member out.',
      },
    ]);
  });
});
