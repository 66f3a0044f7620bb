import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { allTypes } from './all-types.testing.js';
import { leadsSomewhere } from './issue-place.testing.js';
import { anyName, ODD_NAMES } from './json-schema-arbitrary.testing.js';
import { validateAuthOptions, validateCapability, validateTokenRequest, type TokenRequest } from './index.js';

/** The contract, as https://standardschema.dev publishes it for copying: version 1. */
type StandardSchemaV1<Input = unknown, Output = Input> = {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => ContractResult<Output> | Promise<ContractResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
};
type ContractResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly ContractIssue[] };
type ContractIssue = {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
};

/** What a library does that takes any schema. */
async function consume<Output>(schema: StandardSchemaV1<unknown, Output>, value: unknown): Promise<Output | string[]> {
  const result = await schema['~standard'].validate(value);
  if (!result.issues) return result.value;
  return result.issues.map(({ path = [], message }) => {
    const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
    return `${keys.map(String).join(' → ')}: ${message}`;
  });
}

describe('every validator', () => {
  it.each(allTypes)('is a Standard Schema: $name', ({ validate, examples }) => {
    const standard = validate['~standard'];
    expect(standard).toMatchObject({ version: 1, vendor: 'ably-auth' });
    for (const { value, valid } of examples) {
      const result = standard.validate(value);
      if (valid) {
        expect(result).toEqual({ value });
        expect('issues' in result).toBe(false);
      } else {
        const issues = 'issues' in result ? result.issues : [];
        expect(issues.length).toBeGreaterThan(0);
        for (const { message, path } of issues) {
          expect(message).not.toBe('');
          const isMissing = message.endsWith(', got nothing');
          expect(leadsSomewhere(value, isMissing ? path.slice(0, -1) : path)).toBe(true);
        }
      }
    }
  });
});

describe('a library that takes Standard Schemas', () => {
  const request = {
    keyName: 'appId.keyId',
    timestamp: 1_750_000_000_000,
    nonce: '0123456789abcdef',
    mac: 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=',
  };

  it('has the typed value', async () => {
    const consumed = consume<TokenRequest>(validateTokenRequest, request);
    expectTypeOf(consumed).resolves.toEqualTypeOf<TokenRequest | string[]>();
    expect(await consumed).toEqual(request);
  });

  it('has the issues with their paths', async () => {
    expect(await consume(validateAuthOptions, { tokenDetails: { token: 1 }, authHeaders: { 'X-A': 1 } })).toEqual([
      'authHeaders → X-A: expected a string, got 1',
      'tokenDetails → token: expected a token of 1 to 131072 characters, got 1',
    ]);
  });

  it('may be vitest itself', () => {
    expect({ body: request }).toEqual({ body: expect.schemaMatching(validateTokenRequest) });
    expect({ body: { ...request, ttl: 0 } }).not.toEqual({ body: expect.schemaMatching(validateTokenRequest) });
  });
});

describe('the path', () => {
  const pathsOf = (value: unknown) => {
    const result = validateCapability['~standard'].validate(value);
    return 'issues' in result ? result.issues.map(({ path }) => path) : [];
  };

  it('is empty for the value itself', () => {
    expect(pathsOf(null)).toEqual([[]]);
  });

  it.each([...ODD_NAMES.filter((name) => name !== ''), 'x'.repeat(8192), `${'"\\'.repeat(100)}😀`])(
    'holds a name as it is, and an index as a number: %j',
    (name) => {
      expect(pathsOf(Object.fromEntries([[name, [1]]]))).toEqual([[name, 0]]);
    },
  );

  it('holds any name as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyName, fc.string({ unit: 'binary', minLength: 60 })), fc.nat(60), (name, index) => {
        const list = Array.from({ length: index + 1 }, (_, at) => (at === index ? '' : '*'));
        const expected = name === '' ? [[name], [name, index]] : [[name, index]];
        expect(pathsOf(Object.fromEntries([[name, list]]))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
