import { absentAs, sentAs, signedAs, type Mistake } from './mistake.testing.js';

/** Numbers and times as the standard libraries of eleven languages print, convert and default them. */
export const NUMBERS: readonly Mistake[] = [
  signedAs('ttl', 'given in seconds', /^ttl\.seconds$/, (ms) => whole(Number(ms) / 1000)),
  signedAs('ttl', 'divided by 1000 with / in Python 3', /^ttl\.(seconds|float)$/, (ms) => python(Number(ms) / 1000)),
  signedAs('ttl', 'in minutes', /^ttl\.other-unit$/, (ms) => whole(Number(ms) / 60_000, ms)),
  signedAs('ttl', 'in hours', /^ttl\.other-unit$/, (ms) => whole(Number(ms) / 3_600_000, ms)),
  signedAs('ttl', 'a Python float', /^ttl\.float$/, (ms) => `${ms}.0`),
  signedAs('ttl', 'a double with a fraction printed by %f', /^ttl\.float$/, (ms) => `${ms}.000000`),
  signedAs('ttl', 'a .NET decimal with two places', /^ttl\.float$/, (ms) => `${ms}.00`),
  signedAs('ttl', 'a Java double', /^ttl\.float$/, (ms) => javaDouble(Number(ms))),
  signedAs('ttl', 'a float64 by Go %v', /^ttl\.float$/, (ms) => goFloat(Number(ms))),
  signedAs('ttl', 'a Go time.Duration as int64', /^ttl\.finer-than-ms$/, (ms) => `${ms}000000`),
  signedAs('ttl', 'a Go time.Duration as text', /^ttl\.duration-text$/, (ms) => goDuration(Number(ms))),
  signedAs('ttl', 'a .NET TimeSpan', /^ttl\.duration-text$/, (ms) => timeSpan(Number(ms), 7)),
  signedAs('ttl', 'a Python timedelta', /^ttl\.duration-text$/, (ms) => timeDelta(Number(ms))),
  signedAs('ttl', 'a Java Duration', /^ttl\.duration-text$/, (ms) => iso(Number(ms))),
  signedAs('ttl', 'with a thousands separator', /^ttl\.grouped-digits$/, (ms, random) =>
    grouped(ms, random.pick([',', '.', '_', "'", ' ', '\u00a0', '\u202f'])),
  ),
  signedAs('ttl', 'as a Java long or BigInt literal', /^ttl\.literal$/, (ms, r) => ms + r.pick(['L', 'n', 'l'])),
  signedAs('ttl', 'zero-padded by %08d', /^ttl\.literal$/, (ms) => ms.padStart(8, '0')),
  signedAs('ttl', 'with its unit behind', /^ttl\.(literal|duration-text)$/, (ms) => `${ms}ms`),
  signedAs('ttl', 'as a Swift optional', /^ttl\.optional$/, (ms) => `Optional(${ms})`),
  signedAs('ttl', 'as a Rust or Scala option', /^ttl\.optional$/, (ms) => `Some(${ms})`),
  signedAs('ttl', 'as JSON text of its string', /^ttl\.quoted$/, (ms) => `"${ms}"`),
  signedAs('ttl', 'undefined when the text was made', /^ttl\.word$/, (_ms, random) => random.pick(NOTHING)),
  signedAs('ttl', 'a time of expiry', /^ttl\.expiry$/, (ms, _random, { signed }) =>
    String(Number(ms) + Number(signed.timestamp)),
  ),
  signedAs('ttl', 'forgotten when signing, sent', /^ttl\.added-after-signing$/, () => ''),
  sentAs(
    'ttl',
    'signed, lost by a model without it',
    /^ttl\.(dropped-after-signing|(another-)?default-signed|changed)$/,
    () => undefined,
  ),
  sentAs('ttl', 'sent in seconds', /^ttl\.divided-by-1000$/, (ms) => Math.trunc(Number(ms) / 1000)),
  sentAs('ttl', 'sent times 1000 by a forwarder', /^ttl\.(seconds|finer-than-ms-sent)$/, (ms) => Number(ms) * 1000),
  absentAs('ttl', 'the default signed', /^ttl\.(another-)?default-signed$/, ['3600000', '86400000', '3600']),
  absentAs('ttl', 'absent as a number of 0', /absent-as-word$|absence-as-(zero|word)$/, ['0']),
  absentAs('ttl', 'absent as a word', /^ttl\.absent-as-word$|absence-as-word$/, ['null', 'None', 'nil', 'undefined']),
  absentAs('ttl', 'absent as another word', /^ttl\.absent-as-word$|absence-as-word$/, [
    '<nil>',
    'NULL',
    '(null)',
    'NaN',
  ]),
  absentAs('ttl', 'absent as an Optional', /^ttl\.absent-as-word$|absence-as-word$|^ttl\.optional$/, [
    'Optional.empty',
    'OptionalLong.empty',
    'Optional(nil)',
  ]),

  signedAs('timestamp', 'given in seconds', /^timestamp\.seconds$/, (ms) => String(Math.floor(Number(ms) / 1000))),
  signedAs('timestamp', 'time.time() in Python', /^timestamp\.(seconds|float)$/, (ms) => python(Number(ms) / 1000)),
  signedAs('timestamp', 'time.time() * 1000 in Python', /^timestamp\.(float|clock-read-twice)$/, (ms, random) =>
    random.pick([`${ms}.0`, `${ms}.${1 + random.below(9)}`]),
  ),
  signedAs('timestamp', 'a Java or PHP double', /^timestamp\.float$/, (ms) => javaDouble(Number(ms))),
  signedAs('timestamp', 'a float64 by Go %v', /^timestamp\.float$/, (ms) => goFloat(Number(ms))),
  signedAs('timestamp', 'in microseconds', /^timestamp\.finer-than-ms$/, (ms) => `${ms}000`),
  signedAs('timestamp', 'UnixNano', /^timestamp\.finer-than-ms$/, (ms) => `${ms}000000`),
  signedAs('timestamp', 'toISOString', /^timestamp\.date-text$/, (ms) => date(ms).toISOString()),
  signedAs('timestamp', 'RFC 3339 to the second', /^timestamp\.date-text$/, (ms) => `${dateTime(ms, 'T')}Z`),
  signedAs('timestamp', 'isoformat with an offset', /^timestamp\.date-text$/, (ms) => `${dateTime(ms, 'T')}+00:00`),
  signedAs('timestamp', 'datetime printed by Python', /^timestamp\.date-text$/, (ms) => dateTime(ms, ' ')),
  signedAs('timestamp', 'Time#to_s in Ruby', /^timestamp\.date-text$/, (ms) => `${dateTime(ms, ' ')} UTC`),
  signedAs('timestamp', 'a Date in a template literal', /^timestamp\.date-text$/, (ms) => javaScriptDate(date(ms))),
  signedAs('timestamp', 'an HTTP date', /^timestamp\.date-text$/, (ms) => date(ms).toUTCString()),
  signedAs('timestamp', 'DateTime.Ticks', /^timestamp\./, (ms) => `${BigInt(ms) * 10_000n + 621355968000000000n}`),
  signedAs('timestamp', 'with a thousands separator', /^timestamp\.grouped-digits$/, (ms, random) =>
    grouped(ms, random.pick([',', '.', '_', "'", ' ', '\u202f'])),
  ),
  signedAs('timestamp', 'a literal with its suffix', /^timestamp\.literal$/, (ms, r) => ms + r.pick(['L', 'n'])),
  signedAs('timestamp', 'int in PHP on 32 bits', /^timestamp\.32-bit$/, (ms) =>
    String(Number(BigInt.asIntN(32, BigInt(ms)))),
  ),
  signedAs('timestamp', 'read again when sending', /^timestamp\.clock-read-twice$/, (ms, random) =>
    String(Number(ms) - 1 - random.below(random.pick([20, 400, 1500]))),
  ),
  signedAs('timestamp', 'local time taken for UTC', /^timestamp\.local-time$/, (ms, random) =>
    String(Number(ms) + random.pick([-8, -5, -4, -3, 1, 2, 5.5, 8, 9]) * 3_600_000),
  ),
  signedAs('timestamp', 'cut to the second', /^timestamp\.truncated-to-seconds$/, (ms) => `${ms.slice(0, -3)}000`),
  signedAs('timestamp', 'as a Swift optional', /^timestamp\.optional$/, (ms) => `Optional(${ms})`),
  signedAs('timestamp', 'quoted', /^timestamp\.quoted$/, (ms) => `"${ms}"`),
  signedAs('timestamp', 'not set yet', /^timestamp\.(word|added-after-signing)$/, (_ms, r) => r.pick(['', ...NOTHING])),
  sentAs('timestamp', 'cut to the second when sent', /^timestamp\.truncated-to-seconds$/, (ms) =>
    Number(`${ms.slice(0, -3)}000`),
  ),
  sentAs('timestamp', 'sent in seconds', /^timestamp\.divided-by-1000$/, (ms) => Math.floor(Number(ms) / 1000)),
  sentAs('timestamp', 'sent as a date', /^timestamp\.date-text-sent$/, (ms) => date(ms).toISOString()),
];

const NOTHING = ['undefined', 'null', 'None', 'nil', '<nil>'];
const whole = (value: number, otherwise = String(value)) => (Number.isInteger(value) ? String(value) : otherwise);
const python = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));
const grouped = (digits: string, separator: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
const date = (ms: string) => new Date(Number(ms));
const dateTime = (ms: string, between: string) => date(ms).toISOString().slice(0, 19).replace('T', between);
const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** `3600000.0`, `1.23456789E7` */
function javaDouble(value: number): string {
  if (value < 1e7) return python(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e+');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent}`;
}

/** `3.6e+06`: from 21 digits on, but %v of a float64 has an exponent from 21, json one from 1e21, %g from 1e6 on. */
function goFloat(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e+');
  return `${digits}e+${pad(Number(exponent))}`;
}

function goDuration(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms % 60_000) / 1000];
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

/** `01:00:00`, `1.00:00:00`, `00:20:34.5670000` */
function timeSpan(ms: number, places: number): string {
  const days = Math.floor(ms / 86_400_000);
  const time = [Math.floor(ms / 3_600_000) % 24, Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  const fraction = ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3).padEnd(places, '0')}`;
  return `${days > 0 ? `${days}.` : ''}${time.map((part) => pad(part)).join(':')}${fraction}`;
}

/** `1:00:00`, `1 day, 0:00:00` */
function timeDelta(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return `${days > 0 ? `${days} day, ` : ''}${timeSpan(ms % 86_400_000, 6).replace(/^0/, '')}`;
}

/** `PT1H`, `PT20M34.567S` */
function iso(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms % 60_000) / 1000];
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
}

/** As in Europe/London's winter: `Sun Jun 15 2025 15:06:40 GMT+0000 (Coordinated Universal Time)` */
function javaScriptDate(time: Date): string {
  const [weekday, day, month, year, clock] = time.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${year} ${clock} GMT+0000 (Coordinated Universal Time)`;
}
