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

/** What a timestamp that is not current tells about the clock that made it. */
export function explainSkew(timestamp: number, skew: number, most: number): { message: string; remediation: string } {
  const now = timestamp - skew;
  const off = `${duration(Math.abs(skew))} ${skew < 0 ? 'behind' : 'ahead of'} the clock of the service`;
  if (Math.abs(timestamp * 1000 - now) < DAY) {
    return { message: 'timestamp in seconds', remediation: 'Sign and send the timestamp in milliseconds.' };
  }
  if (Math.abs(timestamp / 1000 - now) < DAY || Math.abs(timestamp / 1e6 - now) < DAY) {
    return {
      message: 'timestamp finer than milliseconds',
      remediation: 'Sign and send the timestamp in milliseconds.',
    };
  }
  // Zones differ by whole quarters of an hour, up to 14 hours.
  const quarters = Math.round(skew / (HOUR / 4));
  if (quarters !== 0 && Math.abs(skew) <= 14 * HOUR && Math.abs(skew - quarters * (HOUR / 4)) <= most) {
    return {
      message: `timestamp ${off}, close to ${duration(Math.abs(quarters) * (HOUR / 4))}: local time taken for UTC, or a request that was kept`,
      remediation: 'Take the time since the epoch in UTC, whatever the zone; and sign a new request for every token.',
    };
  }
  if (skew < 0) {
    return {
      message: `timestamp ${off}; ${duration(most)} are allowed`,
      remediation:
        'Sign a new request for every token instead of keeping one, and set the clock of the signing machine (NTP), or sign with the time of the service (queryTime).',
    };
  }
  return {
    message: `timestamp ${off}; ${duration(most)} are allowed`,
    remediation: 'Set the clock of the signing machine (NTP), or sign with the time of the service (queryTime).',
  };
}
