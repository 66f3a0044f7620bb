import { expectTypeOf, it } from 'vitest';
import { canonicalizeCapability, parseCapability, permits, type Capability, type KnownOperation } from './index.js';

it('refuses what is not a capability, at compile time', () => {
  const calls = () => {
    // @ts-expect-error operations are a list
    parseCapability({ news: 'subscribe' });
    // @ts-expect-error operations are strings
    canonicalizeCapability({ news: [1] });
    // @ts-expect-error permits takes what parseCapability returns, not text
    permits('{"news":["subscribe"]}', 'news', 'subscribe');
    // @ts-expect-error an operation is needed
    permits({}, 'news');
    const capability = parseCapability('{}');
    // @ts-expect-error what is parsed is frozen
    capability['news'] = ['subscribe'];
    // @ts-expect-error and so are its lists
    capability['news']?.push('subscribe');
  };
  expectTypeOf(calls).toBeFunction();
  expectTypeOf(parseCapability).returns.toEqualTypeOf<Capability>();
  expectTypeOf(canonicalizeCapability).parameter(0).toEqualTypeOf<string | Capability>();
  expectTypeOf<'subscribe'>().toExtend<KnownOperation>();
});
