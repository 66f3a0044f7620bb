import { duration, isoTime, YEAR_2001 } from '@ably-auth/validation/internal';

const MINUTE = 60_000;

/** What looks as if seconds were given for milliseconds, though nothing forbids it (TE4, TE5). */
export function unitNotes({ ttl, timestamp }: { readonly ttl?: number; readonly timestamp?: number }): string[] {
  return [
    ...(ttl !== undefined && ttl > 0 && ttl < MINUTE
      ? [`The ttl of ${ttl} ms is ${duration(ttl)}: was it given in seconds in place of ms?`]
      : []),
    ...(timestamp !== undefined && timestamp >= 0 && timestamp < YEAR_2001
      ? [`The timestamp ${timestamp} is ${isoTime(timestamp)}: was it given in seconds in place of ms?`]
      : []),
  ];
}
