/** A whole number as a float is printed in Java, JavaScript, Python, Go, C. */
export function floatTexts(digits: string): string[] {
  const number = Number(digits);
  if (!Number.isSafeInteger(number)) return [];
  const [mantissa = '', exponent = ''] = number.toExponential().replace('+', '').split('e');
  const long = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  const padded = exponent.padStart(2, '0');
  return [
    `${digits}.0`,
    `${digits}.`,
    `${digits}.00`,
    `${digits}.000000`,
    `${mantissa}e+${padded}`, // Go %v, Python repr of large floats
    `${mantissa}e+${exponent}`, // JavaScript
    `${long}E${exponent}`, // Java Double.toString
    `${long}E+${padded}`, // PHP
    `${long}e${exponent}`,
    number.toExponential(6).replace(/e\+(\d)$/, 'e+0$1'), // C %e
  ];
}

/** A whole number as a person's language groups its digits. */
export function groupedTexts(digits: string): string[] {
  return [',', '.', ' ', '\u00a0', '\u202f', "'", '\u2019', '_'].map((mark) =>
    digits.replace(/\B(?=(?:\d{3})+$)/g, mark),
  );
}

export function isDigits(text: string | undefined): text is string {
  return text !== undefined && /^(?:0|[1-9]\d{0,15})$/.test(text);
}

/** Divides a whole number by a thousand in decimal text, without rounding: `1500` is `1.5`. */
export function thousandth(digits: string): string {
  const padded = digits.padStart(4, '0');
  const fraction = padded.slice(-3).replace(/0+$/, '');
  return fraction === '' ? padded.slice(0, -3) : `${padded.slice(0, -3)}.${fraction}`;
}

/** The 999 numbers that become this one when they are cut to whole thousands; none if it is no whole thousand. */
export function withinTheSecond(digits: string | undefined): string[] {
  if (!isDigits(digits) || !digits.endsWith('000')) return [];
  return Array.from({ length: 999 }, (_, index) => String(Number(digits) + index + 1));
}
