/** A whole number as a float is printed in Java, JavaScript, Python, Go, C. */
export function floatTexts(digits: string): string[] {
  const number = Number(digits);
  if (!Number.isSafeInteger(number)) return [];
  const [mantissa = '', exponent = ''] = number.toExponential().replace('+', '').split('e');
  const long = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  const padded = exponent.padStart(2, '0');
  return [
    ...['.0', '.', '.00', '.000000', ',0'].map((fraction) => digits + fraction),
    `${mantissa}e+${padded}`, // Go %v, Python repr of large floats
    `${mantissa}e+${exponent}`, // JavaScript
    `${mantissa}e${exponent}`,
    `${mantissa}E${exponent}`,
    `${mantissa}E+${exponent}`, // .NET
    `${mantissa}E+${padded}`,
    `${long}E${exponent}`, // Java Double.toString
    `${long}E+${padded}`, // PHP
    `${long}E+${exponent}`,
    `${long}e+${exponent}`,
    `${long}e${exponent}`,
    number.toExponential(6).replace(/e\+(\d)$/, 'e+0$1'), // C %e
    number.toPrecision(6).replace(/0+e/, 'e').replace('.e', 'e'), // C %g
    number.toPrecision(14), // PHP 7
    String(Math.fround(number)),
  ];
}

/** A whole number as a person's language groups its digits. */
export function groupedTexts(digits: string): string[] {
  return [',', '.', ' ', '\u00a0', '\u202f', "'", '\u2019', '_'].map((mark) =>
    digits.replace(/\B(?=(?:\d{3})+$)/g, mark),
  );
}

/** A whole number as source code or a person writes it: with a suffix, a sign, a zero, in other digits. */
export function literalTexts(digits: string): string[] {
  const number = Number(digits);
  const hex = number.toString(16);
  return [
    ...['n', 'L', 'l', 'ms', ' ms', 'u', 'UL', 'i64', '_u64'].map((suffix) => digits + suffix),
    `+${digits}`,
    `0${digits}`,
    `00${digits}`,
    hex,
    hex.toUpperCase(),
    `0x${hex}`,
    number.toString(36),
  ];
}

/** A whole number in an integer of 32 bits, which cannot hold a timestamp. */
export function wrappedTexts(digits: string): string[] {
  const number = Number(digits);
  return [String(number | 0), String(number >>> 0), '2147483647', '-1'];
}

export function isDigits(text: string | undefined): text is string {
  return text !== undefined && /^(?:0|[1-9]\d{0,15})$/.test(text);
}

/** Divides a whole number by a power of ten in decimal text, without rounding: `1500` by 10³ is `1.5`. */
export function shifted(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0');
  const fraction = padded.slice(-places).replace(/0+$/, '');
  return fraction === '' ? padded.slice(0, -places) : `${padded.slice(0, -places)}.${fraction}`;
}

/** The 999 numbers that become this one when they are cut to whole thousands; none if it is not a whole thousand. */
export function withinTheSecond(digits: string | undefined): string[] {
  if (!isDigits(digits) || !digits.endsWith('000')) return [];
  return Array.from({ length: 999 }, (_, index) => String(Number(digits) + index + 1));
}
