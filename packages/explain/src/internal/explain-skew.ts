const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number of ms as a person says it: `3 min 20 s`. */
export function duration(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
    [1, 'ms'],
  ];
  let rest = Math.abs(ms);
  const parts: string[] = [];
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}`);
  }
  return `${ms < 0 ? '-' : ''}${parts.join(' ') || '0 ms'}`;
}

const YEAR_1973 = 1e11;
const BY_NTP = 'set the clock of the signing machine (NTP), or sign with the time of the service (queryTime).';

/** What a timestamp that is not current tells about the clock that made it. */
export function explainSkew(timestamp: number, skew: number, most: number): { message: string; remediation: string } {
  const now = timestamp - skew;
  // A clock that shows a time before 1973 is itself in another unit.
  const units =
    now < YEAR_1973
      ? []
      : [
          { name: 'seconds', ms: timestamp * 1000 },
          { name: 'microseconds', ms: timestamp / 1000 },
          { name: 'nanoseconds', ms: timestamp / 1e6 },
        ];
  const unit = units.find(({ ms }) => Math.abs(ms - now) < DAY);
  if (unit !== undefined) {
    return {
      message: `TokenRequest.timestamp: expected milliseconds since the epoch, got ${timestamp}, which is the time in ${unit.name}`,
      remediation: 'Sign and send the timestamp in milliseconds.',
    };
  }
  const [way, kept] = skew < 0 ? ['behind', ', or a request that was kept'] : ['ahead', ''];
  const message = `TokenRequest.timestamp: expected at most ${duration(most)} from the clock of the service, got ${duration(Math.abs(skew))} ${way}`;
  // Zones differ by whole quarters of an hour, up to 14 hours.
  const zone = Math.round(skew / (HOUR / 4)) * (HOUR / 4);
  if (zone !== 0 && Math.abs(skew) <= 14 * HOUR && Math.abs(skew - zone) <= most) {
    return {
      message: `${message}, close to ${duration(Math.abs(zone))}: local time taken for UTC${kept}`,
      remediation: `Take the time since the epoch in UTC, in any time zone${kept === '' ? '' : ', and sign a new request for every token'}.`,
    };
  }
  return {
    message,
    remediation:
      skew < 0
        ? `Sign a new request for every token instead of keeping one, and ${BY_NTP}`
        : BY_NTP.replace('set', 'Set'),
  };
}
