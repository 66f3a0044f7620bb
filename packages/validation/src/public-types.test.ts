import { describe, expectTypeOf, it } from 'vitest';
import {
  AblyAuthError,
  assertTokenRequest,
  validateTokenParams,
  type AuthOptions,
  type Capability,
  type Issue,
  type KnownOperation,
  type Leniency,
  type Operation,
  type Result,
  type TokenDetails,
  type TokenParams,
  type TokenRequest,
} from './index.js';

// What the compiler refuses: each line below an @ts-expect-error has one mistake.
describe('the public types', () => {
  it('refuse names and values that a closed type does not have', () => {
    // @ts-expect-error the name is clientId
    const named: TokenParams = { client_id: 'alice' };
    // @ts-expect-error a ttl is a number of milliseconds
    const timed: TokenParams = { ttl: '1h' };
    // @ts-expect-error operations are a list
    const capable: TokenParams = { capability: { news: 'subscribe' } };
    // @ts-expect-error a TokenRequest is signed
    const unsigned: TokenRequest = { keyName: 'a.b', timestamp: 0, nonce: 'n' };
    // @ts-expect-error the method is in upper case
    const asked: AuthOptions = { authMethod: 'post' };
    expectTypeOf([named, timed, capable, unsigned, asked]).toBeArray();
  });

  it('allow more members where a service answers', () => {
    const details: TokenDetails = { token: 'x', more: 1 };
    expectTypeOf(details.token).toEqualTypeOf<string>();
    expectTypeOf(details.expires).toEqualTypeOf<number | undefined>();
  });

  it('allow an unknown operation, and name the known ones', () => {
    expectTypeOf<KnownOperation>().toExtend<Operation>();
    expectTypeOf<'publish'>().toExtend<KnownOperation>();
    expectTypeOf<'fly'>().not.toExtend<KnownOperation>();
    const capability: Capability = { news: ['fly'] };
    expectTypeOf(capability).toExtend<Readonly<Record<string, readonly string[]>>>();
  });

  it('narrow a result by its ok', () => {
    const result: Result<TokenParams> = validateTokenParams({});
    if (result.ok) expectTypeOf(result.value).toEqualTypeOf<TokenParams>();
    else expectTypeOf(result.issues).toEqualTypeOf<readonly Issue[]>();
    // @ts-expect-error there is a value only where the result is ok
    void result.value;
    expectTypeOf(assertTokenRequest).returns.toEqualTypeOf<TokenRequest>();
  });

  it('have the words of an issue, a leniency and an error', () => {
    expectTypeOf<Issue>().toHaveProperty('rule').toEqualTypeOf<string>();
    expectTypeOf<Issue>().toHaveProperty('remediation').toEqualTypeOf<string>();
    expectTypeOf<Leniency['kind']>().toEqualTypeOf<
      'null' | 'zero-ttl' | 'empty-capability' | 'decimal-string' | 'unknown-member'
    >();
    expectTypeOf<AblyAuthError['path']>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error the name is remediation
    expectTypeOf<AblyAuthError['fix']>().toBeUnknown();
  });
});
