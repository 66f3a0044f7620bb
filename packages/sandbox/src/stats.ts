import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import type { HistoryQuery, Page } from './log.js';
import type { MemoryBudget } from './memory-budget.js';
import { isObject, refusal } from './read-messages.js';

/** Counters of an interval by name, such as `inbound.realtime.messages.count`. */
type Counters = ReadonlyMap<string, number>;

/** Statistics of an interval, as the service answers them. */
export type IntervalStats = { readonly intervalId: string; readonly unit: Unit; readonly counters: Counters };

/** How much of `2026-11-21:14:05` names an interval. */
const UNIT_LENGTH = { month: 7, day: 10, hour: 13, minute: 16 } as const;
export type Unit = keyof typeof UNIT_LENGTH;

/** Most intervals that an app keeps; then the oldest leave. */
const INTERVALS_MAX = 1000;
const COUNTERS_MAX = 200;

const INTERVAL_OVERHEAD = 512;
const COUNTER_BYTES = 128;

/** Statistics of an app: those that a test posts, since a sandbox counts nothing itself. */
export class Stats {
  readonly #minutes = new Map<string, Counters>();
  readonly #budget: MemoryBudget;

  constructor(budget: MemoryBudget) {
    this.#budget = budget;
  }

  /** Keeps the counters of minutes, in the place of what was there. @throws {AblyAuthError} 40001, 50003 */
  post(list: readonly unknown[]): void {
    const read = list.map(readMinute);
    this.#budget.take(read.reduce((sum, [, counters]) => sum + costOf(counters), 0));
    for (const [id, counters] of read) {
      this.#forget(id);
      this.#minutes.set(id, counters);
      const [oldest] = this.#minutes.keys();
      if (this.#minutes.size > INTERVALS_MAX && oldest !== undefined) this.#forget(oldest);
    }
  }

  /** The intervals between two times, both included. */
  page(unit: Unit, { start, end, direction, limit, from = 0 }: HistoryQuery): Page<IntervalStats> {
    const length = UNIT_LENGTH[unit];
    const [first, last] = [start, end].map((time) => idOf(time).slice(0, length)) as [string, string];
    const found = new Map<string, Map<string, number>>();
    for (const [minute, counters] of this.#minutes) {
      const id = minute.slice(0, length);
      if (id < first || id > last) continue;
      const sums = found.get(id) ?? new Map<string, number>();
      found.set(id, sums);
      for (const [name, value] of counters) add(sums, name, value);
    }
    const ids = [...found.keys()].toSorted();
    if (direction === 'backwards') ids.reverse();
    const next = from + limit;
    const items = ids.slice(from, next).map((intervalId) => {
      return { intervalId, unit, counters: withTotals(found.get(intervalId) as Counters) };
    });
    return { items, next: next < ids.length ? next : undefined };
  }

  clear(): void {
    for (const id of this.#minutes.keys()) this.#forget(id);
  }

  #forget(id: string): void {
    const counters = this.#minutes.get(id);
    if (counters === undefined) return;
    this.#minutes.delete(id);
    this.#budget.give(costOf(counters));
  }
}

/** Reads the unit of a query. @throws {AblyAuthError} 40003 */
export function readUnit(text: string | null): Unit {
  const unit = text ?? 'minute';
  if (Object.hasOwn(UNIT_LENGTH, unit)) return unit as Unit;
  throw new AblyAuthError(INVALID_PARAMETER_VALUE, 'query: unit: none of minute, hour, day and month');
}

/** As clients of protocol version 3 and above read it: names in one level. */
export function writeEntries({ intervalId, unit, counters }: IntervalStats, appId: string): object {
  const entries = Object.fromEntries([...counters].map(([name, value]) => [entryName(name), value]));
  return { intervalId, unit, appId, schema: 'https://schemas.ably.com/json/app-stats-0.0.5.json', entries };
}

/** As earlier clients read it: a tree. */
export function writeTree({ intervalId, unit, counters }: IntervalStats): object {
  const tree: Tree = { __proto__: null, intervalId, unit };
  for (const [name, value] of counters) {
    const path = name.split('.');
    const leaf = path.pop() as string;
    let node = tree;
    for (const part of path) node = (node[part] ??= { __proto__: null }) as Tree;
    node[leaf] = value;
  }
  return tree;
}

type Tree = { [name: string]: unknown };

function entryName(name: string): string {
  const [head = ''] = name.split('.', 1);
  if (head === 'apiRequests') return name.replace('apiRequests', 'apiRequests.other');
  if (head === 'tokenRequests') return `apiRequests.${name}`;
  return head === 'connections' || head === 'channels' ? name : `messages.${name}`;
}

function readMinute(value: unknown, index: number): readonly [string, Counters] {
  const place = `stats[${index}]`;
  if (!isObject(value)) throw refusal(place, 'not an object');
  const { intervalId, ...rest } = value;
  if (typeof intervalId !== 'string' || !/^\d{4}-\d\d-\d\d:\d\d:\d\d$/.test(intervalId)) {
    throw refusal(`${place}.intervalId`, 'expected a minute, such as 2026-11-21:14:05');
  }
  const counters = new Map<string, number>();
  readCounters(rest, '', counters);
  if (counters.size > COUNTERS_MAX) throw refusal(place, `over ${COUNTERS_MAX} counters`);
  return [intervalId, counters];
}

/** Totals are left out: they are added up again. So is what is zero. */
function readCounters(fields: Readonly<Record<string, unknown>>, prefix: string, counters: Map<string, number>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!/^[a-z]{1,32}$/i.test(name) || name === 'all') continue;
    if (isObject(value)) readCounters(value, `${prefix}${name}.`, counters);
    else if (typeof value === 'number' && Number.isFinite(value) && value !== 0) counters.set(prefix + name, value);
  }
}

/** The counters, and what Ably's service adds up of them: by transport, by type, and of both directions. */
function withTotals(counters: Counters): Counters {
  const all = new Map(counters);
  for (const [name, value] of counters) {
    const [head, ...path] = name.split('.') as [string, ...string[]];
    const metric = path.at(-1) as string;
    if (head === 'inbound' || head === 'outbound') {
      const [transport, type] = path;
      const totals = [`${head}.${transport}.all`, `${head}.all.${type}`, `${head}.all.all`, `all.${type}`, 'all.all'];
      for (const total of totals) add(all, `${total}.${metric}`, value);
    } else if (path.length === 2) add(all, `${head}.all.${metric}`, value); // connections, persisted
  }
  return all;
}

/** A peak of several intervals is the highest; everything else adds up. */
function add(sums: Map<string, number>, name: string, value: number): void {
  const known = sums.get(name) ?? 0;
  sums.set(name, name.endsWith('peak') ? Math.max(known, value) : known + value);
}

function costOf({ size }: Counters): number {
  return INTERVAL_OVERHEAD + COUNTER_BYTES * size;
}

/** The minute of a time; what is past every minute where the time is past what a date can be. */
function idOf(time: number): string {
  return time > LATEST_MS ? '~' : new Date(time).toISOString().replace('T', ':').slice(0, UNIT_LENGTH.minute);
}

const LATEST_MS = Date.UTC(9999, 11, 31);
