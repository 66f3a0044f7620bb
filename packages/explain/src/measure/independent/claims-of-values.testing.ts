import type { Claim } from './claim.testing.js';
import type { Sent } from './plan.testing.js';

/** What a claim says of the text that was signed and the one that was sent; undefined where it cannot be decided. */
export type Check = (signed: string, sent: string, claim: Claim, sample: Sent) => boolean | undefined;

const number = (text: string) => Number(text);
const near = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance;
const inSeconds = (seconds: string, ms: string) => near(number(seconds) * 1000, number(ms), 1000);
const finer = (fine: string, ms: string) =>
  /^\d+$/.test(fine) && fine.startsWith(ms) && [3, 6].includes(fine.length - ms.length);
const coarser = (coarse: string, ms: string) =>
  [60_000, 3_600_000, 86_400_000].some((unit) => near(number(coarse) * unit, number(ms), unit / 1000));

const decoded =
  (decode: (text: string) => string): ((a: string, b: string) => boolean) =>
  (encoded, plain) => {
    try {
      return encoded !== plain && decode(encoded) === plain;
    } catch {
      return false; // not encoded in this way
    }
  };
const swapped =
  (check: (a: string, b: string) => boolean | undefined): Check =>
  (signed, sent) =>
    check(sent, signed);
const percent = decoded(decodeURIComponent);
const form = decoded((text) => decodeURIComponent(text.replaceAll('+', ' ')));
const base64 = decoded((text) => Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString());
const html = decoded((text) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_entity, digits: string) => String.fromCodePoint(parseInt(digits, 16)))
    .replace(/&#(\d+);/g, (_entity, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_entity, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '&',
    ),
);
const json = decoded((text) => JSON.parse(text.startsWith('"') ? text : `"${text}"`) as string);
const unicode = decoded((text) =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_escape, digits: string) => String.fromCharCode(parseInt(digits, 16))),
);
const octets = (text: string) => Buffer.from(text).toString('latin1');
const windows = (text: string) => new TextDecoder('windows-1252').decode(Buffer.from(text));
const mojibake = (wrong: string, right: string) => wrong !== right && [octets(right), windows(right)].includes(wrong);
const alphabet = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
const WORDS =
  /^(null|nil|none|undefined|<nil>|<null>|\(null\)|nan|false|0|\[object object\]|optional\.empty|optional(?:long|int)\.empty|optional\(nil\)|%!.*|n\/a|""|''|\{\}|\[\])$/i;
const isFloat: Check = (signed, sent) =>
  /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(signed) && /[.e]/i.test(signed) && near(number(signed) / number(sent), 1, 0.001);

/** Claims of any field, by the words of the claim: `the <field> was …`. */
export const VALUE_CLAIMS: readonly (readonly [claim: RegExp, check: Check])[] = [
  [/ in seconds and sent in milliseconds$/, inSeconds],
  [/ was sent in seconds and signed in milliseconds$/, swapped(inSeconds)],
  [/ in minutes, hours or days, and sent in milliseconds$/, coarser],
  [/ signed in milliseconds, and sent in minutes or hours$/, swapped(coarser)],
  [/ signed in microseconds or nanoseconds, and sent in milliseconds$/, finer],
  [/ sent in microseconds or nanoseconds, and signed in milliseconds$/, swapped(finer)],
  [/ signed as the text of a duration$/, (signed, sent) => durationOf(signed) === number(sent)],
  [/ sent as the text of a duration$/, (signed, sent) => durationOf(sent) === number(signed)],
  [
    / time of expiry was signed as the ttl/,
    (signed, sent, _claim, { request }) => number(signed) === number(sent) + number(String(request['timestamp'])),
  ],
  [
    / was cut to whole seconds after signing$/,
    (signed, sent) => number(sent) === Math.trunc(number(signed) / 1000) * 1000,
  ],
  [
    / was cut or rounded to whole seconds/,
    (signed, sent) =>
      [signed, sent].some((text) => text.endsWith('000')) && near(number(signed), number(sent), 999) && signed !== sent,
  ],
  [/ was signed as a float: /, isFloat],
  [/ with its digits in groups/, (signed, sent) => /\D/.test(signed) && signed.replace(/[^\d]/g, '') === sent],
  [
    / with a suffix, a plus sign or a leading zero, or in hexadecimal digits$/,
    (signed, sent) =>
      signed !== sent &&
      (/^[+0]*(\d+)[a-z]*$/i.exec(signed)?.[1] === sent ||
        number(signed) === number(sent) ||
        parseInt(signed, 16) === number(sent)),
  ],
  [
    / as an integer of 32 bits/,
    (signed, sent) =>
      [BigInt.asIntN(32, BigInt(sent)), BigInt.asUintN(32, BigInt(sent)), 2147483647n, 4294967295n, -2147483648n].some(
        (value) => String(value) === signed,
      ),
  ],
  [
    / in ticks of 100 ns since the year 1$/,
    (signed, sent) => BigInt(signed) === (BigInt(sent) - BigInt(Date.parse('0001-01-01T00:00:00Z'))) * 10_000n,
  ],
  [/ was signed as a date$/, (signed, sent) => isDateOf(signed, number(sent))],
  [/ was sent as a date, and signed as a number$/, (signed, sent) => isDateOf(sent, number(signed))],
  [
    / in two time zones: /,
    (signed, sent) => {
      const apart = Math.abs(number(signed) - number(sent));
      return apart > 0 && apart <= 14 * 3_600_000 && apart % 900_000 === 0;
    },
  ],
  [/^the clock was read twice: /, (signed, sent) => signed !== sent && near(number(signed), number(sent), 60_000)],
  [/ was not set yet when it was signed: a word /, (signed) => WORDS.test(signed)],
  [
    / is absent, and was signed as a word for absence, such as null, or as 0$/,
    (signed, sent) => sent === '' && WORDS.test(signed),
  ],
  [
    / ttl is absent, and was signed as the default of one hour$/,
    (signed, sent) => sent === '' && ['3600000', '3600'].includes(signed),
  ],
  [/ ttl is absent, and a default or a usual value was signed/, (signed, sent) => sent === '' && /^\d+$/.test(signed)],
  [/ clientId is absent, and was signed as `\*`$/, (signed, sent) => sent === '' && signed === '*'],
  [
    / is 0, which stands for an absent ttl, but was signed as 0 or as a default$/,
    (signed, sent) => sent === '0' && /^\d+$/.test(signed),
  ],
  [
    / was not signed \(its line was left empty\), (but is in the request|but was sent)$/,
    (signed, sent) => signed === '' && sent !== '',
  ],
  [/ was not signed \(its line was left empty\)$/, (signed) => signed === ''],
  [/ was signed, but the \w+ is absent from the request$/, (signed, sent) => signed !== '' && sent === ''],
  [/ that was intended was signed, and another one was sent$/, (signed, sent) => signed !== '' && signed !== sent],
  [/ URL-encoded \(percent-encoded\), and sent plain$/, percent],
  [/ form-encoded, with `\+` for a space, and sent plain$/, form],
  [/ plain, and sent URL-encoded /, (signed, sent) => percent(sent, signed) || form(sent, signed)],
  [
    / with `\+`, and sent with a space in its place/,
    (signed, sent) => signed.includes('+') && signed.replaceAll('+', ' ') === sent,
  ],
  [
    / with a space, and sent with `\+` in its place/,
    (signed, sent) => signed.includes(' ') && signed.replaceAll(' ', '+') === sent,
  ],
  [/ as Base64, and sent plain$/, base64],
  [/ plain, and sent as Base64$/, swapped(base64)],
  [/ in the other alphabet of Base64/, (signed, sent) => signed !== sent && alphabet(signed) === alphabet(sent)],
  [/ signed with HTML escapes such as /, html],
  [/ signed plain, and sent with HTML escapes such as /, swapped(html)],
  [/ as the text of a JSON string: /, json],
  [/^the \w+ was signed with its characters outside ASCII written as `\\uXXXX`$/, unicode],
  [
    / in another case: /,
    (signed, sent) => signed !== sent && [sent.toLowerCase(), sent.toUpperCase()].includes(signed),
  ],
  [
    / in another Unicode normal form /,
    (signed, sent) => signed !== sent && signed.normalize('NFKC') === sent.normalize('NFKC'),
  ],
  [/ with its UTF-8 octets read as Latin-1 /, mojibake],
  [/ carries its UTF-8 octets read as Latin-1 /, swapped(mojibake)],
  [
    / with its characters outside ASCII replaced by `\?` or left out$/,
    (signed, sent) => /[^\0-\x7f]/.test(sent) && signed.replaceAll('?', '') === sent.replace(/[^\0-\x7f]|\?/g, ''),
  ],
  [
    / truncated: cut after its first /,
    (signed, sent) =>
      sent.startsWith(signed) && [8, 16, 20, 22, 24, 32, 36, 64].includes(Array.from(signed).length) && signed !== sent,
  ],
  [
    / in braces, or with hyphens, as of a UUID, put in or taken out$/,
    (signed, sent) => signed !== sent && bareUuid(signed) === bareUuid(sent),
  ],
  [
    / as a number, which lost its leading zeros$/,
    (signed, sent) => /^0\d+$/.test(sent) && signed === sent.replace(/^0+(?=\d)/, ''),
  ],
  [
    / signed trimmed, and sent with white space around it$/,
    (signed, sent) => signed !== sent && sent.trim() === signed,
  ],
  [
    / with white space or a line end around it$|^the capability was signed with white space around the capability text$/,
    (signed, sent) => signed !== sent && /^\s|\s$/.test(signed) && signed.trim() === sent.trim(),
  ],
  [
    / as a language prints an optional value: /,
    (signed, sent) =>
      /^(Optional|Some|Just)[([ ]"?/.test(signed) && signed.replaceAll('\\', '').includes(sent.replaceAll('\\', '')),
  ],
  [/ as a bytes literal, /, (signed, sent) => signed === `b'${sent}'` || signed === `b"${sent}"`],
  [/^the \w+ was signed in quotes$/, (signed, sent) => ['"', "'", '`'].some((mark) => signed === mark + sent + mark)],
  [
    /^the whole API key was signed as keyName, the secret included$/,
    (signed, _sent, _claim, { key }) => signed === key,
  ],
  [/^a part of the keyName was signed: /, (signed, sent) => signed !== sent && sent.split('.').includes(signed)],
  [
    / whole keyName was signed, and only a part of it was sent$/,
    (signed, sent) => signed !== sent && signed.split('.').includes(sent),
  ],
  [
    / keyName was signed correctly, and the whole API key was sent in its place$/,
    (signed, sent, _claim, { key }) => sent === key && key.startsWith(`${signed}:`),
  ],
  [
    / clientId was signed as `\*`, and another one was sent$/,
    (signed, sent) => signed === '*' && sent !== '*' && sent !== '',
  ],
  [
    / names another key than the keyName that was signed$/,
    (signed, sent, _claim, { key }) => signed !== sent && key.startsWith(`${signed}:`),
  ],
];

const bareUuid = (text: string) => text.replace(/[{}-]/g, '').toLowerCase();

/** A date as text, in any zone and to any precision. */
function isDateOf(text: string, ms: number): boolean {
  const compact = /^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)/.exec(text);
  const readable =
    compact === null
      ? text.replace(/ UTC$/, 'Z').replace(/ \+0000 UTC.*$/, 'Z')
      : `${compact[1]}-${compact[2]}-${compact[3]}T${compact[4]}:${compact[5]}:${compact[6]}Z`;
  return near(Date.parse(readable), ms, 14 * 3_600_000 + 1000);
}

/** `1h0m0s`, `PT1H`, `01:00:00`, `1.00:00:00`, `1 day, 0:00:00`, `60s` in ms; NaN for other text. */
function durationOf(text: string): number {
  const clock = /^(?:(\d+)(?:\.| days?, ))?(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text);
  if (clock !== null) {
    const [days, hours, minutes, seconds] = clock.slice(1, 5).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
    ];
    return (
      (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + Math.round(Number(`0.${clock[5] ?? 0}`) * 1000)
    );
  }
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const parts = [...text.replace(/^P(\d+D)?T?/i, '$1').matchAll(/(\d+(?:\.\d+)?) ?(ms|[smhd])[a-z]* ?/gi)];
  if (parts.length === 0) return NaN;
  return Math.round(
    parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit?.toLowerCase() ?? ''] ?? NaN), 0),
  );
}
