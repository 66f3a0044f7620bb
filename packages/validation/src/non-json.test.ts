import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { allTypes, faultsOf } from './all-types.testing.js';
import { parentOf, placesOf } from './damage.testing.js';
import { segmentsOf } from './issue-place.testing.js';

const request = {
  keyName: 'appId.keyId',
  timestamp: 1_750_000_000_000,
  nonce: '0123456789abcdef',
  mac: 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=',
};

class Holder {
  keyName = request.keyName;
  timestamp = request.timestamp;
  nonce = request.nonce;
  mac = request.mac;
}

const holes: unknown[] = [];
holes[2] = 'publish';

const accessor = (name: string, get: () => unknown) => Object.defineProperty({}, name, { get, enumerable: true });

describe('objects that no JSON text has', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['tokenDetails'] = cyclic;
  const cyclicCapability: Record<string, unknown> = {};
  cyclicCapability['news'] = cyclicCapability;
  const readBy = (index: number) => Object.defineProperty(['publish', 'subscribe'], index, { get: () => 'history' });
  const endless: unknown[] = [];
  endless.length = 2 ** 32 - 1;

  it.each<[string, string, unknown, string[]]>([
    ['an instance of a class', 'TokenRequest', new Holder(), ['$ type']],
    ['an object that inherits everything', 'TokenRequest', Object.create(request), ['$ type']],
    ['an object below another one', 'TokenDetails', Object.assign(Object.create({ token: 'x' }), {}), ['$ type']],
    ['a Date', 'TokenDetails', new Date(0), ['$ type']],
    ['a Map', 'Capability', new Map([['news', ['publish']]]), ['$ type']],
    ['a function', 'Capability', () => undefined, ['$ type']],
    ['an array', 'Capability', ['publish'], ['$ type']],
    ['a boxed string', 'ApiKey', Object('appId.keyId:keySecret'), ['$ type']],
    ['a boxed string as member', 'TokenDetails', { token: Object('x') }, ['$.token type']],
    ['no prototype', 'TokenRequest', Object.assign(Object.create(null), request), []],
    ['another realm', 'TokenRequest', runInNewContext('({ ...request })', { request }), []],
    ['lists of another realm', 'Capability', runInNewContext('({ news: ["publish"] })'), []],
    ['a class of another realm', 'TokenDetails', runInNewContext('new (class { token = "x" })()'), ['$ type']],
    ['a Date of another realm', 'TokenDetails', runInNewContext('new Date(0)'), ['$ type']],
    ['a cycle', 'AuthOptions', cyclic, ['$.tokenDetails.token required']],
    ['a cycle in a record', 'Capability', cyclicCapability, ['$["news"] type']],
    ['a list in itself', 'Capability', { news: selfHolding() }, ['$["news"][0] type']],
    ['a getter', 'TokenDetails', accessor('token', () => 'x'), ['$.token type']],
    [
      'a setter alone',
      'TokenDetails',
      Object.defineProperty({}, 'token', { set() {}, enumerable: true }),
      ['$.token type'],
    ],
    [
      'a getter for a callable',
      'AuthOptions',
      accessor('authCallback', () => () => undefined),
      ['$.authCallback type'],
    ],
    ['a getter in a closed type', 'TokenParams', accessor('toString', () => 'x'), ['$.toString additionalProperties']],
    ['a getter in a record', 'Capability', accessor('news', () => ['publish']), ['$["news"] type']],
    ['a getter in a list', 'Capability', { news: readBy(1) }, ['$["news"][1] type']],
    ['a hole in a list', 'Capability', { news: holes }, ['$["news"][0] type', '$["news"][1] type']],
    ['a list as long as lists can be', 'Capability', { news: endless }, ['$["news"] maxItems']],
    ['a member of a list', 'Capability', { news: Object.assign(['publish'], { more: 1 }) }, []],
    ['a member that cannot be listed', 'TokenParams', Object.defineProperty({}, 'other', { value: 1 }), []],
    [
      'a needed member that cannot be listed',
      'TokenDetails',
      Object.defineProperty({}, 'token', { value: 'x' }),
      ['$.token required'],
    ],
    ['a member named by a symbol', 'TokenParams', { [Symbol('ttl')]: 1 }, []],
    ['an undefined member', 'TokenParams', { ttl: undefined }, []],
    ['an undefined member that is needed', 'TokenDetails', { token: undefined }, ['$.token required']],
    ['an undefined member that is not known', 'TokenParams', { other: undefined }, ['$.other additionalProperties']],
    ['undefined in a record', 'Capability', { news: undefined }, ['$["news"] type']],
    ['undefined', 'TokenParams', undefined, ['$ type']],
    ['a symbol', 'ApiKey', Symbol('x'), ['$ type']],
    ['a BigInt', 'TokenParams', { ttl: 1n }, ['$.ttl type']],
    ['NaN', 'TokenParams', { ttl: NaN }, ['$.ttl type']],
    ['Infinity', 'TokenParams', { timestamp: Infinity }, ['$.timestamp type']],
    ['a boxed number', 'TokenParams', { ttl: Object(1) }, ['$.ttl type']],
    ['a number from valueOf', 'TokenParams', { ttl: { valueOf: () => 1 } }, ['$.ttl type']],
    ['a text from toString', 'TokenDetails', { token: { toString: () => 'x' } }, ['$.token type']],
    ['a function as member', 'TokenParams', { clientId: () => 'alice' }, ['$.clientId type']],
    ['toJSON', 'TokenDetails', { toJSON: () => ({ token: 'x' }) }, ['$.token required']],
  ])('%s', (_, type, value, expected) => {
    expect(faultsOf(type, value)).toEqual(expected);
  });
});

function selfHolding(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

describe.each(allTypes.filter(({ schema }) => schema.type === 'object'))('$name', ({ examples, schema, validate }) => {
  const values = examples.filter(({ valid }) => valid).map(({ value }) => value);
  const declared = (path: readonly string[]) => schema.properties === undefined || (path[0] ?? '') in schema.properties;

  it('runs no getter, wherever it stands', () => {
    let runs = 0;
    for (const value of values) {
      for (const path of placesOf(value).filter(({ length }) => length > 0)) {
        const copy = structuredClone(value);
        Object.defineProperty(parentOf(copy, path), path.at(-1) ?? '', { get: () => runs++, enumerable: true });
        const result = validate(copy);
        if (path.length === 1 && declared(path)) expect(result.ok).toBe(false);
      }
    }
    expect(runs).toBe(0);
  });

  it('runs no trap of a Proxy, wherever it stands', () => {
    const traps: string[] = [];
    for (const value of values) {
      for (const path of placesOf(value)) {
        const place = path.length === 0 ? value : Reflect.get(parentOf(value, path), path.at(-1) ?? '');
        if (typeof place !== 'object') continue;
        const proxy = new Proxy(structuredClone(place) as object, tellingHandler(traps));
        const copy: unknown = structuredClone(value);
        if (path.length > 0) Reflect.set(parentOf(copy, path), path.at(-1) ?? '', proxy);
        const result = validate(path.length === 0 ? proxy : copy);
        if (path.length === 0)
          expect(result.ok ? [] : result.issues.map(({ path: at }) => segmentsOf(at))).toEqual([[]]);
        else if (path.length === 1 && declared(path)) expect(result.ok).toBe(false);
      }
    }
    expect(traps).toEqual([]);
  });

  it('takes frozen values and leaves them as they are', () => {
    for (const value of values) {
      const frozen = deepFrozen(structuredClone(value));
      expect(validate(frozen)).toEqual({ ok: true, value });
    }
  });
});

describe('a Proxy', () => {
  it('may be neither prototype nor revoked object', () => {
    const traps: string[] = [];
    const prototype: object = new Proxy({}, tellingHandler(traps));
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(faultsOf('TokenDetails', Object.create(prototype, { token: { value: 'x', enumerable: true } }))).toEqual([
      '$ type',
    ]);
    expect(faultsOf('TokenDetails', proxy)).toEqual(['$ type']);
    expect(faultsOf('Capability', { news: proxy })).toEqual(['$["news"] type']);
    expect(traps).toEqual([]);
  });
});

describe('a polluted Object.prototype', () => {
  it('lends no member to a value', () => {
    const members = { ...request, clientId: '', other: 1, 0: 'publish' };
    const [empty, whole, list] = underPollution(members, () => [
      faultsOf('TokenRequest', {}),
      faultsOf('TokenRequest', { ...request }),
      faultsOf('Capability', { news: holes }),
    ]);
    expect(empty).toEqual(['$.keyName required', '$.timestamp required', '$.nonce required', '$.mac required']);
    expect(whole).toEqual([]);
    expect(list).toEqual(['$["news"][0] type', '$["news"][1] type']);
  });

  it.each([
    ['value', 'x'],
    ['get', () => 'x'],
    ['set', () => 'x'],
    ['writable', true],
    ['enumerable', true],
  ])('does not change what a property is: %s', (name, inherited) => {
    const got = accessor('token', () => 'x');
    const [whole, gotten] = underPollution({ [name]: inherited }, () => [
      faultsOf('TokenDetails', { token: 'x' }),
      faultsOf('TokenDetails', got),
    ]);
    expect(whole).toEqual([]);
    expect(gotten).toEqual(['$.token type']);
  });
});

/** Calls the function while Object.prototype has more members; the test runner does not bear them. */
function underPollution<T>(members: Record<string, unknown>, call: () => T): T {
  const names = Object.keys(members);
  try {
    for (const name of names) {
      const property = { __proto__: null, value: members[name], configurable: true, enumerable: true, writable: true };
      Reflect.defineProperty(Object.prototype, name, property);
    }
    return call();
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
}

/** A handler whose every trap tells that it ran. */
function tellingHandler(traps: string[]): ProxyHandler<object> {
  return new Proxy(
    {},
    {
      get: (_, trap) => {
        traps.push(String(trap));
        return undefined;
      },
    },
  );
}

function deepFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}
