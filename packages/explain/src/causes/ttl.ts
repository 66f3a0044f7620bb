import { cause, type Cause } from '../cause.js';
import { lineVariant, type Dimension, type Evidence, type Variant } from '../internal/attempt.js';
import { floatTexts, groupedTexts, isDigits, thousandth, withinTheSecond } from '../internal/number-texts.js';
import { absenceVariants } from './absent-as-text.js';

// The ttl line: whole milliseconds in decimal, or nothing (RSA9g, TK2a).

const ttl = {
  seconds: cause('ttl.seconds', 'ttl signed in seconds', 'Sign and send ttl in milliseconds.', [
    'ably-ruby and ably-cocoa, whose ttl is given in seconds',
    'JWT libraries',
  ]),
  milliseconds: cause(
    'ttl.divided-by-1000',
    'ttl sent in seconds, signed in milliseconds',
    'Sign and send ttl in milliseconds.',
    ['conversion between seconds and milliseconds when forwarding'],
  ),
  truncated: cause(
    'ttl.truncated-to-seconds',
    'ttl cut to whole seconds after signing',
    'Keep ttl in whole milliseconds all the way.',
    ['ably-cocoa'],
  ),
  days: cause(
    'ttl.days',
    'ttl read as days when the request was forwarded',
    'Send ttl as a JSON number, and forward the body as it came.',
    ['ably-dotnet, for a ttl that is a string'],
  ),
  dropped: cause(
    'ttl.dropped-after-signing',
    'ttl signed, but missing in the request',
    'Send the ttl that was signed; leave no member out on the way.',
    ['PHP serialisers that turned ttl into null', 'typed models of proxies'],
  ),
  defaulted: cause(
    'ttl.default-signed',
    'ttl signed as the default of one hour where it is absent',
    'Sign an absent ttl as the empty string; the service applies the default (RSA5).',
    ['ably-go', 'ably-dotnet', 'Rust crate ably'],
  ),
  added: cause(
    'ttl.added-after-signing',
    'ttl not signed, but in the request',
    'Sign the ttl that is sent, and do not add a default after signing.',
    ['ably-cocoa when forwarding (issue 618)', 'models with a default ttl'],
  ),
  zeroSigned: cause(
    'ttl.zero-signed',
    'ttl 0 signed as 0, where 0 stands for absent',
    'Leave an absent ttl out of the request, and sign it as the empty string.',
    ['ably-cocoa', 'ably-dotnet', 'ably-dart', 'Rust crate ably'],
  ),
  float: cause('ttl.float', 'ttl signed as a float', 'Format ttl as a whole number, without point or exponent.', [
    'Java double',
    'Python float',
    'Go float64 from JSON',
    'Lua',
  ]),
  grouped: cause('ttl.grouped-digits', 'ttl signed with its digits in groups', 'Format ttl without a locale.', [
    'Java String.format("%,d")',
    '.NET ToString("N0")',
    'toLocaleString',
  ]),
  changed: cause('ttl.changed', 'ttl signed that is not the one in the request', 'Send the ttl that was signed.'),
} as const;

export const TTL_CAUSES: readonly Cause[] = Object.values(ttl);

/** What people ask for: tried when a ttl may have been lost. */
const COMMON_MS = [
  60e3, 300e3, 600e3, 900e3, 1800e3, 7200e3, 14400e3, 21600e3, 28800e3, 43200e3, 86400e3, 1000, 3600, 60, 86400,
];

export function ttlDimension(evidence: Evidence): Dimension {
  const { carried, intended } = evidence;
  const sign = (text: string, why: Cause) => lineVariant('ttl', text, why);
  const meant =
    intended.ttl === undefined ? [] : [sign(intended.ttl, carried.ttl === undefined ? ttl.dropped : ttl.changed)];
  if (carried.ttl === undefined) {
    return [
      sign('3600000', ttl.defaulted),
      ...meant,
      ...absenceVariants(evidence, 'ttl'),
      ...COMMON_MS.map((ms) => sign(String(ms), ttl.dropped)),
    ];
  }
  const digits = carried.ttl;
  if (digits === '0') return [sign('0', ttl.zeroSigned), sign('3600000', ttl.defaulted), ...meant, sign('', ttl.added)];
  const variants: Variant[] = [sign('', ttl.added), ...meant];
  if (!isDigits(digits)) return variants;
  return [
    ...variants,
    sign(thousandth(digits), ttl.seconds),
    sign(String(Math.floor(Number(digits) / 1000)), ttl.seconds),
    sign(`${digits}000`, ttl.milliseconds),
    sign('0', ttl.zeroSigned),
    sign('3600000', ttl.defaulted),
    ...floatTexts(digits).map((text) => sign(text, ttl.float)),
    ...floatTexts(thousandth(digits)).map((text) => sign(text, ttl.seconds)),
    ...groupedTexts(digits).map((text) => sign(text, ttl.grouped)),
    sign(String(Number(digits) / 86_400_000), ttl.days),
  ];
}

/** The ttls that became that of the request when they were cut to whole seconds. */
export function ttlCrowd({ carried }: Evidence): Dimension {
  return withinTheSecond(carried.ttl).map((text) => lineVariant('ttl', text, ttl.truncated));
}
