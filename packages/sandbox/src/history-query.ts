import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import { positionOfSerial } from './channel.js';
import { PAGE_DEFAULT_LIMIT, PAGE_MAX_LIMIT } from './limits.js';
import type { HistoryQuery } from './log.js';

/** Reads the query of a request for history. @throws {AblyAuthError} 40003 */
export function readHistoryQuery(query: URLSearchParams): HistoryQuery {
  const direction = query.get('direction') ?? 'backwards';
  if (direction !== 'forwards' && direction !== 'backwards') {
    throw refusal('direction', 'neither forwards nor backwards');
  }
  const limit = readInteger(query, 'limit') ?? PAGE_DEFAULT_LIMIT;
  if (limit < 1 || limit > PAGE_MAX_LIMIT) throw refusal('limit', `expected 1 to ${PAGE_MAX_LIMIT}`);
  const start = readTime(query, 'start') ?? 0;
  const end = readTime(query, 'end') ?? Number.MAX_SAFE_INTEGER;
  if (start > end) throw refusal('start', 'later than end');
  const from = readInteger(query, 'from') ?? positionOf(query.get('from_serial') ?? query.get('fromSerial'));
  return { start, end, direction, limit, ...(from === undefined ? {} : { from }) };
}

/** The Link headers of a page (RFC 8288), one each as Ably's service has them: some SDKs read one link of a header. */
export function linksOf(path: string, query: URLSearchParams, next: number | undefined): readonly string[] {
  const link = (rel: string, from: number | string | null) => {
    const asked = new URLSearchParams(query);
    asked.delete('from');
    if (from !== null) asked.set('from', String(from));
    return `<./${path}?${asked.toString()}>; rel="${rel}"`;
  };
  return [link('first', null), link('current', query.get('from')), ...(next === undefined ? [] : [link('next', next)])];
}

/** The position of a serial, such as that of an attachment (RTL10b). */
function positionOf(serial: string | null): number | undefined {
  if (serial === null) return undefined;
  const position = positionOfSerial(serial);
  if (position === undefined) throw refusal('from_serial', 'not a serial of a channel');
  return position;
}

/** ISO 8601, and the name of an hour or a minute as statistics have it. */
const DATE = /^(\d{4}-\d\d-\d\d)(?:(T[\d:.]{5,16}(?:Z|[+-]\d\d:\d\d))|:(\d\d)(:\d\d)?)$/;

/** In ms since the epoch; SDKs pass on dates as well. */
function readTime(query: URLSearchParams, name: string): number | undefined {
  const [, day, timeOfDay, hour, minute = ':00'] = DATE.exec(query.get(name) ?? '') ?? [];
  const time = day === undefined ? Number.NaN : Date.parse(day + (timeOfDay ?? `T${hour}${minute}Z`));
  return time >= 0 ? time : readInteger(query, name);
}

function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw refusal(name, 'not a whole number');
  return Number(text);
}

function refusal(name: string, problem: string): AblyAuthError {
  return new AblyAuthError(INVALID_PARAMETER_VALUE, `query: ${name}: ${problem}`, {
    remediation: `Give start and end as ms since the epoch or in ISO 8601, direction as forwards or backwards, limit up to ${PAGE_MAX_LIMIT}.`,
  });
}
