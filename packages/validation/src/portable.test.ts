import { beforeEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from './all-types.testing.js';

// Outside Node no Proxy can be told. Here that serves twice: the traps count what a validator reads.
vi.mock('#is-proxy', () => import('./internal/is-proxy.portable.js'));

const reads = { keys: 0, descriptors: 0, values: 0, others: 0 };

beforeEach(() => Object.assign(reads, { keys: 0, descriptors: 0, values: 0, others: 0 }));

function counted<T extends object>(target: T): T {
  return new Proxy(target, {
    ownKeys: (of) => (reads.keys++, Reflect.ownKeys(of)),
    getOwnPropertyDescriptor: (of, name) => (reads.descriptors++, Reflect.getOwnPropertyDescriptor(of, name)),
    get: (of, name, self) => (reads.values++, Reflect.get(of, name, self)),
    has: () => reads.others++ < 0,
    set: () => reads.others++ < 0,
    defineProperty: () => reads.others++ < 0,
    deleteProperty: () => reads.others++ < 0,
  });
}

const N = 100_000;
const many = (member: unknown) => Object.fromEntries(Array.from({ length: N }, (_, at) => [`n${at}`, member]));

describe('without a platform call that knows a Proxy', () => {
  it('reads it like the object it stands for, by its descriptors', () => {
    expect(faultsOf('TokenDetails', counted({ token: 'x', clientId: '' }))).toEqual(['$.clientId minLength']);
    expect(reads).toEqual({ keys: 0, descriptors: 6, values: 0, others: 0 });
  });

  it('still runs no getter behind it', () => {
    const getter = Object.defineProperty({}, 'token', { get: () => reads.others++, enumerable: true });
    expect(faultsOf('TokenDetails', counted(getter))).toEqual(['$.token type']);
    expect(reads.others).toBe(0);
  });
});

// Listing the names of a Proxy looks at each descriptor once.
describe('the reads of a value with 100 000 members', () => {
  it('are none of its members, where the members are too many', () => {
    expect(faultsOf('Capability', counted(many(['publish'])))).toEqual(['$ maxProperties']);
    expect(reads).toEqual({ keys: 1, descriptors: N, values: 0, others: 0 });
  });

  it('stop at the 64th fault', () => {
    expect(faultsOf('AuthOptions', { authHeaders: counted(many(1)) })).toHaveLength(64);
    expect(reads).toEqual({ keys: 1, descriptors: N + 64, values: 0, others: 0 });
  });

  it('are those of the members that a closed type has', () => {
    expect(faultsOf('TokenParams', counted(many(1)))).toHaveLength(64);
    expect(reads).toMatchObject({ keys: 1, values: 0, others: 0 });
    expect(reads.descriptors).toBeLessThanOrEqual(N + 5);
  });

  it('are none at all, where an open type does not know the members', () => {
    expect(faultsOf('TokenDetails', counted({ token: 'x', ...many(1) }))).toEqual([]);
    expect(reads).toEqual({ keys: 0, descriptors: 6, values: 0, others: 0 });
  });

  it('are none of the entries of a list that is too long', () => {
    const list = counted(Array.from({ length: N }, () => 1));
    expect(faultsOf('Capability', { news: list })).toEqual(['$["news"] maxItems']);
    expect(reads.descriptors).toBe(0);
    expect(reads.values).toBeLessThan(5); // its length
  });
});
