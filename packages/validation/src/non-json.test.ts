import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { issuesOf, typeNamed } from './all-types.testing.js';
import { decode } from './decode.js';

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

describe('a validator, given what no JSON text holds', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['tokenDetails'] = cyclic;
  const cyclicCapability: Record<string, unknown> = {};
  cyclicCapability['news'] = cyclicCapability;
  const readBy = (index: number, answer: unknown = 'history') =>
    Object.defineProperty(['publish', 'subscribe'], index, { get: () => answer });
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
    ['a cycle in a map', 'Capability', cyclicCapability, ['$["news"] type']],
    ['a list in itself', 'Capability', { news: selfHolding() }, ['$["news"][0] type']],
    ['a getter', 'TokenDetails', accessor('token', () => 'x'), []],
    ['a getter of another type', 'TokenDetails', accessor('token', () => 1), ['$.token type']],
    [
      'a setter alone',
      'TokenDetails',
      Object.defineProperty({}, 'token', { set() {}, enumerable: true }),
      ['$.token required'],
    ],
    ['a getter for a callable', 'AuthOptions', accessor('authCallback', () => () => undefined), []],
    ['a getter in a closed type', 'TokenParams', accessor('toString', () => 'x'), ['$.toString additionalProperties']],
    ['a getter in a map', 'Capability', accessor('news', () => ['publish']), []],
    ['a getter in a list', 'Capability', { news: readBy(1) }, []],
    ['a getter in a list, of another type', 'Capability', { news: readBy(1, 1) }, ['$["news"][1] type']],
    ['a Proxy', 'TokenDetails', new Proxy({ token: 'x' }, {}), []],
    ['a Proxy of a class instance', 'TokenRequest', new Proxy(new Holder(), {}), ['$ type']],
    ['a Proxy of a list', 'Capability', { news: new Proxy(['publish'], {}) }, []],
    ['a hole in a list', 'Capability', { news: holes }, ['$["news"][0] type', '$["news"][1] type']],
    ['a list as long as lists can be', 'Capability', { news: endless }, ['$["news"] maxItems']],
    ['a member of a list', 'Capability', { news: Object.assign(['publish'], { more: 1 }) }, []],
    ['a member that cannot be listed', 'TokenParams', Object.defineProperty({}, 'other', { value: 1 }), []],
    [
      'a needed member that cannot be listed',
      'TokenDetails',
      Object.defineProperty({}, 'token', { value: 'x' }),
      ['$.token type', '$.token required'],
    ],
    ['a member named by a symbol', 'TokenParams', { [Symbol('ttl')]: 1 }, []],
    ['an undefined member', 'TokenParams', { ttl: undefined }, []],
    ['an undefined member that is needed', 'TokenDetails', { token: undefined }, ['$.token required']],
    ['an undefined member that is not known', 'TokenParams', { other: undefined }, ['$.other additionalProperties']],
    ['undefined in a map', 'Capability', { news: undefined }, ['$["news"] type']],
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
    expect(issuesOf(type, value)).toEqual(expected);
  });
});

function selfHolding(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

describe('a polluted prototype', () => {
  it('lends no member to a value, strict or lenient', () => {
    const members = { ...request, ttl: 5, capability: '{"*":["*"]}', clientId: '', other: 1, 0: 'publish' };
    const [empty, whole, list, read] = underPollution(Object.prototype, members, () => [
      issuesOf('TokenRequest', {}),
      issuesOf('TokenRequest', { ...request }),
      issuesOf('Capability', { news: holes }),
      Object.entries(decode(typeNamed('TokenRequest').decoder, { ...request, ttl: null }, 'lenient').value as object),
    ]);
    expect(empty).toEqual(['$.keyName required', '$.timestamp required', '$.nonce required', '$.mac required']);
    expect(whole).toEqual([]);
    expect(list).toEqual(['$["news"][0] type', '$["news"][1] type']);
    expect(Object.fromEntries(read as [string, unknown][])).toEqual(request);
  });

  it('lends no item to a list', () => {
    const filled = underPollution(Array.prototype, { 0: 'publish', 1: 'publish' }, () =>
      issuesOf('Capability', { news: holes }),
    );
    expect(filled).toEqual(['$["news"][0] type', '$["news"][1] type']);
  });

  it.each([
    ['value', 'x'],
    ['get', () => 'x'],
    ['set', () => 'x'],
    ['writable', true],
    ['enumerable', true],
  ])('does not change what a member is: %s', (name, inherited) => {
    const hidden = Object.defineProperty({}, 'token', { value: 'x' });
    const [whole, open, unlisted] = underPollution(Object.prototype, { [name]: inherited }, () => [
      issuesOf('TokenDetails', { token: 'x' }),
      issuesOf('TokenDetails', { token: 'x', more: { a: 1 } }),
      issuesOf('TokenDetails', hidden),
    ]);
    expect(whole).toEqual([]);
    expect(open).toEqual([]);
    expect(unlisted).toEqual(['$.token type', '$.token required']);
  });
});

/** Calls the function while a prototype has more members; the test runner does not bear them. */
function underPollution<T>(prototype: object, members: Record<string, unknown>, call: () => T): T {
  const names = Object.keys(members);
  try {
    for (const name of names) {
      const property = { __proto__: null, value: members[name], configurable: true, enumerable: true, writable: true };
      Reflect.defineProperty(prototype, name, property);
    }
    return call();
  } finally {
    for (const name of names) Reflect.deleteProperty(prototype, name);
  }
}
