import { cause, type Cause } from '../cause.js';
import {
  floatTexts,
  groupedTexts,
  isDigits,
  literalTexts,
  shifted,
  withinTheSecond,
  wrappedTexts,
} from '../internal/number-texts.js';
import { lineCandidate, type Candidate, type CandidateGroup, type Evidence } from '../internal/signing.js';
import { absenceCandidates } from './absent-as-word.js';
import { formCandidates } from './text-forms.js';

// The ttl line: whole milliseconds in decimal, or nothing (RSA9g, TK2a).

const WHOLE = 'Sign and send the ttl as a whole number of milliseconds.';
const EMPTY = 'Sign an absent ttl as the empty string; the service applies the default (RSA5).';

const ttl = {
  seconds: cause('ttl.seconds', 'the ttl was signed in seconds and sent in milliseconds', WHOLE, [
    'ably-ruby and ably-cocoa, whose ttl is given in seconds',
    'JWT libraries',
  ]),
  milliseconds: cause('ttl.divided-by-1000', 'the ttl was sent in seconds and signed in milliseconds', WHOLE, [
    'conversion between seconds and milliseconds when forwarding',
  ]),
  unit: cause('ttl.other-unit', 'the ttl was signed in minutes, hours or days, and sent in milliseconds', WHOLE),
  unitSent: cause('ttl.other-unit-sent', 'the ttl was signed in milliseconds, and sent in minutes or hours', WHOLE),
  finer: cause(
    'ttl.finer-than-ms',
    'the ttl was signed in microseconds or nanoseconds, and sent in milliseconds',
    WHOLE,
    ['Go time.Duration'],
  ),
  finerSent: cause(
    'ttl.finer-than-ms-sent',
    'the ttl was sent in microseconds or nanoseconds, and signed in milliseconds',
    WHOLE,
    ['Go time.Duration'],
  ),
  duration: cause('ttl.duration-text', 'the ttl was signed as the text of a duration', WHOLE, [
    'Java Duration.toString',
    'Go time.Duration.String',
    '.NET TimeSpan.ToString',
    'Python str(timedelta)',
  ]),
  durationSent: cause('ttl.duration-text-sent', 'the ttl was sent as the text of a duration', WHOLE, [
    'Java Duration.toString',
    'Go time.Duration.String',
    '.NET TimeSpan.ToString',
  ]),
  expiry: cause('ttl.expiry', 'the time of expiry was signed as the ttl: timestamp and ttl added', WHOLE),
  truncated: cause(
    'ttl.truncated-to-seconds',
    'the ttl was cut to whole seconds after signing',
    'Keep the ttl in whole milliseconds all the way.',
    ['ably-cocoa'],
  ),
  days: cause(
    'ttl.days',
    'the ttl was read as days when the request was forwarded',
    'Send the ttl as a JSON number, and forward the body as it came.',
    ['ably-dotnet, for a ttl that is a string'],
  ),
  dropped: cause(
    'ttl.dropped-after-signing',
    'a ttl was signed, but the ttl is absent from the request',
    'Send the ttl that was signed; leave no member out on the way.',
    ['PHP serialisers that turned ttl into null', 'typed models of proxies'],
  ),
  defaulted: cause('ttl.default-signed', 'the ttl is absent, and was signed as the default of one hour', EMPTY, [
    'ably-go',
    'ably-dotnet',
    'Rust crate ably',
  ]),
  common: cause(
    'ttl.another-default-signed',
    'the ttl is absent, and a default or a usual value was signed for it',
    'Send the ttl that was signed, or sign an absent ttl as the empty string (RSA5).',
  ),
  added: cause(
    'ttl.added-after-signing',
    'the ttl was not signed (its line was left empty), but is in the request',
    'Sign the ttl that is sent, and do not add a default after signing.',
    ['ably-cocoa when forwarding (issue 618)', 'models with a default ttl'],
  ),
  zeroSigned: cause(
    'ttl.zero-signed',
    'the ttl in the request is 0, which stands for an absent ttl, but was signed as 0 or as a default',
    'Leave an absent ttl out of the request, and sign it as the empty string.',
    ['ably-cocoa', 'ably-dotnet', 'ably-dart', 'Rust crate ably'],
  ),
  float: cause('ttl.float', 'the ttl was signed as a float: with a decimal point or an exponent', WHOLE, [
    'Java double',
    'Python float',
    'Go float64 from JSON',
    'Lua',
  ]),
  grouped: cause(
    'ttl.grouped-digits',
    'the ttl was signed with its digits in groups, by a thousands separator',
    'Format the ttl without a locale.',
    ['Java String.format("%,d")', '.NET ToString("N0")', 'toLocaleString'],
  ),
  literal: cause(
    'ttl.literal',
    'the ttl was signed with a suffix, a plus sign or a leading zero, or in hexadecimal digits',
    WHOLE,
    ['JavaScript BigInt in inspection', 'source code'],
  ),
  wrapped: cause('ttl.32-bit', 'the ttl was signed as an integer of 32 bits that had overflowed', WHOLE),
  another: cause(
    'ttl.another-value',
    'another ttl was signed than the one that was sent',
    'Sign after the last change of the ttl, and send the ttl that was signed.',
  ),
  changed: cause(
    'ttl.changed',
    'the ttl that was intended was signed, and another one was sent',
    'Send the ttl that was signed.',
  ),
} as const;

export const TTL_CAUSES: readonly Cause[] = Object.values(ttl);

/** What people ask for: tried if a ttl may have been lost. */
const COMMON_MS = [
  60e3, 300e3, 600e3, 900e3, 1800e3, 7200e3, 14400e3, 21600e3, 28800e3, 43200e3, 86400e3, 1000, 3600, 60, 86400,
];

export function ttlCandidates(evidence: Evidence): CandidateGroup {
  return {
    common: commonTtls(evidence),
    rare: () => [
      ...withinTheSecond(evidence.carried.ttl).map((text) => lineCandidate('ttl', text, ttl.truncated)),
      ...withinTheUnit(evidence.carried.ttl).map((text) => lineCandidate('ttl', text, ttl.unitSent)),
    ],
  };
}

/** The lifetimes in whole seconds and minutes that become these minutes or hours when the rest is cut off. */
function withinTheUnit(digits: string | undefined): string[] {
  if (!isDigits(digits) || digits.length > 4) return [];
  return [1, 60].flatMap((unit) =>
    Array.from({ length: 59 }, (_, index) => String((Number(digits) * 60 + index + 1) * unit * 1000)),
  );
}

function commonTtls(evidence: Evidence): Candidate[] {
  const { carried, intended } = evidence;
  const all = (texts: readonly string[], why: Cause): Candidate[] =>
    texts.map((text) => lineCandidate('ttl', text, why));
  const meant = intended.ttl === undefined ? [] : [intended.ttl];
  const digits = carried.ttl;
  if (digits === undefined) {
    return [
      { ...lineCandidate('ttl', '3600000', ttl.defaulted), isFrequent: true },
      ...absenceCandidates(evidence, 'ttl'),
      ...all(meant, ttl.dropped),
      ...all(COMMON_MS.map(String), ttl.common),
      ...all(['86400000', '3600.0', '3600000.0'], ttl.common),
    ];
  }
  if (digits === '0') return all(['0', '3600000', '0.0'], ttl.zeroSigned);
  const unsigned = { ...lineCandidate('ttl', '', ttl.added), isFrequent: true };
  if (!isDigits(digits)) {
    const ms = millisecondsOf(digits);
    return [
      unsigned,
      ...(ms === undefined ? [] : all([String(ms), String(ms / 1000)], ttl.durationSent)),
      ...all(meant, ttl.changed),
      ...formCandidates(evidence, 'ttl'),
    ];
  }
  const number = Number(digits);
  const whole = (value: number): string => String(Math.floor(value));
  return [
    unsigned,
    ...all([shifted(digits, 3), whole(number / 1000)], ttl.seconds).map((one) => ({ ...one, isFrequent: true })),
    ...all([`${digits}000`], ttl.milliseconds),
    ...[60, 3600, 86_400].flatMap((unit) => {
      const exact = number / (unit * 1000);
      const texts = exact < 1 ? [String(exact)] : [String(exact), whole(exact)];
      return all(texts, unit === 86_400 && Number.isInteger(exact) ? ttl.days : ttl.unit);
    }),
    ...all(
      [60_000, 3_600_000].map((unit) => String(number * unit)),
      ttl.unitSent,
    ),
    ...all([`${digits}000`, `${digits}000000`], ttl.finer),
    ...all([3, 6].map((places) => shifted(digits, places)).filter(isDigits), ttl.finerSent),
    ...all(durationTexts(number), ttl.duration),
    ...all(floatTexts(digits), ttl.float),
    ...all(groupedTexts(digits), ttl.grouped),
    ...all(literalTexts(digits), ttl.literal),
    ...all(wrappedTexts(digits), ttl.wrapped),
    ...(isDigits(carried.timestamp) ? all([String(Number(carried.timestamp) + number)], ttl.expiry) : []),
    ...formCandidates(evidence, 'ttl'),
    ...all(meant, ttl.changed),
    ...all(['3600000', '0', ...COMMON_MS.map(String)], ttl.another),
    ...all(floatTexts(shifted(digits, 3)), ttl.seconds),
  ];
}

/** A duration as languages print it: `PT1H`, `1h0m0s`, `01:00:00`, `3600s`. */
function durationTexts(ms: number): string[] {
  const seconds = ms / 1000;
  if (!Number.isInteger(seconds)) return [];
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(m)}:${two(s)}`;
  const iso = `PT${h > 0 ? `${h}H` : ''}${m > 0 ? `${m}M` : ''}${s > 0 ? `${s}S` : ''}`;
  const go = `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s`;
  const units = [
    [3600, 'h', ' hours'],
    [60, 'm', ' minutes'],
    [1, 's', ' seconds'],
  ] as const;
  return [
    iso,
    `PT${seconds}S`,
    `PT${Math.floor(seconds / 60)}M`,
    go,
    `${two(h)}:${clock}`,
    `${h}:${clock}`,
    `${two(h)}:${clock}.000`,
    ...units.flatMap(([size, short, long]) =>
      seconds % size === 0
        ? [`${seconds / size}${short}`, `${seconds / size}${long}`, `${seconds / size} ${short}`]
        : [],
    ),
    ...(seconds % 60 === 0 ? [`${seconds / 60}min`] : []),
  ];
}

/** The milliseconds of a duration that was sent as text; undefined for any other text. */
function millisecondsOf(text: string): number | undefined {
  const clock = /^(\d+):(\d\d):(\d\d)(?:\.\d+)?$/.exec(text);
  if (clock !== null) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000;
  const units = /^P?T?((?:\d+(?:\.\d+)?\s*(?:ms|h|min|m|s|hours?|minutes?|seconds?)\s*)+)$/i.exec(text)?.[1];
  if (units === undefined) return undefined;
  let ms = 0;
  for (const [, amount, unit = ''] of units.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const size = /^ms/i.test(unit) ? 1 : /^h/i.test(unit) ? 3_600_000 : /^m/i.test(unit) ? 60_000 : 1000;
    ms += Number(amount) * size;
  }
  return ms;
}
