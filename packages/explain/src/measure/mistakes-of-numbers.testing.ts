import { mistake, type Mistake } from './mistake.testing.js';
import { change } from './mistakes-of-fields.testing.js';
import { signAbsent, type Signer } from './signer.testing.js';

const forms: [name: string, told: RegExp, form: (value: number) => string][] = [
  ['a decimal point', /decimal|fraction|float/i, (value) => `${value}.0`],
  ['thousands separated by commas', /group|separator|thousand/, (value) => grouped(value, ',')],
  ['thousands separated by points', /group|separator|thousand/, (value) => grouped(value, '.')],
  ['thousands separated by spaces', /group|separator|thousand/, (value) => grouped(value, ' ')],
  ['thousands separated by underscores', /group|separator|thousand/, (value) => grouped(value, '_')],
  ['thousands separated by apostrophes', /group|separator|thousand/, (value) => grouped(value, "'")],
  ['an exponent 3.6e+06', /exponent|scientific/, (value) => exponential(value, 'e+', 2)],
  ['an exponent 3.6e6', /exponent|scientific/, (value) => exponential(value, 'e', 1)],
  ['an exponent 3.6E6', /exponent|scientific/, (value) => exponential(value, 'E', 1)],
  ['an exponent 3.6E+6', /exponent|scientific/, (value) => exponential(value, 'E+', 1)],
  ['an exponent 3.6e+6', /exponent|scientific/, (value) => exponential(value, 'e+', 1)],
  ['a suffix n', /suffix|literal/, (value) => `${value}n`],
  ['a suffix L', /suffix|literal/, (value) => `${value}L`],
  ['a suffix ms', /suffix|unit/, (value) => `${value}ms`],
  ['a plus sign', /plus|sign/, (value) => `+${value}`],
  ['a leading zero', /zero/, (value) => `0${value}`],
  ['hexadecimal', /hexadecimal/, (value) => value.toString(16)],
  ['the low 32 bits, signed', /32/, (value) => String(value | 0)],
  ['the low 32 bits, unsigned', /32/, (value) => String(value >>> 0)],
  ['a float of 32 bits', /32|float|single/, (value) => String(Math.fround(value))],
];

const units: [name: string, told: RegExp, convert: (value: number) => number][] = [
  ['seconds', /\bseconds/, (value) => Math.floor(value / 1000)],
  ['seconds with a fraction', /\bseconds/, (value) => value / 1000],
  ['minutes', /minutes/, (value) => Math.floor(value / 60_000)],
  ['hours', /hours/, (value) => Math.floor(value / 3_600_000)],
  ['microseconds', /microseconds/, (value) => value * 1000],
  ['nanoseconds', /nanoseconds/, (value) => value * 1_000_000],
];

export const numbers: Mistake[] = (['ttl', 'timestamp'] as const).flatMap((field) => [
  ...forms.map(([name, told, form]) =>
    mistake(field, `signed with ${name}`, [new RegExp(field), told], (signer) =>
      change(signer, field, (text) => form(Number(text))),
    ),
  ),
  ...units
    .filter(([name]) => field === 'ttl' || (name !== 'hours' && name !== 'minutes'))
    .flatMap(([name, told, convert]) => [
      mistake(field, `signed in ${name}`, [new RegExp(field), told], (signer) =>
        change(signer, field, (text) => (convert(Number(text)) === 0 ? text : plain(convert(Number(text))))),
      ),
      mistake(field, `sent in ${name}`, [new RegExp(field), told], (signer) => send(signer, field, convert)),
    ]),
]);

const plain = (value: number): string => (Number.isInteger(value) ? BigInt(value).toString() : String(value));

export const lifetimes: Mistake[] = [
  ...[3_600_000, 86_400_000, 3600, 60].map((ttl) =>
    mistake('ttl', `absent, signed as ${ttl}`, [/ttl/, /absent/, /default/], (signer) =>
      signAbsent(signer, 'ttl', String(ttl)),
    ),
  ),
  mistake('ttl', '0, signed as 0', [/ttl/, /\b0\b/], (signer) => {
    signer.wire['ttl'] = 0;
    signer.signed.ttl = '0';
  }),
  mistake('ttl', 'signed as PT1H', [/ttl/, /duration/], (signer) => both(signer, 3_600_000, 'PT1H')),
  mistake('ttl', 'signed as 1h', [/ttl/, /duration/], (signer) => both(signer, 3_600_000, '1h')),
  mistake('ttl', 'signed as 60m', [/ttl/, /duration/], (signer) => both(signer, 3_600_000, '60m')),
  mistake('ttl', 'signed as 01:00:00', [/ttl/, /duration/], (signer) => both(signer, 3_600_000, '01:00:00')),
  mistake('ttl', 'sent as PT1H', [/ttl/, /duration/], (signer) => both(signer, 'PT1H', '3600000')),
  mistake('ttl', 'sent as 1h', [/ttl/, /duration/], (signer) => both(signer, '1h', '3600000')),
  mistake('ttl', 'sent as 01:00:00', [/ttl/, /duration/], (signer) => both(signer, '01:00:00', '3600000')),
];

function both(signer: Signer, sent: unknown, signed: string): void {
  signer.wire['ttl'] = sent;
  signer.signed.ttl = signed;
}

const date = (signer: Signer): Date => new Date(Number(signer.wire['timestamp']));

export const clocks: Mistake[] = [
  mistake('timestamp', 'read twice, the later one sent', [/timestamp/, /twice|second time|again/], (signer, random) =>
    send(signer, 'timestamp', (at) => at + random.whole(1, 900)),
  ),
  mistake('timestamp', 'read twice, the earlier one sent', [/timestamp/, /twice|second time|again/], (signer, random) =>
    send(signer, 'timestamp', (at) => at - random.whole(1, 900)),
  ),
  mistake('timestamp', 'read again seconds later', [/timestamp/, /twice|second time|again/], (signer, random) =>
    send(signer, 'timestamp', (at) => at + random.whole(1000, 5000)),
  ),
  mistake('timestamp', 'cut to whole seconds when signed', [/timestamp/, /whole second/], (signer) =>
    change(signer, 'timestamp', (text) => `${text.slice(0, -3)}000`),
  ),
  mistake('timestamp', 'cut to whole seconds when sent', [/timestamp/, /whole second/], (signer) =>
    send(signer, 'timestamp', (at) => at - (at % 1000)),
  ),
  mistake('timestamp', 'rounded to whole seconds when sent', [/timestamp/, /whole second/], (signer) =>
    send(signer, 'timestamp', (at) => Math.round(at / 1000) * 1000),
  ),
  ...[-8, -5, -1, 1, 2, 5.5, 9].map((hours) =>
    mistake('timestamp', `local time, ${hours} h`, [/timestamp/, /time zone|local time/], (signer) =>
      send(signer, 'timestamp', (at) => at + hours * 3_600_000),
    ),
  ),
  mistake('timestamp', 'signed as an ISO date', [/timestamp/, /date/], (signer) =>
    change(signer, 'timestamp', () => date(signer).toISOString()),
  ),
  mistake('timestamp', 'signed as an ISO date of whole seconds', [/timestamp/, /date/], (signer) =>
    change(signer, 'timestamp', () => `${date(signer).toISOString().slice(0, 19)}Z`),
  ),
  mistake('timestamp', 'signed as an HTTP date', [/timestamp/, /date/], (signer) =>
    change(signer, 'timestamp', () => date(signer).toUTCString()),
  ),
  mistake('timestamp', 'sent as an ISO date', [/timestamp/, /date/], (signer) => {
    signer.wire['timestamp'] = date(signer).toISOString();
  }),
  mistake('timestamp', 'sent as an ISO date with an offset', [/timestamp/, /date/], (signer) => {
    signer.wire['timestamp'] = date(signer).toISOString().replace('Z', '+00:00');
  }),
];

function send(signer: Signer, field: 'ttl' | 'timestamp', convert: (value: number) => number): boolean {
  const value = signer.wire[field];
  if (typeof value !== 'number') return false;
  const sent = convert(value);
  signer.wire[field] = sent;
  return sent !== value && sent !== 0 && Number.isSafeInteger(sent);
}

function grouped(value: number, separator: string): string {
  return value.toLocaleString('en-US').replaceAll(',', separator);
}

function exponential(value: number, sign: string, digits: number): string {
  const [mantissa, exponent] = value.toExponential().split('e+') as [string, string];
  return `${mantissa}${sign}${exponent.padStart(digits, '0')}`;
}
